using FastMtp.Radial;

namespace FastMtp.Training.Loss;

/// <summary>How large random radial coefficients should be.</summary>
internal static class RadialScaleEstimate
{
    private const int SampledBlocks = 50;

    /// <summary>
    /// The half-width of uniformly random coefficients for which M(0, 0) of the data has the root mean square 1: its variance
    /// is a third of the squared half-width times Σ_j φ(r_j)² Σ_b T_b(r_j)².
    /// </summary>
    public static double Of(RadialBasis basis, IReadOnlyList<DataBlock> blocks)
    {
        double sum = 0;
        long atoms = 0;
        for (var i = 0; i < blocks.Count; i += Math.Max(1, blocks.Count / SampledBlocks))
        {
            var block = blocks[i].Atoms;
            atoms += block.CenterCount;
            var d = block.Displacements.Span;
            for (var slot = 0; slot < block.FirstSlot[^1]; slot++)
            {
                for (var lane = 0; lane < block.Lanes; lane++)
                {
                    var at = 3 * slot * block.Lanes + lane;
                    var r = Math.Sqrt(d[at] * d[at] + d[at + block.Lanes] * d[at + block.Lanes] + d[at + 2 * block.Lanes] * d[at + 2 * block.Lanes]);
                    sum += SquaredBasis(basis, r);
                }
            }
        }
        return sum > 0 ? Math.Sqrt(3 * atoms / sum) : 1;
    }

    private static double SquaredBasis(RadialBasis basis, double r)
    {
        var xi = (2 * r - (basis.MinDistance + basis.Cutoff)) / (basis.Cutoff - basis.MinDistance);
        var envelope = basis.Scaling * (basis.Cutoff - r) * (basis.Cutoff - r);
        double sum = 0, previous = xi, current = 1;
        for (var b = 0; b < basis.Size; b++)
        {
            sum += current * current;
            (previous, current) = (current, 2 * xi * current - previous);
        }
        return envelope * envelope * sum;
    }
}
