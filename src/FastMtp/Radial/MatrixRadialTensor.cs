namespace FastMtp.Radial;

/// <summary>MF: c, unfolded to a matrix of N_T² rows (pairs of species) and N_f·N_b columns, is U·Vᵀ.</summary>
internal sealed class MatrixRadialTensor : FactorizedRadialTensor
{
    private readonly double[] _u;

    /// <summary>Wraps the factors.</summary>
    /// <param name="shape">Extent.</param>
    /// <param name="rank">r.</param>
    /// <param name="u">[N_T²][r].</param>
    /// <param name="v">[N_f·N_b][r].</param>
    /// <exception cref="ArgumentException">A factor does not match shape and rank.</exception>
    public MatrixRadialTensor(RadialShape shape, int rank, double[] u, double[] v)
        : base(Stored, shape, [rank], [u, v])
    {
        _u = u;
        TableCount = rank;
        Tables = new double[v.Length];
        for (var k = 0; k < rank; k++)
            for (var i = 0; i < shape.PairLength; i++) Tables[k * shape.PairLength + i] = v[i * rank + k];
    }

    /// <summary>The form of these tensors.</summary>
    public static StoredForm Stored { get; } = new(
        "mf",
        RankCount: 1,
        (shape, ranks) => FactorShape.Matrix(shape.PairCount, shape.PairLength, ranks[0]),
        (shape, ranks, factors) => new MatrixRadialTensor(shape, ranks[0], factors[0], factors[1]));

    /// <inheritdoc/>
    public override int TableCount { get; }

    /// <summary>Vᵀ.</summary>
    internal override double[] Tables { get; }

    internal override void Weights(int pair, Span<double> weights) => _u.AsSpan(pair * weights.Length, weights.Length).CopyTo(weights);
}
