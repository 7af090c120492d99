using FastMtp.Radial;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Parameterizations;

/// <summary>
/// Radial coefficients that are symmetric in the two species: the table of each unordered pair is parameterised by itself, all in
/// the same way. A point is one point of that parameterisation for each pair.
/// </summary>
internal class SymmetricPairs(RadialShape shape, IParameterization table) : IParameterization
{
    /// <inheritdoc/>
    public int TensorLength => shape.Length;

    /// <inheritdoc/>
    public int PointLength => shape.UnorderedPairCount * table.PointLength;

    /// <inheritdoc/>
    public int Dimension => shape.UnorderedPairCount * table.Dimension;

    /// <inheritdoc/>
    public void Expand(ReadOnlySpan<double> point, Span<double> tensor)
    {
        for (var pair = 0; pair < shape.PairCount; pair++) table.Expand(Point(point, shape.Unordered(pair)), Table(tensor, pair));
    }

    /// <summary>A parameter gets the gradients of both places of its pair.</summary>
    public void Pullback(ReadOnlySpan<double> point, ReadOnlySpan<double> tensorGradient, Span<double> gradient)
    {
        var sums = Sums(tensorGradient);
        for (var p = 0; p < shape.UnorderedPairCount; p++)
            table.Pullback(Point(point, p), sums.Row(p), gradient.Slice(p * table.Dimension, table.Dimension));
    }

    /// <inheritdoc/>
    public double MeanSquaredSensitivity(ReadOnlySpan<double> point)
    {
        var sum = 0.0;
        for (var pair = 0; pair < shape.PairCount; pair++) sum += table.MeanSquaredSensitivity(Point(point, shape.Unordered(pair)));
        return sum / shape.UnorderedPairCount;
    }

    /// <summary>Approximates the mean of the tables at both places.</summary>
    public double[] Approximate(ReadOnlySpan<double> tensor)
    {
        var sums = Sums(tensor);
        var places = new int[shape.UnorderedPairCount];
        for (var pair = 0; pair < shape.PairCount; pair++) places[shape.Unordered(pair)]++;
        var point = new double[PointLength];
        for (var p = 0; p < places.Length; p++)
        {
            foreach (ref var c in sums.Row(p)) c /= places[p];
            table.Approximate(sums.Row(p)).CopyTo(point, p * table.PointLength);
        }
        return point;
    }

    private ReadOnlySpan<double> Point(ReadOnlySpan<double> point, int unordered) =>
        point.Slice(unordered * table.PointLength, table.PointLength);

    private Span<double> Table(Span<double> tensor, int pair) => tensor.Slice(pair * shape.PairLength, shape.PairLength);

    /// <summary>[unordered pair][N_f·N_b] sums over both places.</summary>
    protected Matrix Sums(ReadOnlySpan<double> tensor)
    {
        var sums = new Matrix(shape.UnorderedPairCount, shape.PairLength);
        for (var pair = 0; pair < shape.PairCount; pair++)
        {
            var row = sums.Row(shape.Unordered(pair));
            Vectors.AddScaled(row, 1, tensor.Slice(pair * shape.PairLength, shape.PairLength), row);
        }
        return sums;
    }
}
