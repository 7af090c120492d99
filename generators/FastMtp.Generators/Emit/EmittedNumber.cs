using System.Text.RegularExpressions;
using FastMtp.Kernels;

namespace FastMtp.Generators.Emit;

/// <summary>
/// The numbers that a kernel computes with. Passes are printed for doubles; for floats, the same text gets other types and literals, so
/// that the search for a good order of products serves both.
/// </summary>
/// <param name="Type">double or float.</param>
/// <param name="BaseClass">Of the kernel.</param>
/// <param name="Suffix">Of its name.</param>
/// <param name="Passes">Which passes it has; null for all.</param>
internal sealed record EmittedNumber(string Type, string BaseClass, string Suffix, string[]? Passes)
{
    public static readonly EmittedNumber Double = new("double", "MtpKernel", "", null);

    /// <summary>Only what an evaluation runs: fits are done in double precision.</summary>
    public static readonly EmittedNumber Single = new("float", "SingleKernel", "Single",
    [
        nameof(KernelPasses.Accumulate), nameof(KernelPasses.Contract), nameof(KernelPasses.Backpropagate), nameof(KernelPasses.PairForces),
    ]);

    public static readonly EmittedNumber[] All = [Double, Single];

    private static readonly Regex Literal = new(@"Create\((-?[0-9.E+-]+)\)");

    public bool Has(string pass) => Passes is null || Array.IndexOf(Passes, pass) >= 0;

    /// <summary>The text of a pass for these numbers.</summary>
    public string Of(string body) => this == Double ? body : Literal.Replace(body.Replace("double*", "float*"), "Create($1f)");
}
