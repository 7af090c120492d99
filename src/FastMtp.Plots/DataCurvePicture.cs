using FastMtp.Selection.Reports;
using ScottPlot;

namespace FastMtp.Plots;

/// <summary>Validation errors against the number of training configurations.</summary>
internal static class DataCurvePicture
{
    private const double Milli = 1000;

    /// <summary>Draws the picture and writes it.</summary>
    /// <param name="path">A .png file.</param>
    /// <param name="curve">The fits.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, DataCurve curve)
    {
        var picture = new Picture(columns: 2);
        Add("Energies", "RMSE, meV/atom", errors => Milli * errors?.EnergyRmse);
        Add("Forces", "component RMSE, meV/Å", errors => Milli * errors?.ForceRmse);
        picture.Write(path);

        void Add(string title, string label, Func<ErrorSummary?, double?> of)
        {
            var (training, validation) = (Points(point => point.Training), Points(point => point.Validation));
            if (validation.Length == 0) return;
            var (last, now) = validation[^1];
            var smaller = curve.Smaller is { } one && of(one.Validation) is { } error ? error : (double?)null;
            double[] next = curve.Doubled(of) is { } left ? [left * now] : [];
            var x = new ValueAxis([.. validation.Select(point => point.X), 2.0 * last]);
            var y = new ValueAxis(
                [.. training.Concat(validation).Select(point => point.Y), .. next, .. smaller is { } s ? [s] : Array.Empty<double>()]);
            var plot = picture.AddPanel(title);
            AddLine(training, "training", 1);
            AddLine(validation, "validation", 2);
            if (next.Length > 0)
            {
                AddLine([(last, now), (2 * last, next[0])], "guess for twice the data", 2, isTrend: true);
            }
            if (smaller is { } value)
            {
                var mark = plot.Add.Marker(x.Map(last), y.Map(value), MarkerShape.OpenDiamond, 11, Series.Palette[3]);
                (mark.MarkerLineWidth, mark.LegendText) = (2, $"validation, {curve.Smaller!.Basis}");
            }
            x.ApplyToBottom(plot, "training configurations");
            y.Apply(plot, label);
            Series.AddLegend(plot);

            (double X, double Y)[] Points(Func<DataCurvePoint, ErrorSummary?> set) =>
            [
                .. curve.Points.Where(point => of(set(point)) is not null)
                    .Select(point => ((double)point.Configurations, of(set(point))!.Value)),
            ];

            void AddLine((double X, double Y)[] points, string name, int color, bool isTrend = false)
            {
                var line = plot.Add.Scatter(
                    points.Select(point => x.Map(point.X)).ToArray(),
                    points.Select(point => y.Map(point.Y)).ToArray(),
                    Series.Palette[color]);
                (line.LineWidth, line.MarkerSize, line.LegendText) = (2, isTrend ? 0 : 8, name);
                if (isTrend) line.LinePattern = LinePattern.Dashed;
            }
        }
    }
}
