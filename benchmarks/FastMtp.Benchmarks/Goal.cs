using FastMtp.Kernels;

namespace FastMtp.Benchmarks;

/// <summary>What one core is to reach in double precision, for 4 species and 26 neighbours.</summary>
/// <param name="Basis">The basis.</param>
/// <param name="Forces">Energy, forces and virial of an atom, in 512-bit fused multiply-adds at the processor's peak.</param>
/// <param name="GradientFactor">Loss and gradient, in units of that.</param>
internal sealed record Goal(string Basis, double Forces, double GradientFactor)
{
    private const double HalfWidthFactor = 2.2;
    private static readonly Goal[] All = 
    [
        new("mtp:8", 1300, 3), new("mtp:12", 2100, 3), new("mtp:16", 4200, 3), new("mtp:20", 11500, 3), new("mtp:24", 42000, 4),
        new("ace:12", 4400, 3), new("ace:14", 6700, 3),
    ];

    public double Gradient => GradientFactor * Forces;

    /// <summary>
    /// The goal of a kernel; null for one of another width, or where the processor has no 512-bit registers to compare with.
    /// </summary>
    public static Goal? Of(KernelCase kernel)
    {
        var goal = Array.Find(All, goal => goal.Basis == kernel.Basis);
        if (PeakFma.FullWidth != VectorWidth.Widest) return null;
        return kernel.Width switch
        {
            VectorWidth.Widest => goal,
            VectorWidth.Wide when goal is not null => goal with { Forces = HalfWidthFactor * goal.Forces },
            _ => null,
        };
    }
}
