using FastMtp.Files.ConfigurationFiles;
using FastMtp.Selection.Choices;

namespace FastMtp.Selection.Learning;

/// <summary>The choice of a round: which frames to label.</summary>
/// <param name="settings">The loop.</param>
/// <param name="threads">Number of threads; 0 for one per core. Results do not depend on it.</param>
internal sealed class ChoiceStage(LearningSettings settings, int threads)
{
    /// <summary>Chooses from the frames of the simulations.</summary>
    /// <param name="round">The round.</param>
    /// <param name="training">What its potential was fitted to.</param>
    /// <param name="frames">The frames.</param>
    /// <param name="labels">Number of labels that may still be computed.</param>
    /// <exception cref="InputException">A frame cannot be evaluated.</exception>
    public RoundChoice Run(RoundDirectory round, IReadOnlyList<Configuration> training, Frames frames, int labels)
    {
        var rule = settings.Choice with { Limit = Math.Min(settings.Choice.Limit, labels) };
        var result = new CandidateChoice(Potential.Load(round.PotentialPath), rule, threads: threads)
            .Choose(training, frames.Configurations, runs: frames.Runs);
        var chosen = result.Chosen.Select(choice => Bare(frames.Configurations[choice.Index]));
        // The frames first: with the record, the choice is done.
        ConfigurationFile.Write(round.ChosenPath, chosen, settings.Species);
        return round.Choice = new(frames.Configurations.Count + frames.Astray, result.Astray + frames.Astray, Median(result.Grades),
            result.LargestGrade, result.LargestSpread, result.Wanted, result.Chosen.Count);
    }

    /// <summary>Forces in a dump are those of the potential, not labels.</summary>
    private static Configuration Bare(Configuration frame) =>
        frame with { Energy = null, Forces = null, Virial = null, Features = [new("origin", frame.Origin.Replace(' ', '-'))] };

    private static double? Median(IReadOnlyList<double>? grades) =>
        grades is { Count: > 0 } ? grades.Order().ElementAt(grades.Count / 2) : null;
}
