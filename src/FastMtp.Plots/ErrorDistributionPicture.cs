using FastMtp.Selection.Reports;
using ScottPlot;

namespace FastMtp.Plots;

/// <summary>The share of configurations with a larger error, against the error.</summary>
internal static class ErrorDistributionPicture
{
    private const double Milli = 1000;

    /// <summary>Enough points for a line without visible corners.</summary>
    private const int Points = 200;

    /// <summary>Errors below this share of the largest are of no interest, and some are rounding alone.</summary>
    private const double Smallest = 1e-3;

    /// <summary>Draws the picture and writes it.</summary>
    /// <param name="path">A .png file.</param>
    /// <param name="report">The errors.</param>
    /// <exception cref="InputException">There is nothing to draw, or the file cannot be written.</exception>
    public static void Write(string path, FitReport report)
    {
        (string Name, DataErrors Errors)[] sets =
        [
            ("training", report.Training),
            .. report.Validation is { } validation ? [("validation", validation)] : Array.Empty<(string, DataErrors)>(),
        ];
        (string Title, string Label, Func<DataErrors, double[]> Of)[] panels =
        [
            ("Energies", "error, meV/atom", errors => Sorted(errors, cell => Math.Abs(Milli * cell.Energy ?? double.NaN))),
            ("Forces", "largest error of the force on an atom of a cell, meV/Å",
                errors => Sorted(errors, cell => Milli * cell.LargestForce ?? double.NaN)),
        ];
        var known = panels.Where(panel => sets.Any(set => panel.Of(set.Errors).Length > 0)).ToArray();
        if (known.Length == 0) throw new InputException("There is nothing to plot: the data have neither energies nor forces.");
        var picture = new Picture(columns: known.Length);
        foreach (var (title, label, of) in known)
        {
            var plot = picture.AddPanel(title);
            var lines = sets.Select((set, i) => (set.Name, Color: Series.Palette[i + 1], Curve: Curve(of(set.Errors))))
                .Where(line => line.Curve.Length > 0).ToArray();
            if (lines.Length == 0) continue;
            var (x, y) = (new ValueAxis(lines.SelectMany(line => line.Curve.Select(point => point.Error))),
                new ValueAxis(lines.SelectMany(line => line.Curve.Select(point => point.Share))));
            foreach (var (name, color, curve) in lines)
            {
                var line = plot.Add.ScatterLine(
                    curve.Select(point => x.Map(point.Error)).ToArray(), curve.Select(point => y.Map(point.Share)).ToArray(), color);
                (line.LineWidth, line.LegendText) = (2, name);
            }
            x.ApplyToBottom(plot, label);
            y.Apply(plot, "cells with a larger error, %");
            plot.ShowLegend(Alignment.LowerLeft);
        }
        picture.Write(path);
    }

    private static double[] Sorted(DataErrors errors, Func<CellErrors, double> of) =>
        [.. errors.Cells.Select(of).Where(error => double.IsFinite(error) && error > 0).Order()];

    private static (double Error, double Share)[] Curve(double[] sorted) =>
        [.. Enumerable.Range(0, sorted.Length).Where(i => sorted[i] >= Smallest * sorted[^1])
            .Where(i => i % Math.Max(1, sorted.Length / Points) == 0 || i > sorted.Length - 20)
            .Select(i => (sorted[i], 100.0 * (sorted.Length - i) / sorted.Length))];
}
