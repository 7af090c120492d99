namespace FastMtp.Training.Parameterizations;

/// <summary>The tensor itself: every entry is a parameter.</summary>
internal sealed class DenseTensor(int length) : IParameterization
{
    /// <inheritdoc/>
    public int TensorLength => length;

    /// <inheritdoc/>
    public int PointLength => length;

    /// <inheritdoc/>
    public int Dimension => length;

    /// <inheritdoc/>
    public void Expand(ReadOnlySpan<double> point, Span<double> tensor) => point.CopyTo(tensor);

    /// <inheritdoc/>
    public void Pullback(ReadOnlySpan<double> point, ReadOnlySpan<double> tensorGradient, Span<double> gradient) =>
        tensorGradient.CopyTo(gradient);

    /// <inheritdoc/>
    public double MeanSquaredSensitivity(ReadOnlySpan<double> point) => 1;

    /// <inheritdoc/>
    public double[] Approximate(ReadOnlySpan<double> tensor) => tensor.ToArray();
}
