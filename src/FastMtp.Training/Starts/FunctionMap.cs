using FastMtp.Basis;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Starts;

/// <summary>Expresses the functions of a basis by those of a larger one.</summary>
internal static class FunctionMap
{
    /// <summary>More random points than functions of the same moments, so that chance cannot make a function look contained.</summary>
    private const int SpareSamples = 6;

    /// <summary>Relative error of a sum that is exact but for rounding.</summary>
    private const double Rounding = 1e-9;

    /// <summary>The coefficients of the same sum of functions in another basis; null if that lacks one of the functions.</summary>
    /// <param name="coefficients">[A] the coefficients.</param>
    /// <param name="source">Their basis.</param>
    /// <param name="target">The other basis.</param>
    public static double[]? Carry(ReadOnlySpan<double> coefficients, BasisPlan source, BasisPlan target)
    {
        var radial = RadialLabel.Sources(source, target);
        if (radial.Contains(-1) || radial.Distinct().Count() < radial.Length) return null;
        var samples = FunctionBlocks.Largest(target) + SpareSamples;
        var known = new FunctionBlocks(source, radial, samples);
        var functions = new FunctionBlocks(target, [.. Enumerable.Range(0, target.RadialFunctionCount)], samples);
        var carried = new double[functions.Count];
        for (var i = 0; i < coefficients.Length; i++)
        {
            var like = functions.Like(known, i);
            if (Shares(known.Values(i), like, functions) is not { } shares) return null;
            for (var k = 0; k < like.Length; k++) carried[like[k]] += shares[k] * coefficients[i];
        }
        return carried;
    }

    /// <summary>The coefficients of a function in others: a single one where that is possible, as they may depend on each other.</summary>
    private static double[]? Shares(double[] value, int[] like, FunctionBlocks functions)
    {
        for (var k = 0; k < like.Length; k++)
        {
            var other = functions.Values(like[k]);
            var ratio = Vectors.Dot(value, other) / Vectors.Dot(other, other);
            if (!IsSmall([.. value.Zip(other, (x, y) => x - ratio * y)], value)) continue;
            var only = new double[like.Length];
            only[k] = Math.Abs(ratio - Math.Round(ratio)) < Rounding ? Math.Round(ratio) : ratio;
            return only;
        }
        if (like.Length == 0) return null;
        var columns = new Matrix(value.Length, like.Length);
        for (var i = 0; i < value.Length; i++)
            for (var k = 0; k < like.Length; k++) columns[i, k] = functions.Values(like[k])[i];
        var (u, s, v) = Decompositions.Svd(columns, like.Length);
        var shares = v.ScaleColumns([.. s.Select(x => x > Rounding * s[0] ? 1 / x : 0)])
            * u.TransposedTimes(new Matrix(value.Length, 1, value));
        return IsSmall((columns * shares).Entries.Zip(value, (x, y) => x - y).ToArray(), value) ? shares.Entries : null;
    }

    private static bool IsSmall(double[] rest, double[] whole) => Vectors.Norm(rest) <= Rounding * Vectors.Norm(whole);
}
