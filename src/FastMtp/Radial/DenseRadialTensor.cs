namespace FastMtp.Radial;

/// <summary>Every coefficient is a parameter.</summary>
internal sealed class DenseRadialTensor : RadialTensor
{
    /// <summary>Wraps coefficients.</summary>
    /// <param name="shape">Extent.</param>
    /// <param name="coefficients">[N_T][N_T][N_f][N_b], central species first, row-major.</param>
    /// <exception cref="ArgumentException">Their number does not fit the shape.</exception>
    public DenseRadialTensor(RadialShape shape, double[] coefficients)
        : base(shape)
    {
        RequireLength(coefficients, shape.Length, nameof(coefficients));
        Coefficients = coefficients;
    }

    /// <summary>[N_T][N_T][N_f][N_b] c.</summary>
    public double[] Coefficients { get; }

    /// <inheritdoc/>
    public override string Form => "dense";

    /// <inheritdoc/>
    public override IReadOnlyList<int> Ranks => [];

    /// <inheritdoc/>
    public override int ParameterCount => Coefficients.Length;

    /// <inheritdoc/>
    public override void Block(int pair, Span<double> block) => Coefficients.AsSpan(pair * Shape.PairLength, Shape.PairLength).CopyTo(block);

    /// <summary>The coefficients themselves, not a copy.</summary>
    public override double[] ToDense() => Coefficients;
}
