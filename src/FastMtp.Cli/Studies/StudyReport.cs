using System.Globalization;
using FastMtp.Cli.Terminals;
using FastMtp.Training.Studies;

namespace FastMtp.Cli.Studies;

/// <summary>The tables of a study.</summary>
internal static class StudyReport
{
    /// <summary>Prints the validation errors of every group.</summary>
    /// <param name="terminal">Where to print.</param>
    /// <param name="groups">The groups.</param>
    /// <param name="name">Gives the name of a group.</param>
    /// <param name="first">Titles and cells of columns before the name.</param>
    public static void Print(
        Terminal terminal,
        IReadOnlyList<FitGroup> groups,
        Func<FitGroup, string> name,
        params IReadOnlyList<(string Title, Func<FitGroup, string> Cell)> first)
    {
        var isTimed = groups.Any(g => g.MicrosecondsPerAtom is not null);
        terminal.Line();
        terminal.Line($"Validation errors, mean ± 1σ over {Format.Count(groups[0].Fits.Count, "seed")}");
        terminal.Table(
            [
                .. first.Select(column => column.Title), "model", "radial parameters›", "all›",
                .. ErrorSpreadTable.Titles, "training loss›", .. isTimed ? ["µs/atom›"] : (string[])[], "CPU time›",
            ],
            groups.Select(g => (string[])
            [
                .. first.Select(column => column.Cell(g)), name(g), $"{g.RadialParameters}", $"{g.Parameters}",
                .. ErrorSpreadTable.Cells(g.Validation), Format.Spread(g.Training.Loss),
                .. isTimed ? [g.MicrosecondsPerAtom is { } time ? Format.Figures(time) : ""] : (string[])[],
                Format.Duration(TimeSpan.FromSeconds(g.CpuSeconds.Mean)),
            ]));
    }

    /// <summary>Prints the paper's two choices of the rank for each model.</summary>
    public static void PrintChoices(Terminal terminal, FitGroup basis, IReadOnlyList<FitGroup> candidates)
    {
        terminal.Line(
            "The paper's choices: \"optimal\", the lowest validation loss with at least 20 % fewer radial parameters; "
            + "\"50 %\", nearest to half of the radial parameters");
        terminal.Table(
            ["model", "choice", "rank›", "radial parameters›", "of base›", "validation loss›", "of base›"],
            candidates.GroupBy(g => g.Model.Name).SelectMany(Rows));

        IEnumerable<string[]> Rows(IEnumerable<FitGroup> groups)
        {
            var form = groups.First().Model.Name;
            if (RankChoice.Optimal(basis.RadialParameters, groups) is { } optimal) yield return Row(form, "optimal", optimal);
            else yield return [form, "optimal", "all ranks are too large", "", "", "", ""];
            yield return Row(form, "50 %", RankChoice.Half(basis.RadialParameters, groups, g => g.RadialParameters)!);
        }

        string[] Row(string form, string choice, FitGroup group) =>
        [
            form, choice, string.Join(',', group.Model.Ranks), $"{group.RadialParameters}",
            Percent((double)group.RadialParameters / basis.RadialParameters),
            Format.Spread(group.Validation!.Loss), Percent(group.Validation.Loss.Mean / basis.Validation!.Loss.Mean),
        ];
    }

    /// <summary>"mf 8", without settings common to the whole study.</summary>
    public static string ShortName(FitGroup group) => group.Model.ShortName;

    private static string Percent(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);
}
