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

    /// <summary>Time since the first step, interruptions left out.</summary>
    public double Seconds => secondsBefore + _watch.Elapsed.TotalSeconds;

    /// <summary>Time left at the present speed; null before a step.</summary>
    public TimeSpan? Remaining(int step)
    {
        if (step == stepsBefore) return null;
        var remaining = _watch.Elapsed / (step - stepsBefore) * (settings.Steps - step);
        if (settings.TimeLimit is not { } limit) return remaining;
        var allowed = limit - _watch.Elapsed;
        return allowed < TimeSpan.Zero ? TimeSpan.Zero : allowed < remaining ? allowed : remaining;
    }
}
