using FastMtp.Cli.Terminals;
using FastMtp.Potentials;
using FastMtp.Selection.Reports;
using FastMtp.Training.Fits;
using FastMtp.Training.History;
using FastMtp.Training.Settings;
using FastMtp.Training.Studies;
using FastMtp.Training.Tuning;

namespace FastMtp.Cli.FitReports;

/// <summary>Runs the fits of a learning curve over the amount of data, with lines of progress.</summary>
internal static class DataCurveDisplay
{
    /// <summary>Roughly how many steps of BFGS take as long as one of Gauss-Newton.</summary>
    private const double BfgsStepsPerGaussNewtonStep = 20;

    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    /// <summary>Says how long it may take, and fits.</summary>
    /// <returns>The curve; null with an exit code if the user stopped it.</returns>
    public static (DataCurve? Curve, int ExitCode) Run(
        Terminal terminal, PotentialModel potential, TrainingSettings settings, FitData data, string directory, int threads)
    {
        OutputDirectory.Create(directory);
        data = ForceBalance.Decide(potential, data, settings, threads);
        var run = new DataCurveRun(potential, settings, data, directory);
        terminal.Line($"Learning curve: {run.Count} fits of up to {Format.Count(settings.Steps, "step")}, together about "
            + $"{Format.Duration(Expected(potential, settings, data, run, threads))} at most; finished fits are kept in {directory}.");
        using var interruption = new Interruption(terminal);
        var begun = 0;
        try
        {
            var progress = new Lines(terminal, settings.Steps);
            return (run.Run(threads, fit => terminal.Line($"Fit {++begun}: {fit}"), progress, interruption.Token), ExitCode.Success);
        }
        catch (OperationCanceledException)
        {
            terminal.Note("stopped; run the same command again to go on.");
            return (null, interruption.Status);
        }
    }

    private static TimeSpan Expected(PotentialModel potential, TrainingSettings settings, FitData data, DataCurveRun run, int threads)
    {
        var microseconds = EvaluationTime.Of([potential], data.Training)[0];
        var perStep = Budget.EvaluationsPerStep / (settings.Method == FitMethod.GaussNewton ? 1 : BfgsStepsPerGaussNewtonStep);
        var cores = threads > 0 ? threads : Environment.ProcessorCount;
        return TimeSpan.FromSeconds(1e-6 * microseconds * perStep * settings.Steps * run.Atoms(costOfSmaller: 1) / cores);
    }

    private sealed class Lines(Terminal terminal, int steps) : IProgress<TrainingProgress>
    {
        private long _printed = System.Diagnostics.Stopwatch.GetTimestamp();

        public void Report(TrainingProgress value)
        {
            if (System.Diagnostics.Stopwatch.GetElapsedTime(_printed) < LongestSilence) return;
            _printed = System.Diagnostics.Stopwatch.GetTimestamp();
            var left = value.Remaining is { } remaining ? $", {Format.Duration(remaining)} left at most" : "";
            terminal.Line($"  step {value.Record.Step} of {steps}, loss {Format.Figures(value.Record.Loss)}{left}");
        }
    }
}
