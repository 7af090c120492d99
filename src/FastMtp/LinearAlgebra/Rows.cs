using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastMtp.LinearAlgebra;

/// <summary>Products of a row and a matrix.</summary>
internal static class Rows
{
    /// <summary>row·matrix.</summary>
    /// <param name="row">[n].</param>
    /// <param name="matrix">[n][columns].</param>
    /// <param name="columns">Number of columns.</param>
    public static double[] Times(ReadOnlySpan<double> row, ReadOnlySpan<double> matrix, int columns)
    {
        var product = new double[columns];
        for (var i = 0; i < row.Length; i++)
            if (row[i] != 0) AddScaled(product, row[i], matrix.Slice(i * columns, columns));
        return product;
    }

    /// <summary>sum += factor·values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(Span<double> sum, double factor, ReadOnlySpan<double> values)
    {
        var i = 0;
        var size = Vector<double>.Count;
        var factors = new Vector<double>(factor);
        for (; i <= sum.Length - size; i += size)
            Vector.FusedMultiplyAdd(factors, new Vector<double>(values[i..]), new Vector<double>(sum[i..])).CopyTo(sum[i..]);
        for (; i < sum.Length; i++) sum[i] = Math.FusedMultiplyAdd(factor, values[i], sum[i]);
    }

    /// <summary>The largest entry in size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Largest(ReadOnlySpan<double> values)
    {
        var i = 0;
        var size = Vector<double>.Count;
        var maxima = Vector<double>.Zero;
        for (; i <= values.Length - size; i += size) maxima = Vector.Max(maxima, Vector.Abs(new Vector<double>(values[i..])));
        var largest = 0.0;
        for (var k = 0; k < size; k++) largest = Math.Max(largest, maxima[k]);
        for (; i < values.Length; i++) largest = Math.Max(largest, Math.Abs(values[i]));
        return largest;
    }
}
