namespace FastMtp.Radial;

/// <summary>
/// Shared radial functions: c[z_i][z_j][mu][b] = Σ_k W[z_i][z_j][mu][k]·U[b][k]. Every radial function of every pair is a
/// combination of the same r functions.
/// </summary>
internal sealed class SharedRadialTensor : RadialTensor
{
    /// <summary>Wraps the factors.</summary>
    /// <param name="shape">Extent.</param>
    /// <param name="rank">r.</param>
    /// <param name="w">[N_T][N_T][N_f][r].</param>
    /// <param name="u">[N_b][r].</param>
    /// <exception cref="ArgumentException">A factor does not match shape and rank.</exception>
    public SharedRadialTensor(RadialShape shape, int rank, double[] w, double[] u)
        : base(Stored, shape, [rank], [w, u])
    {
    }

    /// <summary>The form of these tensors.</summary>
    public static StoredForm Stored { get; } = new(
        "shared",
        RankCount: 1,
        (shape, ranks) => FactorShape.Matrix(shape.PairCount * shape.FunctionCount, shape.BasisSize, ranks[0]),
        (shape, ranks, factors) => new SharedRadialTensor(shape, ranks[0], factors[0], factors[1]));

    /// <inheritdoc/>
    public override void Block(int pair, Span<double> block)
    {
        var length = Shape.FunctionCount * Ranks[0];
        WriteProduct(Factors[0].AsSpan(pair * length, length), Factors[1], Ranks[0], block);
    }
}
