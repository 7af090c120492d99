using System.Diagnostics;

namespace FastMtp.Training.Optimization;

/// <summary>
/// Decides when to stop. A rule sees the whole history and keeps no state, so a resumed fit stops where an
/// uninterrupted one does.
/// </summary>
internal interface IStoppingRule
{
    /// <summary>The reason to stop after the last record; null to continue.</summary>
    StoppingReason? Check(IReadOnlyList<StepRecord> history);
}

/// <summary>Stops when any rule does, for the reason of the first.</summary>
internal sealed class FirstOf(params IReadOnlyList<IStoppingRule> rules) : IStoppingRule
{
    /// <inheritdoc/>
    public StoppingReason? Check(IReadOnlyList<StepRecord> history)
    {
        foreach (var rule in rules)
            if (rule.Check(history) is { } reason) return reason;
        return null;
    }
}

/// <summary>Stops after a number of steps.</summary>
internal sealed class StepLimit(int steps) : IStoppingRule
{
    /// <inheritdoc/>
    public StoppingReason? Check(IReadOnlyList<StepRecord> history) => history[^1].Step >= steps ? StoppingReason.StepLimit : null;
}

/// <summary>Stops when no entry of the gradient exceeds a bound.</summary>
internal sealed class GradientTolerance(double bound) : IStoppingRule
{
    /// <inheritdoc/>
    public StoppingReason? Check(IReadOnlyList<StepRecord> history) =>
        history[^1].GradientNorm <= bound ? StoppingReason.GradientTolerance : null;
}

/// <summary>Stops when the loss fell by less than a fraction of itself over the last <paramref name="window"/> records.</summary>
internal sealed class LossTolerance(double fraction, int window) : IStoppingRule
{
    /// <inheritdoc/>
    public StoppingReason? Check(IReadOnlyList<StepRecord> history)
    {
        if (history.Count <= window) return null;
        var loss = history[^1].Loss;
        return history[history.Count - 1 - window].Loss - loss <= fraction * Math.Abs(loss) ? StoppingReason.LossTolerance : null;
    }
}

/// <summary>Stops when the lowest validation loss is <paramref name="patience"/> validations old.</summary>
internal sealed class ValidationPatience(int patience) : IStoppingRule
{
    /// <inheritdoc/>
    public StoppingReason? Check(IReadOnlyList<StepRecord> history)
    {
        var lowest = double.PositiveInfinity;
        var age = 0;
        foreach (var record in history)
        {
            if (record.ValidationLoss is not { } loss) continue;
            age = loss < lowest ? 0 : age + 1;
            lowest = Math.Min(lowest, loss);
        }
        return age >= patience ? StoppingReason.ValidationLoss : null;
    }
}

/// <summary>Stops when this much time has passed since the rule was made.</summary>
internal sealed class TimeLimit(TimeSpan limit) : IStoppingRule
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <inheritdoc/>
    public StoppingReason? Check(IReadOnlyList<StepRecord> history) => _clock.Elapsed >= limit ? StoppingReason.TimeLimit : null;
}
