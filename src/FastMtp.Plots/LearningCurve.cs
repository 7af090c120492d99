using FastMtp.Training.Studies;
using ScottPlot;

namespace FastMtp.Plots;

/// <summary>Training and validation loss against the step.</summary>
internal static class LearningCurve
{
    /// <summary>Draws the curves of one fit, or of the members of an ensemble.</summary>
    /// <param name="path">A .png file.</param>
    /// <param name="fits">The points of each fit.</param>
    /// <param name="training">Number of training configurations; losses are shown per configuration so that they compare.</param>
    /// <param name="validation">Number of validation configurations.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<IReadOnlyList<LearningPoint>> fits, int training, int validation)
    {
        var picture = new Picture(columns: 1);
        var plot = picture.AddPanel("");
        var all = fits.SelectMany(points => points).ToArray();
        var axis = new ValueAxis(all.SelectMany(p =>
            (double[])[p.Loss / training, .. p.ValidationLoss is { } v ? [v / validation] : (double[])[]]));
        foreach (var (points, i) in fits.Select((points, i) => (points, i)))
        {
            var validated = points.Where(p => p.ValidationLoss is not null).ToArray();
            Add(
                points.Select(p => (p.Step, p.Loss / training)),
                Series.Palette[1],
                i == 0 ? $"training, {training} configurations" : "");
            Add(
                validated.Select(p => (p.Step, p.ValidationLoss!.Value / validation)),
                Series.Palette[2],
                i == 0 ? $"validation, {validation} configurations" : "");
            if (validated.MinBy(p => p.ValidationLoss) is { } best)
            {
                var mark = plot.Add.Marker(
                    best.Step, axis.Map(best.ValidationLoss!.Value / validation), MarkerShape.OpenCircle, 11, Series.Palette[2]);
                mark.MarkerLineWidth = 2;
                mark.LegendText = i == 0 ? "kept: lowest validation loss" : "";
            }
        }
        axis.Apply(plot, "loss per configuration");
        var last = Math.Max(1, all.Max(p => p.Step));
        plot.Axes.SetLimitsX(-0.02 * last, 1.02 * last);
        Series.LabelBottom(plot, "BFGS step");
        Series.AddLegend(plot);
        picture.Write(path);

        void Add(IEnumerable<(int Step, double Value)> values, Color color, string name)
        {
            var known = values.Where(v => double.IsFinite(v.Value)).ToArray();
            if (known.Length == 0) return;
            var line = plot.Add.ScatterLine(
                known.Select(v => (double)v.Step).ToArray(), known.Select(v => axis.Map(v.Value)).ToArray(), color);
            line.LineWidth = fits.Count == 1 ? 2 : 1.2f;
            line.LegendText = name;
        }
    }
}
