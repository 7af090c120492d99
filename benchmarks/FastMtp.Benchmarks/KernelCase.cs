using FastMtp.Basis;
using FastMtp.Basis.Mtp;
using FastMtp.Kernels;

namespace FastMtp.Benchmarks;

/// <summary>A kernel that runs a level on this processor.</summary>
public sealed record KernelCase
{
    private KernelCase(int level, MtpKernel kernel) => (Level, Kind, Width) = (level, kernel.Kind, kernel.Width);

    public int Level { get; }

    public string Kind { get; }

    internal VectorWidth Width { get; }

    public static int[] Levels => [8, 12, 16, 20, 24];

    public static IEnumerable<KernelCase> All => Levels.SelectMany(OfLevel);

    /// <summary>The preferred kernel first.</summary>
    public static IEnumerable<KernelCase> OfLevel(int level) =>
        KernelRegistry.All(BasisPlan.ForLevel(level)).Select(kernel => new KernelCase(level, kernel));

    internal MtpKernel Create() =>
        KernelRegistry.All(BasisPlan.ForLevel(Level)).First(kernel => kernel.Kind == Kind && kernel.Width == Width);

    public string Name => $"{Kind}-{(int)Width}";

    public override string ToString() => $"level {Level} {Name}";
}
