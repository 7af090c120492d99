using System.CommandLine;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Data;
using FastMtp.Training.Fits;

namespace FastMtp.Cli.Fits;

/// <summary>Reads the data of a fit.</summary>
internal static class FitInput
{
    /// <summary>Reads and checks the files.</summary>
    /// <exception cref="InputException">There are no data to fit, or the weights do not match the labels.</exception>
    public static FitData Read(
        Terminal terminal,
        ParseResult parsed,
        DataOptions reading,
        string[] training,
        string[]? validation,
        SpeciesList? known,
        LossWeights weights,
        double cutoff,
        int threads,
        double holdOut = 0)
    {
        var set = reading.Read(parsed, training, terminal, known);
        var species = set.Species
            ?? throw new InputException(
                $"{string.Join(", ", training)}: the data have type numbers but no species names; "
                + "name the species with --species, such as Mo,Nb,Ta,W.");
        var watched = validation is { Length: > 0 } ? reading.Read(parsed, validation, terminal, species).Configurations : [];
        var data = FitData.Of(set.Configurations, watched, species, weights, cutoff, threads, holdOut);
        foreach (var note in DataNotes.Of(data.Training, data.Summary, species)) terminal.Note(note);
        if (data.Held is null && DataNotes.OfRepeated(data.Training, data.Validation) is { } repeated) terminal.Note(repeated);
        if (data.Domain.Note() is { } beyond) terminal.Note(beyond);
        return data;
    }
}
