using Microsoft.CodeAnalysis;

namespace FastMtp.Generators;

internal static class Diagnostics
{
    public static readonly DiagnosticDescriptor LevelNotUnrolled = new(
        "MTP001",
        "No kernel for this level",
        "{0} asks for level {1}; kernels are generated for the even levels 2 to {2}, the interpreter runs the others",
        "FastMtp",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);
}
