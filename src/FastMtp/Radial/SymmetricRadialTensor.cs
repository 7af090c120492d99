namespace FastMtp.Radial;

/// <summary>One table for each unordered pair of species: c[z_i][z_j] = c[z_j][z_i].</summary>
internal sealed class SymmetricRadialTensor : RadialTensor
{
    /// <summary>Wraps the tables.</summary>
    /// <param name="shape">Extent.</param>
    /// <param name="tables">[N_T(N_T + 1)/2][N_f][N_b], in the order of <see cref="RadialShape.Unordered"/>.</param>
    /// <exception cref="ArgumentException">Their number does not match the shape.</exception>
    public SymmetricRadialTensor(RadialShape shape, double[] tables)
        : base(Stored, shape, [], [tables])
    {
    }

    /// <summary>The form of these tensors.</summary>
    public static StoredForm Stored { get; } = new(
        "symmetric",
        RankCount: 0,
        (shape, _) => FactorShape.Train([shape.UnorderedPairCount * shape.PairLength], []),
        (shape, _, factors) => new SymmetricRadialTensor(shape, factors[0]));

    /// <inheritdoc/>
    public override void Block(int pair, Span<double> block) =>
        Factors[0].AsSpan(Shape.Unordered(pair) * Shape.PairLength, Shape.PairLength).CopyTo(block);
}
