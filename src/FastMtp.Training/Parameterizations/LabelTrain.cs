using FastMtp.Radial;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Parameterizations;

/// <summary>
/// A tensor train of species × species × n × l × polynomials, of which only the entries count whose (n, l) is the label of a radial
/// function. A point is the concatenated cores.
/// </summary>
internal sealed class LabelTrain : IParameterization
{
    private readonly RadialShape _shape;
    private readonly LabelGrid _labels;
    private readonly TensorTrain _train;

    /// <summary>A train for the coefficients of a shape.</summary>
    /// <param name="shape">Extent of the coefficients; its functions have labels.</param>
    /// <param name="ranks">[4] r_1 … r_4.</param>
    /// <exception cref="InputException">The ranks do not fit the shape; the message names the limits.</exception>
    public LabelTrain(RadialShape shape, IReadOnlyList<int> ranks) =>
        (_shape, _labels, _train) = (shape, shape.Labels!, new(shape.LabelModes!, ranks));

    /// <inheritdoc/>
    public int TensorLength => _shape.Length;

    /// <inheritdoc/>
    public int PointLength => _train.PointLength;

    /// <inheritdoc/>
    public int Dimension => _train.Dimension;

    /// <inheritdoc/>
    public void Expand(ReadOnlySpan<double> point, Span<double> tensor)
    {
        var grid = new double[_train.TensorLength];
        _train.Expand(point, grid);
        _labels.Take(grid, tensor, _shape.BasisSize);
    }

    /// <inheritdoc/>
    public void Pullback(ReadOnlySpan<double> point, ReadOnlySpan<double> tensorGradient, Span<double> gradient)
    {
        var grid = new double[_train.TensorLength];
        _labels.Put(tensorGradient, grid, _shape.BasisSize);
        _train.Pullback(point, grid, gradient);
    }

    /// <summary>The entries of one label are a train by themselves, with one slice each of the cores of n and l.</summary>
    public double MeanSquaredSensitivity(ReadOnlySpan<double> point)
    {
        var cores = _train.Matrices(point);
        return _labels.Cells.Sum(cell => TensorTrain.SquaredSensitivity(
            [cores[0], cores[1], Slice(2, cell / _labels.Columns), Slice(3, cell % _labels.Columns), cores[4]])) / Dimension;

        Matrix Slice(int k, int i) => cores[k].Block(.., (i * _train.Ranks[k])..((i + 1) * _train.Ranks[k]));
    }

    /// <summary>TT-SVD of the completed tensor.</summary>
    public double[] Approximate(ReadOnlySpan<double> tensor) => _train.Approximate(LabelCompletion.Complete(_shape, tensor));
}
