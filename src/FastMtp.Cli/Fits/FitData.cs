using System.CommandLine;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Data;
using FastMtp.Input;
using FastMtp.Potentials;
using FastMtp.Training.Loss;
using FastMtp.Training.Settings;
using FastMtp.Training.Studies;

namespace FastMtp.Cli.Fits;

/// <summary>What fits are made to, read and checked.</summary>
/// <param name="Training">Training configurations.</param>
/// <param name="Validation">Configurations to watch; may be empty.</param>
/// <param name="Species">Their species.</param>
/// <param name="Summary">What the training configurations hold.</param>
/// <param name="Weights">Weights of the loss.</param>
internal sealed record FitData(IReadOnlyList<Configuration> Training, IReadOnlyList<Configuration> Validation, SpeciesList Species, DataSummary Summary, LossWeights Weights)
{
    /// <summary>Reads the files.</summary>
    /// <exception cref="InputException">There is nothing to fit to, or weights and labels do not go together.</exception>
    public static FitData Read(
        Terminal terminal, ParseResult parsed, DataOptions reading, string[] training, string[]? validation, PotentialModel? start, LossWeights weights, double cutoff, int threads)
    {
        var set = reading.Read(parsed, training, terminal, start?.Species);
        var species = set.Species ?? throw new InputException($"{string.Join(", ", training)}: the data carry type numbers only; name the species with --species, such as Mo,Nb,Ta,W.");
        var watched = validation is { Length: > 0 } ? reading.Read(parsed, validation, terminal, species).Configurations : [];
        InputBounds.RequireCutoff(cutoff, "The cutoff");
        var summary = DataSummary.Of(set.Configurations, species.Count, cutoff, threads);
        TrainingDataCheck.Require(summary, weights);
        TrainingDataCheck.RequireMemory(summary);
        foreach (var note in DataNotes.Of(set.Configurations, summary, species)) terminal.Note(note);
        if (ValidationDomain.Of(set.Configurations, watched, threads).Note() is { } beyond) terminal.Note(beyond);
        return new(set.Configurations, watched, species, summary, weights);
    }

    /// <summary>A runner of fits to the data, which notes in each potential how it was fitted.</summary>
    /// <param name="settings">How to train.</param>
    /// <param name="shape">The potential to be fitted, by level.</param>
    /// <param name="file">Where the potential of a fit is written.</param>
    /// <param name="resumes">As <see cref="FitRunner.Resumes"/>.</param>
    public FitRunner Runner(TrainingSettings settings, Func<int?, PotentialModel> shape, Func<FitSpecification, string> file, bool resumes) => new(Training, Validation, Weights, settings, shape, file)
    {
        Resumes = resumes,
        Notes = (result, own) => FitNotes.Of(result, own, Weights, Training.Count, Validation.Count),
    };
}
