using System.Runtime.CompilerServices;
using FastMtp.Basis;
using FastMtp.Cli.Terminals;
using FastMtp.Compilation;
using FastMtp.Kernels;

namespace FastMtp.Cli.Commands;

/// <summary>The kernels that an exported potential takes along: those of its plans that the native library has none for.</summary>
internal static class KernelExport
{
    public const string OffOption = "--no-kernel";

    /// <summary>
    /// Names and contents of the files; none where the native library has kernels, or where none can be compiled, which is said.
    /// </summary>
    public static IReadOnlyList<(string Name, byte[] Content)> Of(Terminal terminal, Potential model, bool isOff)
    {
        BasisPlan[] plans = [.. model.Plans.Where(Lacks).DistinctBy(Fingerprint.Of)];
        if (plans.Length == 0) return [];
        if (WhyNot(plans.MaxBy(plan => plan.Products.Length)!, isOff) is { } reason)
        {
            Interpreted(reason);
            return [];
        }
        try
        {
            return [.. plans.SelectMany(plan => LibraryCompiler.OfUser.Compile(
                plan, processors => terminal.Line($"Compiling a kernel for {processors}, which may take a minute …")))];
        }
        catch (LibraryException e)
        {
            Interpreted(e.Message);
            return [];
        }

        // The variable forces a kernel of any kind: a compiled one even where there is a generated one, or none.
        static bool Lacks(BasisPlan plan) => Environment.GetEnvironmentVariable(KernelRegistry.Variable) is { Length: > 0 } wanted
            ? wanted.StartsWith(CompiledKernels.Kind, StringComparison.OrdinalIgnoreCase)
            : !KernelRegistry.HasGenerated(plan);

        void Interpreted(string reason) => terminal.Note($"{reason}, so the exported potential is evaluated with the interpreter.");
    }

    /// <summary>Why no kernel is compiled for a plan; null if one is.</summary>
    public static string? WhyNot(BasisPlan plan, bool isOff) => isOff ? $"{OffOption} is given"
        // A program that was compiled ahead of time contains no compiler.
        : !RuntimeFeature.IsDynamicCodeSupported ? "this program compiles no kernels (the .NET tool does)"
        : plan.Products.Length > CompilationCost.MostProducts
            ? $"compiled code of more than {CompilationCost.MostProducts} products is not faster"
        : null;
}
