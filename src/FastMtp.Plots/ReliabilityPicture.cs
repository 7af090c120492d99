using FastMtp.Errors;
using ScottPlot;

namespace FastMtp.Plots;

/// <summary>Errors of forces against the spread of a committee, in bins of equal size: calibrated, they lie on the diagonal.</summary>
internal static class ReliabilityPicture
{
    private const int Bins = 20;

    /// <summary>Where symmetry forbids forces, only rounding is left, eV/Å.</summary>
    private const double Negligible = 1e-6;

    /// <summary>Draws the picture and writes it.</summary>
    /// <param name="path">A .png file.</param>
    /// <param name="errors">Atoms of data with forces.</param>
    /// <exception cref="InputException">There is nothing to draw, or the file cannot be written.</exception>
    public static void Write(string path, SpreadErrors errors)
    {
        (double Spread, double Error)[] bins = [.. errors.Bins(Bins).Where(bin => bin is { Spread: > Negligible, Error: > 0 })];
        if (bins.Length == 0) throw new InputException("There is nothing to plot: the data have no forces.");
        var picture = new Picture(columns: 1);
        var plot = picture.AddPanel(
            FormattableString.Invariant($"{errors.Atoms.Count} atoms; errors are {errors.Scale:G3} times the spread"));
        var (x, y) = (new ValueAxis(bins.Select(bin => bin.Spread)), new ValueAxis(bins.Select(bin => bin.Error)));
        double[] ends = [bins.Min(bin => bin.Spread), bins.Max(bin => bin.Spread)];
        AddLine(1, "error = spread", LinePattern.Dashed);
        AddLine(errors.Scale, "error = scale × spread", LinePattern.Solid);
        plot.Add.Markers(bins.Select(bin => x.Map(bin.Spread)).ToArray(), bins.Select(bin => y.Map(bin.Error)).ToArray(),
            MarkerShape.FilledCircle, 8, Series.Palette[1]);
        x.ApplyToBottom(plot, "spread of the members, RMS, eV/Å");
        y.Apply(plot, "error of the force, RMS, eV/Å");
        plot.ShowLegend(Alignment.UpperLeft);
        picture.Write(path);

        void AddLine(double scale, string name, LinePattern pattern)
        {
            var line = plot.Add.ScatterLine(
                ends.Select(x.Map).ToArray(), ends.Select(spread => y.Map(scale * spread)).ToArray(), Series.Palette[0].WithOpacity(0.5));
            (line.LineWidth, line.LegendText, line.LinePattern) = (1, name, pattern);
        }
    }
}
