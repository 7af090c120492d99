using System.Runtime.CompilerServices;
using FastMtp.Radial;

namespace FastMtp.Training.Loss;

/// <summary>Estimates the scale of random radial coefficients.</summary>
internal static class RadialScaleEstimate
{
    private const int SampledBlocks = 50;

    /// <summary>
    /// The half-width of uniformly random coefficients for which M(0, 0) has a root mean square of 1 over the data: its variance
    /// is a third of the squared half-width times Σ_j φ(r_j)² Σ_b T_b(r_j)².
    /// </summary>
    public static double Of(RadialBasis basis, DataSetLoss data, LossExchange exchange)
    {
        double sum = 0;
        long atoms = 0;
        var (polynomials, slopes) = (new double[basis.Size], new double[basis.Size]);
        var stride = Math.Max(1, data.BlockCount / SampledBlocks);
        foreach (var block in data.Blocks.Where(b => b.Index % stride == 0).Select(b => b.Atoms))
        {
            atoms += block.CenterCount;
            var d = block.Displacements.Span;
            for (var slot = 0; slot < block.FirstSlot[^1]; slot++)
            {
                for (var lane = 0; lane < block.Lanes; lane++)
                {
                    var at = 3 * slot * block.Lanes + lane;
                    var r = Math.Sqrt(d[at] * d[at] + d[at + block.Lanes] * d[at + block.Lanes]
                        + d[at + 2 * block.Lanes] * d[at + 2 * block.Lanes]);
                    sum += SquaredBasis(basis, r, polynomials, slopes);
                }
            }
        }
        Span<double> totals = [atoms, sum];
        exchange.Sum(totals);
        return totals[1] > 0 ? Math.Sqrt(3 * totals[0] / totals[1]) : 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SquaredBasis(RadialBasis basis, double r, double[] polynomials, double[] slopes)
    {
        ChebyshevBasis.Polynomials(basis, r, polynomials, slopes);
        double sum = 0;
        foreach (var t in polynomials) sum += t * t;
        var envelope = ChebyshevBasis.Envelope(basis, r);
        return envelope * envelope * sum;
    }
}
