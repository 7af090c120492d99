using FastMtp.Files.Text;

namespace FastMtp.Selection.Learning;

/// <summary>The rounds as a table: eV, Å, GPa, seconds.</summary>
internal static class RoundTable
{
    private static readonly string[] Sets = ["training", "validation", "test"];
    private static readonly string[] Quantities = ["energy_rmse_ev_per_atom", "force_rmse_ev_per_angstrom", "stress_rmse_gpa"];

    /// <summary>Writes it.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<Round> rounds) => CsvText.Write(path,
        [
            "round", "configurations", "atoms", "frames", "astray", "median_grade", "largest_grade", "largest_spread_ev_per_angstrom",
            "wanted", "chosen", "labelled", .. Sets.SelectMany(set => Quantities.Select(quantity => $"{set}_{quantity}")), "fit_seconds",
        ],
        rounds.Select(round => (object[])
        [
            round.Number, round.Fit.Configurations, round.Fit.Atoms, Cell(round.Choice?.Frames), Cell(round.Choice?.Astray),
            Cell(round.Choice?.MedianGrade), Cell(round.Choice?.LargestGrade), Cell(round.Choice?.LargestSpread),
            Cell(round.Choice?.Wanted), Cell(round.Choice?.Chosen), Cell(round.Labelled),
            .. Cells(round.Fit.Training), .. Cells(round.Fit.Validation), .. Cells(round.Fit.Test), round.Fit.Seconds,
        ]));

    private static object[] Cells(SetErrors? errors) => [Cell(errors?.Energy), Cell(errors?.Force), Cell(errors?.Stress)];

    private static object Cell<T>(T? value)
        where T : struct => value is { } known ? known : "";
}
