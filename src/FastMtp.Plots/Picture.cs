using FastMtp.Files.Text;
using ScottPlot;
using SkiaSharp;

namespace FastMtp.Plots;

/// <summary>A grid of panels on a white page, written as PNG.</summary>
internal sealed class Picture
{
    /// <summary>Pixels per ScottPlot unit, so that text is crisp in print and on large screens.</summary>
    private const int Sharpness = 2;

    private const int PanelWidth = 560;
    private const int PanelHeight = 420;

    private readonly List<Plot> _panels = [];
    private readonly int _columns;

    /// <summary>Creates an empty page.</summary>
    /// <param name="columns">Number of panels in a row, if there are so many.</param>
    public Picture(int columns)
    {
        EmbeddedFont.Install();
        _columns = columns;
    }

    /// <summary>Adds a panel; the first is at the top left.</summary>
    public Plot AddPanel(string title)
    {
        var plot = new Plot { ScaleFactor = Sharpness };
        plot.Font.Set(EmbeddedFont.Name);
        if (title.Length > 0) plot.Title(title, 14);
        plot.Axes.Title.Label.Bold = false;
        foreach (var axis in plot.Axes.GetAxes()) axis.Label.Bold = false;
        plot.Grid.MajorLineColor = Colors.Black.WithOpacity(0.1);
        plot.Legend.FontSize = 12;
        plot.Legend.OutlineWidth = 0;
        plot.Legend.ShadowColor = Colors.Transparent;
        _panels.Add(plot);
        return plot;
    }

    /// <summary>Writes the page.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public void Write(string path)
    {
        var (width, height, columns) = (Sharpness * PanelWidth, Sharpness * PanelHeight, Math.Clamp(_panels.Count, 1, _columns));
        using var surface = SKSurface.Create(new SKImageInfo(columns * width, (_panels.Count + columns - 1) / columns * height));
        surface.Canvas.Clear(SKColors.White);
        // ScottPlot's own page of plots multiplies the scale factor with every panel.
        foreach (var (plot, i) in _panels.Select((plot, i) => (plot, i)))
        {
            using var panel = SKImage.FromEncodedData(plot.GetImageBytes(width, height, ImageFormat.Png));
            surface.Canvas.DrawImage(panel, i % columns * width, i / columns * height);
        }
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        AtomicFile.Write(path, png.SaveTo);
    }
}
