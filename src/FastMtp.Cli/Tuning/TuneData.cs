using System.CommandLine;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Data;
using FastMtp.Selection.Descriptors;
using FastMtp.Selection.Splits;
using FastMtp.Training.Tuning;

namespace FastMtp.Cli.Tuning;

/// <summary>The data of a search.</summary>
/// <param name="Species">Their species.</param>
/// <param name="All">All of them, in the order of their files.</param>
/// <param name="Folds">What is fitted and what is held out.</param>
/// <param name="Train">Arguments of <c>fastmtp train</c> for the data of the winner's fit.</param>
/// <param name="How">What is held out, in words.</param>
/// <param name="IsDivided">True if the program holds it out, not the user.</param>
internal sealed record TuneData(
    SpeciesList Species, IReadOnlyList<Configuration> All, IReadOnlyList<Fold> Folds, IReadOnlyList<string> Train, string How,
    bool IsDivided)
{
    /// <summary>With fewer configurations, a tenth of them says too little.</summary>
    private const int FewConfigurations = 100;

    private const int FoldsOfFew = 4;
    private const int FoldsOfMany = 10;

    /// <summary>Descriptors tell copies of a structure from others at any usual cutoff.</summary>
    private const double DescriptorCutoff = 5;

    /// <summary>Reads the files and divides them, if that is needed.</summary>
    public static TuneData Read(Terminal terminal, ParseResult parsed, DataOptions reading, string[] files, string[] validation,
        TuneFiles output, ulong seed, int threads)
    {
        var set = reading.Read(parsed, files, terminal);
        var species = set.Species
            ?? throw new InputException(
                $"{string.Join(", ", files)}: the data have type numbers but no species names; "
                + "name the species with --species, such as Mo,Nb,Ta,W.");
        var all = set.Configurations;
        if (validation.Length > 0)
        {
            var held = reading.Read(parsed, validation, terminal, species).Configurations;
            if (DataNotes.OfRepeated(all, held) is { } repeated) terminal.Note(repeated);
            return new(species, [.. all, .. held], [new(all, held)], [.. files, "--valid", .. validation], $"{held.Count} for validation",
                IsDivided: false);
        }
        var folds = all.Count < FewConfigurations ? FoldsOfFew : FoldsOfMany;
        var rows = ConfigurationDescriptors.Of(all, species.Count, DescriptorCutoff, threads);
        var fold = FoldChoice.Of(all, rows, folds, seed);
        if (folds == FoldsOfFew)
        {
            return new(species, all, [.. Enumerable.Range(0, folds).Select(Without)], [.. files, "--valid", "none"],
                $"each candidate is fitted to {folds} times 3/4 of them and compared on the rest", IsDivided: true);
        }
        var one = Without(0);
        TuneFiles.Write(output.Training, one.Training, species);
        TuneFiles.Write(output.Validation, one.Validation, species);
        return new(species, all, [one], [output.Training, "--valid", output.Validation],
            $"{one.Validation.Count} of them held out, a tenth of every group: {output.Validation}", IsDivided: true);

        Fold Without(int held) => new([.. all.Where((_, i) => fold[i] != held)], [.. all.Where((_, i) => fold[i] == held)]);
    }
}
