namespace FastMtp.Training.Optimization;

/// <summary>
/// Finds a step with sufficient decrease and a sufficiently flat slope (the weak Wolfe conditions; the latter makes
/// yᵀs positive, which keeps quasi-Newton matrices positive definite). It only proposes steps and receives value and slope
/// along the curve, so it works for lines and retractions, and the caller owns the evaluated points.
/// </summary>
internal sealed class WolfeLineSearch
{
    /// <summary>Relative differences of values below this are rounding noise; slopes are compared instead.</summary>
    private const double ValueNoise = 1e-13;

    private readonly LineSearchSettings _settings;
    private readonly Sample _start;
    private Sample _beforeLow;
    private Sample _low;
    private Sample? _high;

    /// <summary>Starts a search at step zero.</summary>
    /// <param name="value">Value at step zero.</param>
    /// <param name="slope">Derivative along the curve at step zero, negative.</param>
    /// <param name="firstStep">Step to try first.</param>
    /// <param name="settings">Wolfe conditions and limits.</param>
    public WolfeLineSearch(double value, double slope, double firstStep, LineSearchSettings settings)
    {
        _settings = settings;
        _start = _beforeLow = _low = new Sample(0, value, slope);
        Step = firstStep;
    }

    /// <summary>The step to evaluate next.</summary>
    public double Step { get; private set; }

    /// <summary>The best step with sufficient decrease so far; zero if none.</summary>
    public double BestStep => _low.Step;

    /// <summary>True if the step last reported became <see cref="BestStep"/>.</summary>
    public bool IsNewBest { get; private set; }

    /// <summary>Number of evaluations reported.</summary>
    public int Evaluations { get; private set; }

    /// <summary>Reports value and slope at <see cref="Step"/>; a non-finite value or slope only shortens the step.</summary>
    public LineSearchStatus Report(double value, double slope)
    {
        var trial = new Sample(Step, value, slope);
        Evaluations++;
        IsNewBest = trial.IsFinite && IsSufficientDecrease(trial);
        if (IsNewBest)
        {
            _beforeLow = _low;
            _low = trial;
            if (IsFlatEnough(trial)) return LineSearchStatus.Accepted;
        }
        else
        {
            _high = trial;
        }
        if (Evaluations >= _settings.EvaluationLimit) return LineSearchStatus.Exhausted;
        Step = _high is { } high ? Between(_low, high) : Beyond(_beforeLow, _low);
        return LineSearchStatus.Searching;
    }

    private bool IsSufficientDecrease(Sample trial)
    {
        if (trial.Value <= _start.Value + _settings.SufficientDecrease * trial.Step * _start.Slope) return true;
        // Near a minimum the decrease is lost in rounding. For a parabola it is equivalent to a bound on the new slope.
        return trial.Value <= _start.Value + ValueNoise * Math.Abs(_start.Value)
            && trial.Slope <= (2 * _settings.SufficientDecrease - 1) * _start.Slope
            && IsFlatEnough(trial);
    }

    private bool IsFlatEnough(Sample trial) => trial.Slope >= _settings.Curvature * _start.Slope;

    /// <summary>A step inside the bracket, away from its ends so that the bracket shrinks enough.</summary>
    private static double Between(Sample low, Sample high)
    {
        var width = high.Step - low.Step;
        var minimum = high.IsFinite ? CubicMinimum(low, high) : double.NaN;
        return double.IsFinite(minimum)
            ? Math.Clamp(minimum, low.Step + 0.1 * width, low.Step + 0.9 * width)
            : low.Step + 0.25 * width;
    }

    /// <summary>A longer step, as the function still falls steeply.</summary>
    private static double Beyond(Sample before, Sample low)
    {
        var minimum = CubicMinimum(before, low);
        return double.IsFinite(minimum) && minimum > low.Step ? Math.Clamp(minimum, 2 * low.Step, 10 * low.Step) : 4 * low.Step;
    }

    /// <summary>Minimum of the cubic through two values and slopes; non-finite if there is none.</summary>
    private static double CubicMinimum(Sample a, Sample b)
    {
        var width = b.Step - a.Step;
        var d = a.Slope + b.Slope - 3 * (b.Value - a.Value) / width;
        var root = Math.Sqrt(d * d - a.Slope * b.Slope);
        return b.Step - width * (b.Slope + root - d) / (b.Slope - a.Slope + 2 * root);
    }

    private readonly record struct Sample(double Step, double Value, double Slope)
    {
        public bool IsFinite => double.IsFinite(Value) && double.IsFinite(Slope);
    }
}
