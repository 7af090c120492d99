using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace FastMtp.Plots;

/// <summary>Elements shared by several pictures.</summary>
internal static class Series
{
    /// <summary>The Okabe–Ito palette, which is safe for colour-blind readers.</summary>
    public static IReadOnlyList<Color> Palette { get; } =
        [.. ((string[])["#000000", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442"]).Select(Color.FromHex)];

    /// <summary>Adds points with error bars, joined by a line unless they are unlike things.</summary>
    public static void AddBars(
        Plot plot, ValueAxis axis, double[] xs, (double Mean, double Sigma)[] values, Color color, string name, bool joined = true)
    {
        var ys = values.Select(v => axis.Map(v.Mean)).ToArray();
        var lengths = values.Select(v => axis.Bar(v.Mean, v.Sigma)).ToArray();
        plot.Add.Plottable(new ErrorBar(xs, ys, null, null, null, null)
        {
            YErrorNegative = [.. lengths.Select(l => l.Below)],
            YErrorPositive = [.. lengths.Select(l => l.Above)],
            Color = color,
            LineWidth = 1.2f,
            CapSize = 4,
        });
        var line = plot.Add.Scatter(xs, ys, color);
        line.LineWidth = joined ? 1.5f : 0;
        line.MarkerSize = 7;
        line.LegendText = name;
    }

    /// <summary>Writes the name of a point to its upper right.</summary>
    public static void AddLabel(Plot plot, string text, double x, double y, Color color)
    {
        var label = plot.Add.Text(text, x, y);
        label.LabelFontName = EmbeddedFont.Name;
        label.LabelFontSize = 11;
        label.LabelFontColor = color;
        label.LabelAlignment = Alignment.LowerLeft;
        (label.OffsetX, label.OffsetY) = (5, -3);
    }

    /// <summary>Adds a legend below the plot, where it covers nothing.</summary>
    public static void AddLegend(Plot plot)
    {
        // Many entries would not fit below each other.
        plot.Legend.Orientation = Orientation.Horizontal;
        plot.ShowLegend(Edge.Bottom).Padding = new PixelPadding(0, 0, 4, 8);
    }

    /// <summary>Labels positions 0, 1, … of the bottom axis.</summary>
    public static void LabelCategories(Plot plot, IReadOnlyList<string> labels, string title)
    {
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. Enumerable.Range(0, labels.Count).Select(i => (double)i)], [.. labels]);
        plot.Axes.Bottom.MajorTickStyle.Length = 3;
        plot.Axes.SetLimitsX(-0.5, labels.Count - 0.5);
        LabelBottom(plot, title);
    }

    /// <summary>Names the bottom axis.</summary>
    public static void LabelBottom(Plot plot, string title)
    {
        plot.XLabel(title, 13);
        plot.Axes.Bottom.Label.Bold = false;
    }
}
