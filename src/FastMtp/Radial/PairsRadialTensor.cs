namespace FastMtp.Radial;

/// <summary>The N_f × N_b table of each unordered pair of species is a product U·Vᵀ of its own.</summary>
internal sealed class PairsRadialTensor : RadialTensor
{
    /// <summary>Wraps the factors.</summary>
    /// <param name="shape">Extent.</param>
    /// <param name="rank">r.</param>
    /// <param name="factors">
    /// U, [N_f][r], and V, [N_b][r], of each pair in turn, in the order of <see cref="RadialShape.Unordered"/>.
    /// </param>
    /// <exception cref="ArgumentException">A factor does not match shape and rank.</exception>
    public PairsRadialTensor(RadialShape shape, int rank, IReadOnlyList<double[]> factors)
        : base(Stored, shape, [rank], factors)
    {
    }

    /// <summary>The form of these tensors.</summary>
    public static StoredForm Stored { get; } = new(
        "pairs",
        RankCount: 1,
        (shape, ranks) => FactorShape.Matrices(shape.UnorderedPairCount, shape.FunctionCount, shape.BasisSize, ranks[0]),
        (shape, ranks, factors) => new PairsRadialTensor(shape, ranks[0], factors));

    /// <inheritdoc/>
    public override void Block(int pair, Span<double> block)
    {
        var first = 2 * Shape.Unordered(pair);
        WriteProduct(Factors[first], Factors[first + 1], Ranks[0], block);
    }
}
