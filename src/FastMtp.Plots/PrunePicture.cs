using FastMtp.Training.Pruning;
using ScottPlot;

namespace FastMtp.Plots;

/// <summary>Errors over cost along the path of a pruned potential.</summary>
internal static class PrunePicture
{
    private const double Milli = 1000;

    /// <summary>Draws the picture and writes it.</summary>
    /// <param name="path">A .png file.</param>
    /// <param name="points">The path.</param>
    /// <param name="chosen">The point that is taken; null before that is known.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<PrunePoint> points, PrunePoint? chosen)
    {
        var picture = new Picture(columns: 2);
        AddPanel("Forces", "RMSE of a force component, meV/Å", errors => Milli * errors.ForceRmse);
        AddPanel("Energies", "RMSE of the energy, meV/atom", errors => Milli * errors.EnergyRmse);
        picture.Write(path);

        void AddPanel(string title, string label, Func<ErrorSummary, double?> error)
        {
            var fitted = Known(point => error(point.Training));
            var held = Known(point => point.Validation is { } validation ? error(validation) : null);
            if (fitted.Length == 0) return;
            var plot = picture.AddPanel(title);
            var cost = new ValueAxis(points.Select(point => point.Cost));
            var axis = new ValueAxis(fitted.Concat(held).Select(pair => pair.Error));
            AddLine(fitted, Series.Palette[6], "fitted data", MarkerShape.OpenCircle);
            AddLine(held, Series.Palette[1], "validation data", MarkerShape.FilledCircle);
            if ((held.Length > 0 ? held : fitted).FirstOrDefault(pair => pair.Point == chosen) is { Point: not null } taken)
                AddLine([taken], Series.Palette[2], "taken", MarkerShape.FilledDiamond, size: 13);
            foreach (var (point, value) in held.Length > 0 ? held : fitted)
                Series.AddLabel(plot, $"{point.Functions.Length}", cost.Map(point.Cost), axis.Map(value), Series.Palette[0]);
            axis.Apply(plot, label);
            cost.ApplyToBottom(plot, "predicted cost, µs/atom on one thread (labels: number of functions)");
            Series.AddLegend(plot);

            void AddLine((PrunePoint Point, double Error)[] line, Color color, string name, MarkerShape shape, float size = 7)
            {
                if (line.Length == 0) return;
                var scatter = plot.Add.Scatter(
                    line.Select(pair => cost.Map(pair.Point.Cost)).ToArray(), line.Select(pair => axis.Map(pair.Error)).ToArray(), color);
                (scatter.LineWidth, scatter.MarkerSize, scatter.MarkerShape, scatter.LegendText) = (1.5f, size, shape, name);
            }
        }

        (PrunePoint Point, double Error)[] Known(Func<PrunePoint, double?> error) =>
        [
            .. points.Select(point => (Point: point, Error: error(point))).Where(pair => pair.Error is not null)
                .Select(pair => (pair.Point, pair.Error!.Value)),
        ];
    }
}
