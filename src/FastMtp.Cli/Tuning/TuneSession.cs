using System.Diagnostics;
using FastMtp.Cli.Terminals;
using FastMtp.Data;
using FastMtp.Plots;
using FastMtp.Training.Settings;
using FastMtp.Training.Tuning;
using Spectre.Console;

namespace FastMtp.Cli.Tuning;

/// <summary>A search whose data have been read.</summary>
internal sealed class TuneSession(Terminal terminal, TuneData cells, LossWeights weights, bool perSpecies, TuneFiles files, Goal goal,
    Budget budget, IReadOnlyList<string> passed)
{
    /// <summary>Runs the search, or the rest of it, and reports.</summary>
    public int Run(IReadOnlyList<Candidate> space, ulong seed, int threads)
    {
        threads = threads > 0 ? threads : Environment.ProcessorCount;
        var data = new TrialData(cells.All, cells.Folds, cells.Species, weights, perSpecies, cells.IsDivided);
        var usual = data.Of(space[0]);
        foreach (var note in DataNotes.Of(usual.Training, usual.Summary, cells.Species)) terminal.Note(note);
        var journal = new TuneJournal(
            files.Journal, $"{data.Fingerprint(space[0].Basis, space[0].Cutoff)} {goal} {budget} {seed} {string.Join(';', space)}");
        terminal.Line(
            $"{Format.Count(cells.All.Count, "configuration")}, {cells.How}; "
            + $"{Format.Count(space.Count, "candidate")} to choose from, "
            + (budget.Time is { } time
                ? $"{Format.Duration(time)} on {Format.Count(threads, "thread")}" : Format.Count(budget.Steps, "step"))
            + (journal.Elapsed > 0 ? $", of which {Format.Duration(TimeSpan.FromSeconds(journal.Elapsed))} are over" : ""));
        var (earlier, clock) = (journal.Elapsed, Stopwatch.StartNew());
        var runner = new TrialRunner(data, TrainingSettings.Usual with { Seed = seed }, files.Candidates);
        using var interruption = new Interruption(terminal);
        Placed? winner = null;
        IReadOnlyList<Placed> results = [];
        try
        {
            if (terminal.IsLive) terminal.Console.Live(new Text("")).Start(display => Search(new TuneDisplay(display)));
            else Search(new TuneLines(terminal));
            if (cells.IsDivided)
            {
                terminal.Line($"Fitting {winner!.Trial.Candidate} to all data, "
                    + Format.Count(runner.FinalStepsOf(winner.Trial) ?? winner.Trial.BestStep, data.Folds > 1 ? "step" : "final step"));
                runner.FitAll(winner.Trial, files.Potential, threads, null, interruption.Token);
            }
        }
        catch (OperationCanceledException)
        {
            terminal.Note("stopped; run the same command again to continue.");
            if (results.Count > 0) Report(goal.Winner(results), isDone: false);
            return interruption.Status;
        }
        Report(winner!, isDone: true);
        return ExitCode.Success;

        void Search(IProgress<TuneProgress> progress)
        {
            var tuner = new Tuner(goal, budget, runner, batch => CandidateCosts.Of(batch, data), journal, threads,
                () => earlier + clock.Elapsed.TotalSeconds, progress);
            try
            {
                winner = tuner.Run(space, data.AtomsPerStep, interruption.Token);
            }
            finally
            {
                results = tuner.Results;
            }
        }

        void Report(Placed best, bool isDone)
        {
            if (data.Folds == 1 && !(isDone && cells.IsDivided))
                File.Copy(runner.PotentialOf(best.Trial.Candidate), files.Potential, overwrite: true);
            TuneReport.Print(terminal, results, best, goal);
            TuneCsv.Write(files.Table, results, best);
            terminal.Line($"Table: {files.Table}");
            Pictures.Write(terminal, "Picture", files.Picture, png => TunePicture.Write(png, results, best, goal));
            if (data.Folds == 1 || isDone) terminal.Line($"Potential: {files.Potential}");
            terminal.Line("The fit of the winner by itself:");
            var steps = data.Folds == 1 ? best.Trial.Steps : best.Trial.BestStep;
            terminal.Line(TrainLine.Of(best.Trial, cells.Train, steps, runner.FinalStepsOf(best.Trial), passed));
            if (budget.Time is not null && data.Folds == 1 && best.Trial.IsUnfinished)
            {
                terminal.Note($"time ended the winner's fit after {Format.Count(best.Trial.Steps, "step")}, while it still improved: "
                    + $"the line above with --steps {TrainingSettings.Usual.Steps} is likely to fit better.");
            }
        }
    }
}
