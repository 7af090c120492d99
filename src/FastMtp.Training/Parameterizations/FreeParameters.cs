using FastMtp.Training.Optimization;

namespace FastMtp.Training.Parameterizations;

/// <summary>Shows an optimiser only some entries of a point; the others keep the value they had at construction.</summary>
public sealed class FreeParameters : IObjective
{
    private readonly IObjective _objective;
    private readonly int[] _free;
    private readonly double[] _point;
    private readonly double[] _gradient;

    /// <summary>Frees the entries <paramref name="free"/> of <paramref name="point"/>.</summary>
    public FreeParameters(IObjective objective, ReadOnlySpan<double> point, int[] free)
    {
        if (point.Length != objective.Dimension) throw new ArgumentException($"The point has {point.Length} entries, the objective {objective.Dimension}.", nameof(point));
        _objective = objective;
        _free = free;
        _point = point.ToArray();
        _gradient = new double[point.Length];
    }

    /// <inheritdoc/>
    public int Dimension => _free.Length;

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        Scatter(point, _point);
        var value = _objective.Evaluate(_point, _gradient);
        for (var i = 0; i < _free.Length; i++) gradient[i] = _gradient[_free[i]];
        return value;
    }

    /// <summary>The whole point that belongs to the free entries.</summary>
    public double[] Expand(ReadOnlySpan<double> free)
    {
        var point = (double[])_point.Clone();
        Scatter(free, point);
        return point;
    }

    /// <summary>The free entries of a whole point.</summary>
    public double[] Restrict(ReadOnlySpan<double> point)
    {
        var free = new double[_free.Length];
        for (var i = 0; i < free.Length; i++) free[i] = point[_free[i]];
        return free;
    }

    private void Scatter(ReadOnlySpan<double> free, double[] point)
    {
        for (var i = 0; i < _free.Length; i++) point[_free[i]] = free[i];
    }
}
