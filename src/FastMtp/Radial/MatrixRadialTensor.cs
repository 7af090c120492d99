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
    /// <exception cref="ArgumentException">A factor does not fit shape and rank.</exception>
    public MatrixRadialTensor(RadialShape shape, int rank, double[] u, double[] v)
        : base(shape, [rank], [u, v], Transposed(v, shape.PairLength, rank))
    {
        RequireLength(u, shape.PairCount * rank, nameof(u));
        _u = u;
    }

    /// <summary>Takes [U | V], one vector, as a fit has it.</summary>
    public static MatrixRadialTensor From(RadialShape shape, int rank, ReadOnlySpan<double> values)
    {
        var factors = Split(values, shape.PairCount * rank, shape.PairLength * rank);
        return new(shape, rank, factors[0], factors[1]);
    }

    /// <inheritdoc/>
    public override string Form => "mf";

    internal override void Weights(int pair, Span<double> weights) => _u.AsSpan(pair * weights.Length, weights.Length).CopyTo(weights);

    private static double[] Transposed(double[] v, int length, int rank)
    {
        RequireLength(v, length * rank, nameof(v));
        var tables = new double[v.Length];
        for (var k = 0; k < rank; k++)
            for (var i = 0; i < length; i++) tables[k * length + i] = v[i * rank + k];
        return tables;
    }
}
