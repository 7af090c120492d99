using FastMtp.Cli.Terminals;
using FastMtp.Training.Fits;
using FastMtp.Training.History;

namespace FastMtp.Cli.Reports;

/// <summary>The final steps of a fit on training and validation data together.</summary>
internal static class FinalReport
{
    /// <summary>Makes the final steps, if any, and ends the fit.</summary>
    public static Fitted Finish(Terminal terminal, FitTask task, TrainingResult course, FitData data, CancellationToken cancellation)
    {
        var steps = task.FinalStepsAfter(course);
        if (steps == 0) return task.Finish(course, null, cancellation);
        var all = data.Training.Count + data.Validation.Count;
        terminal.Line();
        terminal.Line($"Final steps on all {all} configurations, with those of the validation:");
        var fitted = FitDisplay.Show(
            terminal, steps, validates: false, data.Summary.WithVirial > 0, progress => task.Finish(course, progress, cancellation));
        terminal.Line();
        terminal.Line($"{fitted.Final!.Words}{Why(fitted.Final.Reason)}.");
        return fitted;
    }

    private static string Why(StoppingReason reason) => reason switch
    {
        StoppingReason.TimeLimit => "; the time limit was reached (--time-limit)",
        StoppingReason.Cancelled => "; interrupted",
        StoppingReason.StepLimit => "",
        _ => "; they have converged",
    };
}
