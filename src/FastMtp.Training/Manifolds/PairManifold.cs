using FastMtp.Radial;
using FastMtp.Training.Parameterizations;

namespace FastMtp.Training.Manifolds;

/// <summary>R-MF for each unordered pair of species: radial coefficients whose N_f × N_b tables are matrices of a rank.</summary>
internal sealed class PairManifold : IManifold, IParameterization
{
    private readonly FixedRankManifold _table;
    private readonly SymmetricPairs _pairs;
    private readonly ProductManifold _product;

    /// <summary>The tables of a shape at a rank.</summary>
    /// <exception cref="InputException">A table of this size cannot have the rank.</exception>
    public PairManifold(RadialShape shape, int rank)
    {
        _table = new(shape.FunctionCount, shape.BasisSize, rank);
        _pairs = new(shape, _table);
        _product = new([.. Enumerable.Repeat(_table, shape.UnorderedPairCount)]);
    }

    /// <inheritdoc/>
    public int TensorLength => _pairs.TensorLength;

    /// <inheritdoc cref="IParameterization.PointLength"/>
    public int PointLength => _pairs.PointLength;

    /// <inheritdoc cref="IParameterization.Dimension"/>
    public int Dimension => _pairs.Dimension;

    /// <inheritdoc/>
    public void Expand(ReadOnlySpan<double> point, Span<double> tensor) => _pairs.Expand(point, tensor);

    /// <inheritdoc/>
    public void Pullback(ReadOnlySpan<double> point, ReadOnlySpan<double> tensorGradient, Span<double> gradient) =>
        _pairs.Pullback(point, tensorGradient, gradient);

    /// <inheritdoc/>
    public double MeanSquaredSensitivity(ReadOnlySpan<double> point) => _pairs.MeanSquaredSensitivity(point);

    /// <inheritdoc/>
    public double[] Approximate(ReadOnlySpan<double> tensor) => _pairs.Approximate(tensor);

    /// <inheritdoc/>
    public void Retract(ReadOnlySpan<double> point, double step, ReadOnlySpan<double> direction, Span<double> result) =>
        _product.Retract(point, step, direction, result);

    /// <inheritdoc/>
    public IVectorTransport Transport(ReadOnlySpan<double> from, ReadOnlySpan<double> to) => _product.Transport(from, to);

    /// <summary>U and V of each pair, which share its singular values.</summary>
    public double[] SharedFactors(double[] point) =>
        [.. point.Chunk(_table.PointLength).SelectMany(table => _table.Svd(table).SharedFactors())];
}
