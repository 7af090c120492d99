using FastMtp.Files.ConfigurationFiles;
using FastMtp.Files.Text;

namespace FastMtp.Selection.Learning;

/// <summary>
/// Active learning: fit, simulate, choose, label, and again, until nothing is chosen or a limit is reached. Every stage leaves a file, so
/// that a loop that was stopped, at whatever point, goes on from there.
/// </summary>
/// <param name="settings">The loop.</param>
/// <param name="directory">Its directory.</param>
/// <param name="observer">Who follows it.</param>
/// <param name="threads">Number of threads; 0 for one per core. Results do not depend on it.</param>
internal sealed class LearningLoop(LearningSettings settings, LearningDirectory directory, ILearningObserver observer, int threads)
{
    private readonly FitStage _fit = new(settings, threads);
    private readonly SimulationStage _simulation = new(settings, observer);
    private readonly ChoiceStage _choice = new(settings, threads);
    private readonly LabelStage _label = new(settings, observer);

    /// <summary>Runs the loop, or the rest of it.</summary>
    /// <returns>Why it ended, a clause.</returns>
    /// <exception cref="InputException">Data and settings do not match, or the directory is another loop's.</exception>
    /// <exception cref="LearningFailedException">Commands of the user failed.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; the next run goes on.</exception>
    public string Run(CancellationToken cancellation)
    {
        using var lease = FileLease.Take(directory.HeaderPath);
        directory.Open(_fit.Fingerprint());
        var (rounds, training, labels) = (new List<Round>(), settings.Training, 0);
        for (var number = 0; ; number++)
        {
            var round = directory.Round(number);
            Fit(round, training, rounds, cancellation);
            if (number >= settings.Rounds) return End(round, $"the number of rounds has reached {settings.Rounds}");
            if (labels >= settings.Labels) return End(round, $"the number of labels has reached {labels}");
            var choice = Choose(round, training, settings.Labels - labels, cancellation);
            rounds[^1] = rounds[^1] with { Choice = choice };
            if (choice.Chosen == 0)
            {
                Report(rounds);
                return End(round, "the simulations show nothing that the potential does not know");
            }
            var labelled = _label.Run(round, cancellation);
            rounds[^1] = rounds[^1] with { Labelled = labelled.Count };
            Report(rounds);
            training = [.. training, .. labelled];
            labels += choice.Chosen;
        }
    }

    private void Fit(RoundDirectory round, IReadOnlyList<Configuration> training, List<Round> rounds, CancellationToken cancellation)
    {
        if (round.Fit is null)
        {
            observer.Begin(round.Number, $"fit to {training.Count} configurations");
            round.Create();
            ConfigurationFile.Write(round.TrainingPath, training, settings.Species);
        }
        var before = round.Number == 0 ? null : directory.Round(round.Number - 1);
        rounds.Add(new(round.Number, _fit.Run(round, before, training, cancellation), null, null));
        Report(rounds);
    }

    private RoundChoice Choose(RoundDirectory round, IReadOnlyList<Configuration> training, int labels, CancellationToken cancellation)
    {
        if (round.Choice is { } done) return done;
        var frames = _simulation.Run(round, cancellation);
        observer.Begin(round.Number, $"choice from {frames.Configurations.Count} frames");
        cancellation.ThrowIfCancellationRequested();
        return _choice.Run(round, training, frames, labels);
    }

    private void Report(IReadOnlyList<Round> rounds)
    {
        RoundTable.Write(directory.TablePath, rounds);
        observer.Report(rounds);
    }

    private string End(RoundDirectory last, string reason)
    {
        Potential.Load(last.PotentialPath).Save(directory.PotentialPath);
        return reason;
    }
}
