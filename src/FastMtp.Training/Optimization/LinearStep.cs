using FastMtp.Training.LeastSquares;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Optimization;

/// <summary>
/// The step of the linear parameters to where their gradient would vanish, by an estimate of their curvature. Along it the loss is a
/// parabola.
/// </summary>
internal sealed class LinearStep
{
    private readonly ILeastSquares _problem;
    private readonly double[] _point;
    private readonly double[] _change;
    private readonly double _slope;

    private LinearStep(ILeastSquares problem, double[] point, double[] gradient, double[] change)
    {
        (_problem, _point, _change) = (problem, point, change);
        _slope = Vectors.Dot(gradient, change);
    }

    /// <summary>The step from a point; null if there is none.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="solver">The curvature of its linear parameters.</param>
    /// <param name="point">The point.</param>
    /// <param name="gradient">The gradient there.</param>
    public static LinearStep? Of(
        ILeastSquares problem, LeastSquaresSolver solver, ReadOnlySpan<double> point, ReadOnlySpan<double> gradient)
    {
        var linear = problem.Linear(gradient);
        return solver.Solve([.. linear.Select(g => -0.5 * g)]) is { } change ? new(problem, point.ToArray(), linear, change) : null;
    }

    /// <summary>The point after a multiple of the step.</summary>
    public double[] At(double length)
    {
        var linear = _problem.Linear(_point);
        Vectors.AddScaled(linear, length, _change, linear);
        return _problem.WithLinear(_point, linear);
    }

    /// <summary>The multiple that is best, from the gradient after the step.</summary>
    public double BestLength(ReadOnlySpan<double> end) => _slope / (_slope - Vectors.Dot(_problem.Linear(end), _change));

    /// <summary>The same from the values before and after the step.</summary>
    public double BestLength(double start, double end) => -0.5 * _slope / (end - start - _slope);
}
