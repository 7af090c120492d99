using System.Globalization;
using FastMtp.Files.Text;

namespace FastMtp.Training.Studies;

/// <summary>Studies as CSV tables: eV, Å, GPa, seconds; round-trip precision; empty where a number is unknown.</summary>
internal static class StudyCsv
{
    private static readonly string[] Quantities = ["loss", "energy_rmse_ev_per_atom", "force_rmse_ev_per_angstrom", "stress_rmse_gpa"];

    /// <summary>Writes one line per group of fits, each number with its standard deviation.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void WriteGroups(string path, IReadOnlyList<FitGroup> groups) => AtomicFile.WriteText(path, text =>
    {
        string[] errors = Names(Quantities);
        var isTimed = groups.Any(g => g.MicrosecondsPerAtom is not null);
        Line(text, ["model", "ranks", "min_rank", "rank_increment", "augmentation_interval", "basis", "moment_rank", "seeds",
            "radial_parameters", "parameters", .. WithSigma([.. errors, "seconds", "cpu_seconds"]),
            .. isTimed ? ["microseconds_per_atom"] : (string[])[]]);
        foreach (var g in groups)
        {
            var growth = g.Model.Growth;
            Line(text,
            [
                g.Model.Name, string.Join(' ', g.Model.Ranks),
                $"{growth?.MinRank}", $"{growth?.Increment}", $"{growth?.Interval}",
                CsvText.Safe(g.Basis ?? ""), $"{g.MomentRank}", $"{g.Fits.Count}", $"{g.RadialParameters}", $"{g.Parameters}",
                .. Cells(g.Training), .. Cells(g.Validation), .. Cells(g.Seconds), .. Cells(g.CpuSeconds),
                .. isTimed ? [Number(g.MicrosecondsPerAtom)] : (string[])[],
            ]);
        }
    });

    /// <summary>Writes one line per point of each fit's learning curve, with errors where they are known.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void WriteHistory(string path, IEnumerable<FitOutcome> fits) => AtomicFile.WriteText(path, text =>
    {
        Line(text, ["seed", "step", "training_loss", "validation_loss", .. Names(Quantities[1..])]);
        foreach (var fit in fits)
        {
            foreach (var point in fit.History)
            {
                Line(text,
                [
                    $"{fit.Specification.Seed}", $"{point.Step}", Number(point.Loss), Number(point.ValidationLoss),
                    .. Cells(point.Training), .. Cells(point.Validation),
                ]);
            }
        }
    });

    private static string[] Names(string[] quantities) =>
        [.. ((string[])["training", "validation"]).SelectMany(set => quantities.Select(quantity => $"{set}_{quantity}"))];

    private static string[] Cells(ErrorSummary? e) => [Number(e?.EnergyRmse), Number(e?.ForceRmse), Number(e?.StressRmse)];

    private static IEnumerable<string> WithSigma(string[] names) => names.SelectMany(name => (string[])[name, $"{name}_sigma"]);

    private static string[] Cells(ErrorSpread? e) => [.. Cells(e?.Loss), .. Cells(e?.Energy), .. Cells(e?.Force), .. Cells(e?.Stress)];

    private static string[] Cells(Spread? spread) => [Number(spread?.Mean), Number(spread?.Sigma)];

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static void Line(TextWriter text, IEnumerable<string> cells) => text.WriteLine(string.Join(',', cells));
}
