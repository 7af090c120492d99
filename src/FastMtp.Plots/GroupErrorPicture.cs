using FastMtp.Selection.Reports;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace FastMtp.Plots;

/// <summary>Errors of energies and forces of each kind of configurations, on training and validation data.</summary>
internal static class GroupErrorPicture
{
    private const double Milli = 1000;

    /// <summary>More rows would overlap; those with the largest errors are drawn.</summary>
    private const int MostRows = 22;

    /// <summary>Where symmetry forbids forces, only rounding is left, eV/Å.</summary>
    private const double Negligible = 1e-6;

    /// <summary>Draws the picture and writes it.</summary>
    /// <param name="path">A .png file.</param>
    /// <param name="report">The errors.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, FitReport report)
    {
        var picture = new Picture(columns: 2);
        Add("Energies", "RMSE, meV/atom", Quantity.Energy);
        Add("Forces", "RMSE of a component, meV/Å", Quantity.Force);
        picture.Write(path);

        void Add(string title, string label, Quantity quantity)
        {
            var (training, validation) = (Errors(report.Training, quantity), Errors(report.Validation, quantity));
            string[] names =
            [
                .. training.Keys.Union(validation.Keys)
                    .OrderByDescending(name => validation.TryGetValue(name, out var error) ? error : training[name])
                    .Take(MostRows).Reverse(),
            ];
            if (names.Length == 0) return;
            var plot = picture.AddPanel(title);
            var axis = new ValueAxis(names.SelectMany(name => (double[])[.. Known(training, name), .. Known(validation, name)]));
            AddPoints(training, "training", MarkerShape.OpenCircle, 1);
            AddPoints(validation, "validation", MarkerShape.FilledCircle, 2);
            plot.Axes.Left.TickGenerator = new NumericManual([.. names.Select((_, i) => (double)i)], names);
            plot.Axes.SetLimitsY(-0.7, names.Length - 0.3);
            plot.YLabel(report.Kinds.AreGroups ? "group" : "species in the cell", 13);
            plot.Axes.Left.Label.Bold = false;
            axis.ApplyToBottom(plot, label);
            plot.ShowLegend(Alignment.LowerRight);

            void AddPoints(Dictionary<string, double> errors, string name, MarkerShape shape, int color)
            {
                var rows = Enumerable.Range(0, names.Length).Where(i => errors.ContainsKey(names[i])).ToArray();
                if (rows.Length == 0) return;
                var points = plot.Add.Markers(
                    rows.Select(i => axis.Map(errors[names[i]])).ToArray(),
                    rows.Select(i => (double)i).ToArray(),
                    shape,
                    8,
                    Series.Palette[color]);
                (points.LegendText, points.MarkerLineWidth) = (name, 2);
            }
        }

        Dictionary<string, double> Errors(DataErrors? errors, Quantity quantity) => (errors?.Cells ?? [])
            .GroupBy(cell => report.Kinds.Of(cell.Cell)).Select(kind => (kind.Key, Error: MeanSquare.Of(kind, quantity)?.Root))
            .Where(kind => kind.Error > Negligible).ToDictionary(kind => kind.Key, kind => Milli * kind.Error!.Value);
    }

    private static IEnumerable<double> Known(Dictionary<string, double> errors, string name) =>
        errors.TryGetValue(name, out var error) ? [error] : [];
}
