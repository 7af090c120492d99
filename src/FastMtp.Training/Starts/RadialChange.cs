using FastMtp.Radial;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Starts;

/// <summary>
/// Radial functions in another radial basis: the same functions if the cutoff stays and the polynomials are not fewer, otherwise the
/// nearest ones in the volume between smallest distance and cutoff.
/// </summary>
internal static class RadialChange
{
    /// <summary>Distances at which functions of another cutoff are compared.</summary>
    private const int Samples = 400;

    /// <summary>The coefficients in the other basis.</summary>
    /// <param name="coefficients">[…][N_b] those in the old one.</param>
    /// <param name="old">The old basis.</param>
    /// <param name="target">The other basis.</param>
    public static double[] Of(double[] coefficients, RadialBasis old, RadialBasis target)
    {
        var matrix = old == target with { Size = old.Size } ? Padding(old.Size, target.Size)
            : old.Cutoff == target.Cutoff && old.Size <= target.Size ? Interpolation(old, target)
            : Projection(old, target);
        return (new Matrix(coefficients.Length / old.Size, old.Size, coefficients) * matrix).Entries;
    }

    /// <summary>[old][new]: further polynomials get zero.</summary>
    private static Matrix Padding(int old, int size)
    {
        var matrix = new Matrix(old, size);
        for (var b = 0; b < Math.Min(old, size); b++) matrix[b, b] = 1;
        return matrix;
    }

    /// <summary>
    /// [old][new]: every old polynomial as a sum of new ones, by interpolation at zeros of the next Chebyshev polynomial.
    /// </summary>
    private static Matrix Interpolation(RadialBasis old, RadialBasis target)
    {
        var n = target.Size;
        var matrix = new Matrix(old.Size, n);
        for (var k = 0; k < n; k++)
        {
            var angle = Math.PI * (k + 0.5) / n;
            var r = 0.5 * (target.MinDistance + target.Cutoff) + Math.Cos(angle) / target.Slope;
            var xi = (2 * r - (old.MinDistance + old.Cutoff)) / (old.Cutoff - old.MinDistance);
            for (var (b, value, next) = (0, old.Scaling / target.Scaling, xi * old.Scaling / target.Scaling); b < old.Size;
                b++, (value, next) = (next, 2 * xi * next - value))
                for (var c = 0; c < n; c++) matrix[b, c] += value * Math.Cos(c * angle) * (c == 0 ? 1 : 2) / n;
        }
        return matrix;
    }

    /// <summary>[old][new] by least squares; old functions are zero beyond their cutoff.</summary>
    private static Matrix Projection(RadialBasis old, RadialBasis target)
    {
        var (from, to) = (new Matrix(Samples, old.Size), new Matrix(Samples, target.Size));
        var slopes = new double[Math.Max(old.Size, target.Size)];
        for (var i = 0; i < Samples; i++)
        {
            var r = target.MinDistance + (i + 0.5) / Samples * (target.Cutoff - target.MinDistance);
            ChebyshevBasis.Evaluate(target, r, to.Row(i), slopes);
            if (r < old.Cutoff) ChebyshevBasis.Evaluate(old, r, from.Row(i), slopes);
            foreach (ref var x in to.Row(i)) x *= r;
            foreach (ref var x in from.Row(i)) x *= r;
        }
        var (u, s, v) = Decompositions.Svd(to, target.Size);
        return (v.ScaleColumns([.. s.Select(x => 1 / x)]) * u.TransposedTimes(from)).Transposed();
    }
}
