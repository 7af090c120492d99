using FastMtp.Cli.Terminals;
using FastMtp.Errors;

namespace FastMtp.Cli.Reports;

/// <summary>Prints errors in the usual units.</summary>
internal static class ErrorTable
{
    private const double Milli = 1000;

    /// <summary>Prints a row for each quantity and, if requested, one for each group if there are several.</summary>
    public static void Print(Terminal terminal, string title, GroupedErrors errors, bool byGroup)
    {
        terminal.Line($"{title}: {Format.Count(errors.Total.Configurations, "configuration")}");
        terminal.Table(["", "RMSE›", "MAE›", "largest›", "in", "values›"],
        [
            Row("energy, meV/atom", errors.Total.Energy, Milli),
            Row("force component, meV/Å", errors.Total.Forces, Milli),
            Row("stress component (of 9), GPa", errors.Total.Stress, 1),
        ]);
        if (byGroup && errors.Groups.Count > 1) PrintGroups(terminal, errors.Groups);
    }

    private static void PrintGroups(Terminal terminal, IReadOnlyDictionary<string, PredictionErrors> groups) =>
        terminal.Table(
            ["RMSE by group", "configurations›", "meV/atom›", "meV/Å›", "GPa›", "worst energy in", "worst force in"],
            groups.Select(group => (string[])
            [
                group.Key,
                $"{group.Value.Configurations}",
                Number(group.Value.Energy.Rmse, Milli),
                Number(group.Value.Forces.Rmse, Milli),
                Number(group.Value.Stress.Rmse, 1),
                group.Value.Energy.Worst ?? "",
                group.Value.Forces.Worst ?? "",
            ]));

    private static string[] Row(string name, ErrorStatistics errors, double factor) =>
        errors.Count == 0
            ? [name, "", "", "", "no labels", "0"]
            :
            [
                name, Number(errors.Rmse, factor), Number(errors.Mae, factor), Number(errors.Largest, factor),
                errors.Worst!, $"{errors.Count}",
            ];

    /// <summary>A number in other units; nothing if it is unknown.</summary>
    public static string Number(double? value, double factor) => value is { } v ? Format.Figures(factor * v) : "";
}
