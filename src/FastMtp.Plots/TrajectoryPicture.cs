using ScottPlot;

namespace FastMtp.Plots;

/// <summary>Radial distributions and mean squared displacements.</summary>
internal static class TrajectoryPicture
{
    /// <summary>Draws the picture and writes it.</summary>
    /// <param name="path">A .png file.</param>
    /// <param name="distributions">g over r.</param>
    /// <param name="displacements">Å² over time.</param>
    /// <param name="axis">Title of the time axis.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<Curve> distributions, IReadOnlyList<Curve> displacements, string axis)
    {
        var picture = new Picture(columns: 2);
        AddPanel("Radial distribution", distributions, "r, Å", "g");
        AddPanel("Mean squared displacement", displacements, axis, "Å²");
        picture.Write(path);

        void AddPanel(string title, IReadOnlyList<Curve> curves, string bottom, string left)
        {
            if (curves.Count == 0) return;
            var plot = picture.AddPanel(title);
            foreach (var (curve, i) in curves.Select((curve, i) => (curve, i)))
            {
                var line = plot.Add.ScatterLine(curve.X, curve.Y, Series.Palette[i % Series.Palette.Count]);
                line.LineWidth = 1.6f;
                // More pairs than colours: the next round is dashed.
                line.LinePattern = i < Series.Palette.Count ? LinePattern.Solid : LinePattern.Dashed;
                line.LegendText = curve.Name;
            }
            plot.YLabel(left, 13);
            plot.Axes.Left.Label.Bold = false;
            Series.LabelBottom(plot, bottom);
            Series.AddLegend(plot);
        }
    }
}
