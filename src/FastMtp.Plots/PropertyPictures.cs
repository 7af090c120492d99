using FastMtp.Properties.Dynamics;
using FastMtp.Properties.Testing;
using ScottPlot;

namespace FastMtp.Plots;

/// <summary>Pictures of a property report: energy over volume, phonons and stacking faults of a crystal, curves of pairs.</summary>
internal static class PropertyPictures
{
    /// <summary>True if there is something to draw of a crystal.</summary>
    public static bool HasPicture(CrystalReport report) =>
        report.EquationOfState is not null || report.Phonons is not null || report.Faults.Count > 0;

    /// <summary>Draws a crystal.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, CrystalReport report)
    {
        var picture = new Picture(columns: 2);
        if (report.EquationOfState is { } state)
        {
            var plot = picture.AddPanel($"{report.Name}: energy over volume");
            var points = plot.Add.Scatter(
                state.Points.Select(p => p.Volume).ToArray(), state.Points.Select(p => 1000 * (p.Energy - state.Energy)).ToArray());
            (points.Color, points.LineWidth, points.MarkerSize) = (Series.Palette[1], 1.5f, 6);
            Label(plot, "Å³/atom", "meV/atom");
        }
        if (report.Phonons is { } bands)
        {
            var plot = picture.AddPanel($"{report.Name}: phonons");
            for (var branch = 0; branch < bands.Frequencies[0].Length; branch++)
            {
                var line = plot.Add.ScatterLine(
                    bands.Distances.ToArray(), bands.Frequencies.Select(row => row[branch]).ToArray(), Series.Palette[1]);
                line.LineWidth = 1.4f;
            }
            foreach (var (_, distance) in bands.Marks) plot.Add.VerticalLine(distance, 0.8f, Colors.Gray.WithOpacity(0.6));
            plot.Add.HorizontalLine(0, 0.8f, Colors.Black);
            // Points at a break of the path share a place and both names.
            var marks = bands.Marks.GroupBy(mark => mark.Distance).ToArray();
            plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual(
                [.. marks.Select(m => m.Key)], [.. marks.Select(m => string.Join('|', m.Select(mark => mark.Name).Distinct()))]);
            plot.Axes.SetLimitsX(bands.Distances[0], bands.Distances[^1]);
            Label(plot, "wave vector", "THz");
        }
        if (report.Faults.Count > 0)
        {
            var plot = picture.AddPanel($"{report.Name}: stacking faults");
            foreach (var ((name, points), i) in report.Faults.Select((fault, i) => (fault, i)))
            {
                var line = plot.Add.Scatter(points.Select(p => p.Fraction).ToArray(), points.Select(p => p.Energy).ToArray());
                (line.Color, line.LineWidth, line.LegendText) = (Series.Palette[1 + i % (Series.Palette.Count - 1)], 1.5f, name);
            }
            Label(plot, "fraction of the shift", "J/m²");
            Series.AddLegend(plot);
        }
        picture.Write(path);
    }

    /// <summary>Draws the curves of pairs.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void WritePairs(string path, IReadOnlyList<PairCurve> pairs)
    {
        var picture = new Picture(columns: 2);
        (string, double, double)[] ranges = [("Two atoms alone", -4, 4), ("Two atoms alone, short distances", -100, 1000)];
        foreach (var (title, low, high) in ranges)
        {
            var plot = picture.AddPanel(title);
            foreach (var (pair, i) in pairs.Select((pair, i) => (pair, i)))
            {
                var line = plot.Add.ScatterLine(
                    pair.Points.Select(p => p.Distance).ToArray(),
                    pair.Points.Select(p => Math.Clamp(p.Energy, 10 * low, 10 * high)).ToArray(),
                    Series.Palette[i % Series.Palette.Count]);
                (line.LineWidth, line.LegendText) = (1.5f, $"{pair.First}-{pair.Second}");
                line.LinePattern = i < Series.Palette.Count ? LinePattern.Solid : LinePattern.Dashed;
            }
            plot.Axes.SetLimitsY(low, high);
            Label(plot, "Å", "eV");
            Series.AddLegend(plot);
        }
        picture.Write(path);
    }

    private static void Label(Plot plot, string bottom, string left)
    {
        Series.LabelBottom(plot, bottom);
        plot.YLabel(left, 13);
        plot.Axes.Left.Label.Bold = false;
    }
}
