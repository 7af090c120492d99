using FastMtp.Files.ConfigurationFiles;
using FastMtp.Threading;

namespace FastMtp.Selection.Learning;

/// <summary>The labels of a round: a command of the user for each chosen frame.</summary>
/// <param name="settings">The loop.</param>
/// <param name="observer">Who follows it.</param>
internal sealed class LabelStage(LearningSettings settings, ILearningObserver observer)
{
    private readonly LabelPlan _plan = settings.Label;

    /// <summary>Computes the labels that are not there, and reads them; a frame whose label failed is left out.</summary>
    /// <exception cref="LearningFailedException">All of them failed.</exception>
    /// <exception cref="OperationCanceledException">They were stopped.</exception>
    public IReadOnlyList<Configuration> Run(RoundDirectory round, CancellationToken cancellation)
    {
        var frames = ConfigurationFile.Read(round.ChosenPath, new ReadOptions { Species = settings.Species }).Configurations;
        var runs = frames.Select((_, i) => new CommandRun(round.LabelPath(i), _plan.Command)).ToArray();
        var missing = runs.Count(run => run.Status is null);
        if (missing > 0) observer.Begin(round.Number, $"{missing} labels");
        ParallelJobs.Run(Enumerable.Range(0, runs.Length), _plan.Parallel, (i, token) => runs[i].Run(
            () => ConfigurationFile.Write(Path.Combine(runs[i].Directory, _plan.Input), [frames[i]], settings.Species),
            new Dictionary<string, string>(), token), cancellation);
        var labelled = new List<Configuration>();
        var failures = new List<string>();
        foreach (var (run, frame) in runs.Zip(frames))
        {
            try
            {
                labelled.Add(Labels.Read(run, _plan.Output, frame, settings.Fit.Weights) with
                {
                    ConfigType = $"round-{round.Number:00}",
                    Origin = run.Directory,
                });
            }
            catch (InputException e)
            {
                failures.Add(e.Message);
            }
        }
        if (labelled.Count > 0)
        {
            foreach (var failure in failures) observer.Note($"{failure} The frame is left out.");
            return labelled;
        }
        // Whoever mends the command wants these labels.
        foreach (var run in runs) run.Forget();
        throw new LearningFailedException($"No label of round {round.Number} could be computed: {failures[0]}");
    }
}
