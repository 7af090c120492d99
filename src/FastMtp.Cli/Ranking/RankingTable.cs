using System.Globalization;
using FastMtp.Cli.Terminals;
using FastMtp.Files.Text;
using FastMtp.Properties.Ranking;
using FastMtp.Training.Studies;

namespace FastMtp.Cli.Ranking;

/// <summary>A ranking as a table.</summary>
internal static class RankingTable
{
    private const double Milli = 1000;

    /// <summary>Names of structures: what their files call them, else file and number.</summary>
    public static string[] Names(IReadOnlyList<Configuration> structures) => [.. structures.Select(structure => structure.Features
        .FirstOrDefault(feature => feature.Key.ToLowerInvariant() is "name" or "title" or "label").Value ?? structure.Origin)];

    /// <summary>Prints a table for each formula.</summary>
    public static void Print(Terminal terminal, IReadOnlyList<RankedStructure> ranking, int members)
    {
        foreach (var group in ranking.GroupBy(structure => structure.Formula))
        {
            var formula = group.First().FormulaAtoms;
            terminal.Line($"{group.Key}, energies above the lowest{(members > 1 ? $", mean ± σ of {members} potentials" : "")}");
            terminal.Table(
                ["", "structure", "atoms›", "meV/atom›",
                    $"meV per formula ({Format.Count(formula, "atom")})›", "Å³/atom›", "lowest for›", "order agreed by›", "the same›"],
                group.Select((structure, i) => (string[])
                [
                    $"{i + 1}", structure.Name, $"{structure.Atoms}", Text(structure, Milli), Text(structure, Milli * formula),
                    double.IsNaN(structure.Volume) ? "" : Format.Figures(structure.Volume),
                    Share(structure.LowestShare, members), Share(structure.OrderShare, members),
                    structure.Duplicates.Count == 0 ? "" : $"{structure.Duplicates.Count + 1}",
                ]));
        }
        var failed = ranking.Where(structure => !structure.Known.Any()).Select(structure => structure.Name).ToArray();
        if (failed.Length > 0) terminal.Note($"not relaxed by any potential: {string.Join(", ", failed)}.");
    }

    /// <summary>Writes one line per structure, with a column for each member: eV, Å.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<RankedStructure> ranking) => CsvText.Write(
        path,
        ["formula", "structure", "atoms", "formula_atoms", "volume_angstrom3_per_atom", "mean_ev_per_atom", "sigma_ev_per_atom",
            "lowest_share", "order_share", "same_as", .. ranking[0].Above.Select((_, member) => $"member{member + 1}_ev_per_atom")],
        ranking.Select(s => (object[])
        [
            s.Formula, CsvText.Quoted(s.Name), s.Atoms, s.FormulaAtoms, s.Volume,
            s.Mean, s.Sigma ?? double.NaN, s.LowestShare, s.OrderShare,
            CsvText.Quoted(string.Join("; ", s.Duplicates)), .. s.Above.Select(value => (object)value),
        ]));

    private static string Text(RankedStructure structure, double factor) =>
        double.IsNaN(structure.Mean) ? "not relaxed" : Format.Spread(factor * new Spread(structure.Mean, structure.Sigma));

    private static string Share(double share, int members) =>
        double.IsNaN(share) || members == 1 ? "" : share.ToString("0 %", CultureInfo.InvariantCulture);
}
