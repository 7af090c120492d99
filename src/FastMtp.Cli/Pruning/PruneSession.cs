using FastMtp.Basis;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Reports;
using FastMtp.Cli.Terminals;
using FastMtp.Files.PotentialFiles;
using FastMtp.Kernels;
using FastMtp.Plots;
using FastMtp.Potentials;
using FastMtp.Training.Fits;
using FastMtp.Training.Loss;
using FastMtp.Training.Pruning;
using Spectre.Console;

namespace FastMtp.Cli.Pruning;

/// <summary>A pruning whose potential and data have been read.</summary>
internal sealed class PruneSession(
    Terminal terminal, PotentialModel start, FitData data, PruneSettings settings, PruneGoal goal, PruneFiles files, int threads)
{
    /// <summary>Prunes, or goes on, and reports.</summary>
    public int Run()
    {
        var journal = new PruneJournal(files.Journal, Identity());
        PruneReport.Begin(terminal, start, data, journal.Points.Count);
        var costs = new CostMeasurement(start, data, Kernel);
        var stages = new PruneStages(start, data, settings, Kernel, threads);
        using var interruption = new Interruption(terminal);
        Fitted fitted;
        try
        {
            fitted = Show(progress =>
            {
                var pruner = new Pruner(start, stages, costs, settings, goal, journal, progress);
                pruner.Run(interruption.Token);
                return pruner.Finish(files.Checkpoint, interruption.Token);
            });
        }
        catch (OperationCanceledException)
        {
            if (journal.Points.Count > 0) Report(journal.Points);
            terminal.Note("stopped; run the same command again to continue.");
            return interruption.Status;
        }
        PotentialFile.Write(files.Potential, fitted.Potential);
        Report(journal.Points, journal.Points[journal.Chosen!.Value]);
        terminal.Line($"Potential: {files.Potential}");
        if (fitted.IsCancelled)
        {
            terminal.Note("stopped with the best coefficients so far; run the same command again to continue.");
            return interruption.Status;
        }
        PruneReport.Times(terminal, costs, fitted.Potential);
        TrainReport.Errors(terminal, fitted, data, threads);
        return ExitCode.Success;

        // Pruning evaluates enough atoms for a compiled kernel to pay.
        static MtpKernel Kernel(BasisPlan plan) => PotentialInput.Kernel(plan, double.MaxValue);
    }

    /// <summary>Differs whenever potential, data, settings or goal do.</summary>
    private string Identity()
    {
        var loss = LossFingerprint.Of(start, data.Training, data.Validation, data.Weights);
        return FormattableString.Invariant($"{loss} {start.Fingerprint} {Fingerprint.Of(start.Plan):x16} {settings} {goal}");
    }

    private Fitted Show(Func<IProgress<PruneProgress>, Fitted> prune) => terminal.IsLive
        ? terminal.Console.Live(new Text("")).Start(display => prune(new PruneDisplay(display)))
        : prune(new PruneLines(terminal));

    private void Report(IReadOnlyList<PrunePoint> points, PrunePoint? chosen = null)
    {
        PruneReport.Path(terminal, points, chosen, goal);
        PruneCsv.Write(files.Table, points, chosen);
        terminal.Line($"Table: {files.Table}");
        Pictures.Write(terminal, "Picture", files.Picture, png => PrunePicture.Write(png, points, chosen));
    }
}
