using Microsoft.CodeAnalysis;

namespace FastMtp.Generators;

internal static class Diagnostics
{
    public static readonly DiagnosticDescriptor NotUnrolled = new(
        "MTP001",
        "No kernel for this basis",
        "No kernel is generated for {0}: {1}",
        "FastMtp",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NamedTwice = new(
        "MTP002",
        "Basis named twice",
        "Basis {0} is named twice: remove this line",
        "FastMtp",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);
}
