using FastMtp.Cli.Terminals;
using FastMtp.Data;
using FastMtp.Files.ConfigurationFiles;

namespace FastMtp.Cli.Reports;

/// <summary>Prints the contents of a data set and its missing labels.</summary>
internal static class DataReport
{
    public static void Print(Terminal terminal, string title, ConfigurationSet set, DataSummary summary)
    {
        terminal.Line(title);
        terminal.Properties(
        [
            ("configurations", $"{summary.Configurations}: {Periodicity(summary)}"),
            ("atoms", FormattableString.Invariant($"{summary.Atoms}: {summary.FewestAtoms} to {summary.MostAtoms} per configuration, ")
                + FormattableString.Invariant($"{(double)summary.Atoms / summary.Configurations:0.#} on average")),
            ("energies", Labels(summary.WithEnergy, summary.Configurations, set.Keys.Energy)),
            ("forces", Labels(summary.WithForces, summary.Configurations, set.Keys.Forces)),
            ("virials", Labels(summary.WithVirial, summary.Configurations, set.Keys.Virial ?? set.Keys.Stress)),
            ("largest force", summary.LargestForce is { } force ? $"{Format.Figures(force.Size)} eV/Å in {force.Origin}" : "none"),
            ("shortest distance", summary.Closest is { } pair
                ? $"{Format.Length(pair.Distance)} in {pair.Origin}"
                : $"above the cutoff of {Format.Length(summary.Cutoff)}"),
            ("neighbours", $"{Format.Figures(summary.MeanNeighbors)} within {Format.Length(summary.Cutoff)} on average"),
        ]);
        terminal.Table(["species", "atoms›", "in configurations›"],
            summary.AtomsOfSpecies.Select((atoms, s) => (string[])
                [Name(set.Species, s), $"{atoms}", $"{summary.ConfigurationsOfSpecies[s]}"]));
        terminal.Table(["closest pair", "distance›", "in"],
            summary.ClosestPairs.Select(p => (string[])
                [$"{Name(set.Species, p.First)}-{Name(set.Species, p.Second)}", Format.Length(p.Distance), p.Origin]));
        if (summary.Groups.Count > 1 || summary.Groups[0].Name is not null)
        {
            terminal.Table(
                ["group", "configurations›", "atoms›"],
                summary.Groups.Select(g => (string[])[g.Name ?? "(none)", $"{g.Configurations}", $"{g.Atoms}"]));
        }
    }

    private static string Periodicity(DataSummary summary)
    {
        var partly = summary.Configurations - summary.Bulk - summary.Open;
        (int Count, string Name)[] kinds = [(summary.Bulk, "periodic"), (partly, "partly periodic"), (summary.Open, "not periodic")];
        return string.Join(", ", kinds.Where(k => k.Count > 0).Select(k => $"{k.Count} {k.Name}"));
    }

    private static string Labels(int present, int all, string? key) => present switch
    {
        0 => "none",
        _ when present == all => $"in all ({key})",
        _ => $"in {present}, missing in {all - present} ({key})",
    };

    private static string Name(SpeciesList? species, int number) => species?[number] ?? $"type {number}";
}
