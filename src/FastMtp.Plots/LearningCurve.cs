using FastMtp.Training.Studies;
using ScottPlot;

namespace FastMtp.Plots;

/// <summary>Loss and errors of energies, forces and stresses against the step, on training and validation data.</summary>
internal static class LearningCurve
{
    private const double Milli = 1000;

    /// <summary>Draws the curves of one fit, or of the members of an ensemble.</summary>
    /// <param name="path">A .png file.</param>
    /// <param name="fits">The points of each fit.</param>
    /// <param name="training">Number of training configurations; losses are shown per configuration so that they compare.</param>
    /// <param name="validation">Number of validation configurations.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<IReadOnlyList<LearningPoint>> fits, int training, int validation)
    {
        var hasErrors = fits.Any(points => points.Any(point => point.Training is not null));
        var picture = new Picture(columns: hasErrors ? 2 : 1);
        Add("Loss", "loss per configuration", point => point.Loss / training, point => point.ValidationLoss / validation);
        AddErrors("Energies", "RMSE, meV/atom", errors => Milli * errors?.EnergyRmse);
        AddErrors("Forces", "component RMSE, meV/Å", errors => Milli * errors?.ForceRmse);
        AddErrors("Stresses", "component RMSE, GPa", errors => errors?.StressRmse);
        picture.Write(path);

        void AddErrors(string title, string label, Func<ErrorSummary?, double?> of) =>
            Add(title, label, point => of(point.Training), point => of(point.Validation));

        void Add(string title, string label, Func<LearningPoint, double?> onTraining, Func<LearningPoint, double?> onValidation)
        {
            var all = fits.SelectMany(points => Known(points, onTraining).Concat(Known(points, onValidation)));
            var axis = new ValueAxis(all.Select(p => p.Value));
            if (!fits.Any(points => Known(points, onTraining).Length > 0)) return;
            // One legend serves all panels.
            var isFirst = title == "Loss";
            var plot = picture.AddPanel(hasErrors ? title : "");
            foreach (var (points, i) in fits.Select((points, i) => (points, i)))
            {
                AddLine(plot, axis, Known(points, onTraining), 1, i == 0 && isFirst ? $"training, {training} configurations" : "");
                AddLine(plot, axis, Known(points, onValidation), 2, i == 0 && isFirst ? $"validation, {validation} configurations" : "");
                var validated = points.Where(p => p.ValidationLoss is not null).ToArray();
                if ((validated.FirstOrDefault(p => p.IsKept) ?? validated.MinBy(p => p.ValidationLoss)) is not { } best
                    || onValidation(best) is not { } value) continue;
                var mark = plot.Add.Marker(best.Step, axis.Map(value), MarkerShape.OpenCircle, 11, Series.Palette[2]);
                mark.MarkerLineWidth = 2;
                mark.LegendText = i == 0 && isFirst ? "kept" : "";
            }
            axis.Apply(plot, label);
            var last = Math.Max(1, fits.SelectMany(points => points).Max(p => p.Step));
            plot.Axes.SetLimitsX(-0.02 * last, 1.02 * last);
            Series.LabelBottom(plot, "step");
            if (isFirst) Series.AddLegend(plot);
        }

        void AddLine(Plot plot, ValueAxis axis, (int Step, double Value)[] values, int color, string name)
        {
            if (values.Length == 0) return;
            var line = plot.Add.ScatterLine(
                values.Select(v => (double)v.Step).ToArray(), values.Select(v => axis.Map(v.Value)).ToArray(), Series.Palette[color]);
            line.LineWidth = fits.Count == 1 ? 2 : 1.2f;
            line.LegendText = name;
        }
    }

    private static (int Step, double Value)[] Known(IReadOnlyList<LearningPoint> points, Func<LearningPoint, double?> of) =>
        [.. points.Select(p => (p.Step, Value: of(p) ?? double.NaN)).Where(p => double.IsFinite(p.Value))];
}
