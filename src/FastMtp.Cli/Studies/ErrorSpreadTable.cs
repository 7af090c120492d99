using FastMtp.Cli.Terminals;
using FastMtp.Training.Studies;

namespace FastMtp.Cli.Studies;

/// <summary>Prints errors over several seeds in the usual units.</summary>
internal static class ErrorSpreadTable
{
    private const double Milli = 1000;

    /// <summary>Column titles of <see cref="Cells"/>.</summary>
    public static string[] Titles => ["loss›", "meV/atom›", "meV/Å›", "GPa›"];

    /// <summary>Loss and root mean square errors as mean ± 1σ.</summary>
    public static string[] Cells(ErrorSpread? errors) =>
        errors is null
            ? ["", "", "", ""]
            : [Format.Spread(errors.Loss), Cell(errors.Energy, Milli), Cell(errors.Force, Milli), Cell(errors.Stress, 1)];

    /// <summary>Prints a row for the training data and one for the validation data.</summary>
    public static void Print(Terminal terminal, FitGroup group)
    {
        terminal.Line($"Root mean square errors over {Format.Count(group.Fits.Count, "fit")}, mean ± 1σ");
        List<string[]> rows = [["training", .. Cells(group.Training)]];
        if (group.Validation is not null) rows.Add(["validation", .. Cells(group.Validation)]);
        terminal.Table(["", .. Titles], rows);
    }

    private static string Cell(Spread? spread, double factor) => spread is { } s ? Format.Spread(factor * s) : "";
}
