using FastMtp.Cli.Terminals;
using FastMtp.Properties.Crystals;
using FastMtp.Selection.Reports;
using static System.FormattableString;

namespace FastMtp.Cli.FitReports;

/// <summary>The configurations with the largest errors, and what may be behind them.</summary>
internal static class WorstSection
{
    private const double Milli = 1000;
    private const int Most = 10;

    public static void Add(MarkdownText text, FitReport facts)
    {
        var cells = facts.Judged.Cells;
        text.Heading(2, "Worst cells");
        text.Paragraph($"The {(facts.Validation is null ? "training" : "validation")} cells with the largest errors: "
            + "look at their labels first, then at whether simulations will meet such atoms. "
            + "A reason is given where one can be measured.");
        var reasons = new Reasons(facts);
        var byEnergy = cells.Where(cell => cell.Energy is not null).OrderByDescending(cell => Math.Abs(cell.Energy!.Value)).Take(Most)
            .ToArray();
        if (byEnergy.Length > 0)
        {
            string[] titles = ["by energy", "group", "formula", "atoms›", "predicted − data, meV/atom›", "reason"];
            text.Table(titles, byEnergy.Select(cell => (string[])
            [
                cell.Cell.Origin, cell.Cell.ConfigType ?? "", Formula.Reduced(cell.Cell), $"{cell.Cell.Count}",
                Invariant($"{Milli * cell.Energy:+0.0;−0.0}"), reasons.For(cell, Quantity.Energy),
            ]));
        }
        var byForce = cells.Where(cell => cell.LargestForce is not null).OrderByDescending(cell => cell.LargestForce).Take(Most).ToArray();
        if (byForce.Length == 0) return;
        string[] columns = ["by force", "group", "formula", "atom", "error of its force, meV/Å›", "RMSE of the cell, meV/Å›", "reason"];
        text.Table(columns, byForce.Select(cell => (string[])
        [
            cell.Cell.Origin, cell.Cell.ConfigType ?? "", Formula.Reduced(cell.Cell),
            $"{facts.Species[cell.Cell.Types[cell.Atom]]} {cell.Atom + 1}", Format.Figures(Milli * cell.LargestForce!.Value),
            Format.Figures(Milli * cell.ForceRmse!.Value), reasons.For(cell, Quantity.Force),
        ]));
    }
}
