using FastMtp.Cli.Terminals;
using FastMtp.Training.History;
using Spectre.Console;

namespace FastMtp.Cli.Reports;

/// <summary>Shows the progress of one fit: a live table in a terminal, plain lines elsewhere.</summary>
internal static class FitDisplay
{
    /// <summary>Runs a fit and shows its progress.</summary>
    /// <param name="terminal">Where to show it.</param>
    /// <param name="steps">Maximum number of steps.</param>
    /// <param name="validates">Whether there are validation data.</param>
    /// <param name="hasStress">Whether the training data have stresses.</param>
    /// <param name="fit">The fit, which reports its steps.</param>
    public static T Show<T>(Terminal terminal, int steps, bool validates, bool hasStress, Func<IProgress<TrainingProgress>, T> fit)
    {
        var columns = new ProgressColumns(validates, hasStress);
        if (!terminal.IsLive) return fit(new PlainProgress(terminal, columns, steps));
        return terminal.Console.Live(new Text("")).Start(display =>
        {
            var progress = new LiveProgress(display, columns);
            var result = fit(progress);
            progress.Show();
            return result;
        });
    }
}
