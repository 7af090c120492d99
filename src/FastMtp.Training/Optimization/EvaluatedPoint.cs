using FastMtp.Training.Manifolds;

namespace FastMtp.Training.Optimization;

/// <summary>A point with its value and gradient; the buffers are reused.</summary>
internal sealed class EvaluatedPoint(IManifold manifold)
{
    public double[] Point { get; } = new double[manifold.PointLength];

    public double[] Gradient { get; } = new double[manifold.Dimension];

    public double Value { get; set; }

    /// <summary>Moves from the origin along step·direction and evaluates there.</summary>
    public void Evaluate(IObjective objective, EvaluatedPoint origin, double step, ReadOnlySpan<double> direction)
    {
        manifold.Retract(origin.Point, step, direction, Point);
        Value = objective.Evaluate(Point, Gradient);
    }

    /// <summary>Moves to a point and evaluates there.</summary>
    public void Evaluate(IObjective objective, ReadOnlySpan<double> point)
    {
        point.CopyTo(Point);
        Value = objective.Evaluate(Point, Gradient);
    }
}
