using Microsoft.CodeAnalysis;

namespace FastMtp.Generators;

internal static class Diagnostics
{
    public static readonly DiagnosticDescriptor LevelNotUnrolled = new(
        "MTP001",
        "No kernel for this level",
        "No kernel is generated for level {0}: kernels exist for the even levels 2 to {1}; the interpreter runs all others",
        "FastMtp",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor LevelNamedTwice = new(
        "MTP002",
        "Level named twice",
        "Level {0} is named twice: remove this line",
        "FastMtp",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);
}
