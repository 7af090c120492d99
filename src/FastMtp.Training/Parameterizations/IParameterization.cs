namespace FastMtp.Training.Parameterizations;

/// <summary>
/// A tensor as a function of a few parameters, independent of what the tensor is used for. A tensor
/// is stored as its entries in row-major order.
/// </summary>
internal interface IParameterization
{
    /// <summary>Entries of the tensor.</summary>
    int TensorLength { get; }

    /// <summary>Number of entries of a point.</summary>
    int PointLength { get; }

    /// <summary>
    /// Number of independent parameters, the length of a gradient. Equals <see cref="PointLength"/> unless points are redundant.
    /// </summary>
    int Dimension { get; }

    /// <summary>The tensor at a point.</summary>
    void Expand(ReadOnlySpan<double> point, Span<double> tensor);

    /// <summary>The gradient of a function of the tensor with respect to the parameters.</summary>
    void Pullback(ReadOnlySpan<double> point, ReadOnlySpan<double> tensorGradient, Span<double> gradient);

    /// <summary>
    /// Sensitivity of the tensor to a parameter: the mean squared length of the columns of its Jacobian, which turns a
    /// curvature with respect to the tensor into one with respect to the parameters.
    /// </summary>
    double MeanSquaredSensitivity(ReadOnlySpan<double> point);

    /// <summary>A point whose tensor is close to the given one, and equal to it if the parameterisation can represent it.</summary>
    double[] Approximate(ReadOnlySpan<double> tensor);
}
