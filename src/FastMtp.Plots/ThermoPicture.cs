using ScottPlot;

namespace FastMtp.Plots;

/// <summary>A column of a log and its average.</summary>
internal sealed record ThermoCurve(string Title, double[] Values, double Mean, double Error);

/// <summary>The columns of a log against time, each in its own panel, with the average and what was left out of it.</summary>
internal static class ThermoPicture
{
    private const int MostPoints = 4000;

    /// <summary>Draws the picture and writes it.</summary>
    /// <param name="path">A .png file.</param>
    /// <param name="times">[row].</param>
    /// <param name="start">First row of the averages.</param>
    /// <param name="axis">Title of the time axis.</param>
    /// <param name="curves">The columns.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, double[] times, int start, string axis, IReadOnlyList<ThermoCurve> curves)
    {
        var picture = new Picture(columns: 3);
        var step = Math.Max(1, times.Length / MostPoints);
        foreach (var curve in curves)
        {
            var plot = picture.AddPanel($"{curve.Title}");
            Add(plot, 0, Math.Min(start + 1, times.Length), Colors.Gray.WithOpacity(0.6));
            Add(plot, start, times.Length, Series.Palette[1]);
            (double, float)[] average = [(curve.Mean, 1.6f), (curve.Mean - curve.Error, 0.8f), (curve.Mean + curve.Error, 0.8f)];
            foreach (var (value, width) in average)
            {
                if (!double.IsFinite(value)) continue;
                var line = plot.Add.HorizontalLine(value, width, Series.Palette[2]);
                line.ExcludeFromLegend = true;
            }
            Series.LabelBottom(plot, axis);

            void Add(Plot target, int first, int end, Color color)
            {
                int[] rows = [.. Enumerable.Range(0, (end - first + step - 1) / step).Select(i => first + i * step)];
                if (rows.Length == 0) return;
                var line = target.Add.ScatterLine(
                    rows.Select(i => times[i]).ToArray(), rows.Select(i => curve.Values[i]).ToArray(), color);
                line.LineWidth = 1;
            }
        }
        picture.Write(path);
    }
}
