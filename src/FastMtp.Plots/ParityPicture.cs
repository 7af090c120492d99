using FastMtp.Atoms;
using ScottPlot;

namespace FastMtp.Plots;

/// <summary>Predictions against labels, and their differences, for energies per atom and force components.</summary>
/// <param name="withStress">True to draw stresses as well, if there are any.</param>
internal sealed class ParityPicture(bool withStress = false)
{
    private const double Milli = 1000;

    /// <summary>Grid cells per side: of the points in one cell only one is drawn, so that millions of forces draw quickly.</summary>
    private const int Raster = 900;

    private readonly List<(double Label, double Predicted)> _energies = [];
    private readonly List<(double Label, double Predicted)> _forces = [];
    private readonly List<(double Label, double Predicted)> _stresses = [];

    /// <summary>Adds a configuration with its prediction.</summary>
    public void Add(Configuration labelled, Prediction predicted)
    {
        if (labelled.Energy is { } energy) _energies.Add((energy / labelled.Count, predicted.Energy / labelled.Count));
        if (labelled.Forces is { } forces) _forces.AddRange(forces.Zip(predicted.Forces));
        if (withStress && labelled.Virial is { } virial && labelled.Cell.IsBulk)
            _stresses.AddRange(Stresses(labelled.Cell, virial).Zip(Stresses(labelled.Cell, predicted.Virial)));
    }

    /// <summary>The nine components, GPa, positive under tension.</summary>
    private static double[] Stresses(Cell cell, Virial virial)
    {
        var stress = -Units.GigapascalsPerEvPerCubicAngstrom / cell.Volume * virial;
        return [stress.XX, stress.YY, stress.ZZ, stress.YZ, stress.YZ, stress.XZ, stress.XZ, stress.XY, stress.XY];
    }

    /// <summary>Draws the picture and writes it.</summary>
    /// <param name="path">A .png file.</param>
    /// <exception cref="InputException">There is nothing to draw, or the file cannot be written.</exception>
    public void Write(string path)
    {
        (string Name, string Unit, string Difference, double Factor, List<(double Label, double Predicted)> Points)[] all =
        [
            ("energy", "eV/atom", "meV/atom", Milli, _energies), ("force component", "eV/Å", "meV/Å", Milli, _forces),
            ("stress component", "GPa", "GPa", 1, _stresses),
        ];
        var known = all.Where(q => q.Points.Any(IsFinite)).ToArray();
        if (known.Length == 0) throw new InputException("There is nothing to plot: the data have neither energies nor forces.");
        var picture = new Picture(columns: known.Length);
        foreach (var (name, unit, difference, factor, points) in known)
            AddParity(picture.AddPanel(""), name, unit, difference, factor, [.. points.Where(IsFinite)]);
        foreach (var (name, unit, difference, factor, points) in known)
            AddDifferences(picture.AddPanel(""), name, unit, difference, factor, [.. points.Where(IsFinite)]);
        picture.Write(path);
    }

    private static void AddParity(
        Plot plot, string name, string unit, string difference, double factor, (double Label, double Predicted)[] points)
    {
        var rmse = factor * Math.Sqrt(points.Average(p => (p.Predicted - p.Label) * (p.Predicted - p.Label)));
        var title = FormattableString.Invariant(
            $"{char.ToUpperInvariant(name[0])}{name[1..]}: {points.Length} values, RMSE {rmse:G4} {difference}");
        plot.Title(title, 14);
        plot.Axes.Title.Label.Bold = false;
        var (least, most) = (points.Min(p => Math.Min(p.Label, p.Predicted)), points.Max(p => Math.Max(p.Label, p.Predicted)));
        var margin = most > least ? 0.04 * (most - least) : 1;
        double[] ends = [least - margin, most + margin];
        var diagonal = plot.Add.ScatterLine(ends, ends, Series.Palette[0].WithOpacity(0.5));
        diagonal.LineWidth = 1;
        AddPoints(plot, points);
        plot.Axes.SetLimits(least - margin, most + margin, least - margin, most + margin);
        plot.YLabel($"predicted {name}, {unit}", 13);
        plot.Axes.Left.Label.Bold = false;
        Series.LabelBottom(plot, $"{name} of the data, {unit}");
    }

    private static void AddDifferences(
        Plot plot, string name, string unit, string difference, double factor, (double Label, double Predicted)[] points)
    {
        plot.Add.HorizontalLine(0, 1, Series.Palette[0].WithOpacity(0.5));
        AddPoints(plot, [.. points.Select(p => (p.Label, factor * (p.Predicted - p.Label)))]);
        plot.YLabel($"predicted − data, {difference}", 13);
        plot.Axes.Left.Label.Bold = false;
        Series.LabelBottom(plot, $"{name} of the data, {unit}");
    }

    private static void AddPoints(Plot plot, (double X, double Y)[] points)
    {
        var (left, right, bottom, top) = (points.Min(p => p.X), points.Max(p => p.X), points.Min(p => p.Y), points.Max(p => p.Y));
        var visible = points.DistinctBy(p => (Cell(p.X, left, right), Cell(p.Y, bottom, top))).ToArray();
        plot.Add.Markers(
            visible.Select(p => p.X).ToArray(),
            visible.Select(p => p.Y).ToArray(),
            MarkerShape.FilledCircle,
            3,
            Series.Palette[1].WithOpacity(0.4));
    }

    private static int Cell(double value, double least, double most) => most > least ? (int)(Raster * (value - least) / (most - least)) : 0;

    private static bool IsFinite((double Label, double Predicted) point) =>
        double.IsFinite(point.Label) && double.IsFinite(point.Predicted);
}
