using System.CommandLine;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Potentials;
using FastMtp.Training.Fits;

namespace FastMtp.Cli.Fits;

/// <summary>Reads what the user wants to fit to.</summary>
internal static class FitInput
{
    /// <summary>Reads and checks the files.</summary>
    /// <exception cref="InputException">There is nothing to fit to, or weights and labels do not go together.</exception>
    public static FitData Read(
        Terminal terminal, ParseResult parsed, DataOptions reading, string[] training, string[]? validation, PotentialModel? start, LossWeights weights, double cutoff, int threads)
    {
        var set = reading.Read(parsed, training, terminal, start?.Species);
        var species = set.Species
            ?? throw new InputException($"{string.Join(", ", training)}: the data carry type numbers only; name the species with --species, such as Mo,Nb,Ta,W.");
        var watched = validation is { Length: > 0 } ? reading.Read(parsed, validation, terminal, species).Configurations : [];
        return FitData.Of(set.Configurations, watched, species, weights, cutoff, threads);
    }
}
