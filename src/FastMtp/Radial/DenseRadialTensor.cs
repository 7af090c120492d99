namespace FastMtp.Radial;

/// <summary>Every coefficient is a parameter.</summary>
/// <param name="shape">Extent.</param>
/// <param name="coefficients">[N_T][N_T][N_f][N_b], central species first, row-major.</param>
/// <exception cref="ArgumentException">Their number does not match the shape.</exception>
internal sealed class DenseRadialTensor(RadialShape shape, double[] coefficients) : RadialTensor(Stored, shape, [], [coefficients])
{
    /// <summary>The form of these tensors.</summary>
    public static StoredForm Stored { get; } = new(
        "dense",
        RankCount: 0,
        (shape, _) => FactorShape.Train([shape.Length], []),
        (shape, _, factors) => new DenseRadialTensor(shape, factors[0]));

    /// <summary>[N_T][N_T][N_f][N_b] c.</summary>
    public double[] Coefficients => Factors[0];

    /// <inheritdoc/>
    public override void Block(int pair, Span<double> block) =>
        Coefficients.AsSpan(pair * Shape.PairLength, Shape.PairLength).CopyTo(block);

    /// <summary>The coefficients themselves, not a copy.</summary>
    public override double[] ToDense() => Coefficients;
}
