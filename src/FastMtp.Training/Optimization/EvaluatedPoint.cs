using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Optimization;

/// <summary>A point and what the objective said about it; the buffers are reused.</summary>
internal sealed class EvaluatedPoint(int dimension)
{
    public double[] Point { get; } = new double[dimension];

    public double[] Gradient { get; } = new double[dimension];

    public double Value { get; set; }

    /// <summary>Moves to origin + step·direction and evaluates there.</summary>
    public void Evaluate(IObjective objective, EvaluatedPoint origin, double step, ReadOnlySpan<double> direction)
    {
        Vectors.AddScaled(origin.Point, step, direction, Point);
        Value = objective.Evaluate(Point, Gradient);
    }

    /// <summary>Moves to a point and evaluates there.</summary>
    public void Evaluate(IObjective objective, ReadOnlySpan<double> point)
    {
        point.CopyTo(Point);
        Value = objective.Evaluate(Point, Gradient);
    }
}
