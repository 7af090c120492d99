using System.Diagnostics;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Fitting;

/// <summary>The time that a fit has taken and will take.</summary>
/// <param name="settings">Its limits.</param>
/// <param name="stepsBefore">Steps before the clock was started.</param>
/// <param name="secondsBefore">The time that they took.</param>
internal sealed class FitClock(TrainingSettings settings, int stepsBefore, double secondsBefore)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private int _step = stepsBefore;
    private int _parts = 1;
    private double _work;

    /// <summary>Time since the first step, interruptions left out.</summary>
    public double Seconds => secondsBefore + _watch.Elapsed.TotalSeconds;

    /// <summary>Time left at the present speed; null before a step.</summary>
    /// <param name="step">Steps made.</param>
    /// <param name="parts">One of so many parts of the data counts in the next one.</param>
    public TimeSpan? Remaining(int step, int parts)
    {
        // A part of the data takes less time, but what does not depend on them takes as long.
        _work += (step - _step) / Math.Sqrt(_parts);
        (_step, _parts) = (step, parts);
        if (_work == 0) return null;
        var remaining = _watch.Elapsed / _work * (settings.Steps - step);
        return settings.TimeLimit is { } limit && limit - _watch.Elapsed < remaining ? limit - _watch.Elapsed : remaining;
    }
}
