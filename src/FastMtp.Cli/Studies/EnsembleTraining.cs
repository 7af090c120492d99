using FastMtp.Cli.Arguments;
using FastMtp.Cli.Reports;
using FastMtp.Cli.Terminals;
using FastMtp.Plots;
using FastMtp.Potentials;
using FastMtp.Training.Checkpoints;
using FastMtp.Training.Fits;
using FastMtp.Training.Settings;
using FastMtp.Training.Studies;

namespace FastMtp.Cli.Studies;

/// <summary><c>fastmtp train --ensemble n</c>: n fits with different seeds.</summary>
/// <param name="terminal">Where to print.</param>
/// <param name="data">The data of the fits.</param>
/// <param name="settings">Settings of the fits; the members have consecutive seeds, starting from this one.</param>
/// <param name="potential">The potential to fit.</param>
/// <param name="output">For example potential.mtp, for the members potential-1.mtp, potential-2.mtp, ….</param>
internal sealed class EnsembleTraining(Terminal terminal, FitData data, TrainingSettings settings, PotentialModel potential, string output)
{
    /// <summary>Fits, prints errors with their spread, and writes potentials and histories.</summary>
    public int Run(int members, int jobs, int threads)
    {
        if (potential.IsFitted)
        {
            throw new InputException(
                "The members of an ensemble start from different random coefficients, but --start names a fitted potential; "
                + "leave out --start or --ensemble.");
        }
        if (settings.Starts is { } starts && !FitTask.HasSeveralStarts(potential, settings)) StartTable.NoteUntried(terminal, starts);
        var fits = Enumerable.Range(0, members)
            .Select(i => new FitSpecification(settings.Model, potential.Plan.Name, settings.Seed + (ulong)i, settings.MomentRank))
            .ToArray();
        var kernel = PotentialInput.Kernel(potential, data, settings);
        data = ForceBalance.Decide(potential, data, settings, threads, kernel);
        var runner = new FitRunner(data, settings, _ => potential, FileOf);
        TrainReport.Begin(terminal, potential, settings.Model, data, kernel, settings.MomentRank);
        var (outcomes, exitCode) = StudyRun.Of(terminal, new Study(fits, runner), jobs, threads);
        if (outcomes is null)
        {
            terminal.Note(
                "finished members have been written; continue an unfinished one with, for example, "
                + $"fastmtp train … --resume {CheckpointFile.Beside(FileOf(fits[0]))} --output {FileOf(fits[0])}");
            return exitCode;
        }
        Print(FitGroup.Of(outcomes).Single());
        var history = OutputPaths.Path(output, ".history.csv");
        StudyCsv.WriteHistory(history, outcomes);
        terminal.Line($"Histories: {history}");
        Pictures.Write(
            terminal,
            "Learning curves",
            OutputPaths.Path(output, ".learning.png"),
            png => LearningCurve.Write(png, [.. outcomes.Select(o => o.History)], data.Training.Count, data.Validation.Count));
        return ExitCode.Success;
    }

    private void Print(FitGroup group)
    {
        terminal.Line();
        terminal.Table(["member", "seed›", "best step›", "training loss›", "validation loss›", "CPU time›"],
            group.Fits.Select(f => (string[])
            [
                FileOf(f.Specification), $"{f.Specification.Seed}", $"{f.BestStep}", Format.Figures(f.Training.Loss),
                f.Validation is { } v ? Format.Figures(v.Loss) : "", Format.Duration(TimeSpan.FromSeconds(f.CpuSeconds)),
            ]));
        ErrorSpreadTable.Print(terminal, group);
        if (new FinalSteps(settings, data).IsAsked)
            terminal.Line("These are the errors before the final steps on all data, which the potentials have made.");
    }

    private string FileOf(FitSpecification fit) => OutputPaths.Member(output, fit.Seed - settings.Seed + 1);
}
