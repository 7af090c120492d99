using FastMtp.Basis;
using FastMtp.Basis.Families;
using FastMtp.Basis.Mtp;
using FastMtp.Kernels;

namespace FastMtp.Benchmarks;

/// <summary>A kernel that runs a basis on this processor.</summary>
public sealed record KernelCase
{
    private KernelCase(string basis, MtpKernel kernel) => (Basis, Kind, Width) = (basis, kernel.Kind, kernel.Width);

    public string Basis { get; }

    public string Kind { get; }

    internal VectorWidth Width { get; }

    public static int[] Levels => [8, 12, 16, 20, 24];

    /// <summary>The standard bases of all tables.</summary>
    public static string[] Bases => [.. Levels.Select(MtpFamily.NameOf), "ace:8", "ace:10", "ace:12", "ace:14"];

    public static IEnumerable<KernelCase> All => Bases.SelectMany(OfBasis);

    /// <summary>The preferred kernel first.</summary>
    public static IEnumerable<KernelCase> OfLevel(int level) => OfBasis(MtpFamily.NameOf(level));

    /// <summary>The preferred kernel first.</summary>
    public static IEnumerable<KernelCase> OfBasis(string basis) =>
        KernelRegistry.All(BasisPlan.Of(basis)).Select(kernel => new KernelCase(basis, kernel));

    internal MtpKernel Create() =>
        KernelRegistry.All(BasisPlan.Of(Basis)).First(kernel => kernel.Kind == Kind && kernel.Width == Width);

    public string Name => $"{Kind}-{(int)Width}";

    public override string ToString() => $"{Basis} {Name}";
}
