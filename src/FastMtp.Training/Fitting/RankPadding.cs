using FastMtp.Basis;
using FastMtp.Training.Parameterizations;

namespace FastMtp.Training.Fitting;

/// <summary>
/// Makes the spare columns of matrix factors useful. A tensor of a lower rank leaves them zero in U and in V, where the gradient is zero
/// for ever; with random columns in U it is not, and the product is the same.
/// </summary>
internal static class RankPadding
{
    /// <summary>A column this much smaller than the largest is rounding.</summary>
    private const double Rounding = 1e-7;

    /// <summary>Fills the columns.</summary>
    /// <param name="parameterization">If it is one of <see cref="IMatrixFactors"/>; others need nothing.</param>
    /// <param name="point">The nearest point to a tensor; changed.</param>
    /// <param name="seed">Seed of the columns.</param>
    public static double[] Fill(IParameterization parameterization, double[] point, ulong seed)
    {
        if (parameterization is not IMatrixFactors factors) return point;
        var random = new SplitMix64(seed);
        var first = 0;
        foreach (var matrix in factors.Gradients(new double[factors.TensorLength]))
        {
            var u = point.AsSpan(first, matrix.Rows * factors.Rank);
            Fill(u, point.AsSpan(first + u.Length, matrix.Columns * factors.Rank), factors.Rank, random);
            first += (matrix.Rows + matrix.Columns) * factors.Rank;
        }
        return point;
    }

    private static void Fill(Span<double> u, Span<double> v, int rank, SplitMix64 random)
    {
        var sizes = new double[rank];
        for (var i = 0; i < u.Length; i++) sizes[i % rank] += u[i] * u[i];
        var rows = u.Length / rank;
        var largest = Math.Sqrt(sizes.Max());
        for (var column = 0; column < rank; column++)
        {
            if (Math.Sqrt(sizes[column]) > Rounding * largest || largest == 0) continue;
            for (var i = column; i < u.Length; i += rank) u[i] = largest * Math.Sqrt(3.0 / rows) * random.NextSigned();
            for (var i = column; i < v.Length; i += rank) v[i] = 0;
        }
    }
}
