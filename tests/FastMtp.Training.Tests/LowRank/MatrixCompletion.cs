using FastMtp.Training.Optimization;
using FastMtp.Training.Parameterizations;

namespace FastMtp.Training.Tests.LowRank;

/// <summary>Find a tensor from weighted linear measurements of it: a quadratic function of the tensor, nothing else to it.</summary>
internal sealed class MatrixCompletion(IParameterization parameterization, double[] target) : IObjective
{
    private readonly double[] _tensor = new double[parameterization.TensorLength];
    private readonly double[] _gradient = new double[parameterization.TensorLength];

    public int Dimension => parameterization.Dimension;

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        parameterization.Expand(point, _tensor);
        var value = 0.0;
        for (var i = 0; i < _tensor.Length; i++)
        {
            var (weight, error) = (1 + i % 7, _tensor[i] - target[i]);
            value += 0.5 * weight * error * error;
            _gradient[i] = weight * error;
        }
        parameterization.Pullback(point, _gradient, gradient);
        return value;
    }
}
