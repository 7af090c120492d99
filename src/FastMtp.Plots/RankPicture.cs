using FastMtp.Training.Studies;
using ScottPlot;

namespace FastMtp.Plots;

/// <summary>The paper's Figure 2: validation loss against the rank, with a panel for each model.</summary>
internal static class RankPicture
{
    /// <summary>Draws the picture and writes it.</summary>
    /// <param name="path">A .png file.</param>
    /// <param name="basis">The fits of the base potential.</param>
    /// <param name="candidates">The fits of models of several ranks.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, FitGroup basis, IReadOnlyList<FitGroup> candidates)
    {
        var forms = candidates.GroupBy(g => g.Model.Name).ToArray();
        var picture = new Picture(columns: 2);
        var axis = new ValueAxis(candidates.Append(basis).Select(Loss));
        foreach (var form in forms) AddPanel(picture, axis, basis, [.. form.OrderBy(g => g.RadialParameters)]);
        picture.Write(path);
    }

    private static void AddPanel(Picture picture, ValueAxis axis, FitGroup basis, FitGroup[] groups)
    {
        var plot = picture.AddPanel($"{groups[0].Model.Title}{(basis.Level is { } level ? $", level {level}" : "")}");
        var (mean, sigma) = Loss(basis);
        var (below, above) = axis.Bar(mean, sigma);
        plot.Add.VerticalSpan(axis.Map(mean) - below, axis.Map(mean) + above, Series.Palette[0].WithOpacity(0.1)).LineWidth = 0;
        var line = plot.Add.HorizontalLine(axis.Map(mean), 1.5f, Series.Palette[0], LinePattern.Dashed);
        line.LegendText = $"base, {basis.RadialParameters} radial parameters";
        double[] xs = [.. groups.Select((_, i) => (double)i)];
        var seeds = $"{groups[0].Fits.Count} seed{(groups[0].Fits.Count == 1 ? "" : "s")}";
        Series.AddBars(plot, axis, xs, [.. groups.Select(Loss)], Series.Palette[1], $"mean ± 1σ, {seeds}");
        Mark(RankChoice.Half(basis.RadialParameters, groups, g => g.RadialParameters), MarkerShape.OpenSquare, Series.Palette[3], "50 %");
        Mark(RankChoice.Optimal(basis.RadialParameters, groups), MarkerShape.OpenCircle, Series.Palette[2], "optimal");
        axis.Apply(plot, "validation loss");
        Series.LabelCategories(
            plot,
            [.. groups.Select(g => $"{string.Join(',', g.Model.Ranks)}\n({g.RadialParameters})")],
            groups[0].Model.Ranks.Count == 1 ? "rank (radial parameters)" : "ranks (radial parameters)");
        Series.AddLegend(plot);

        void Mark(FitGroup? group, MarkerShape shape, Color color, string name)
        {
            if (group is null) return;
            var size = shape == MarkerShape.OpenCircle ? 14 : 18;
            var mark = plot.Add.Marker(Array.IndexOf(groups, group), axis.Map(Loss(group).Mean), shape, size, color);
            mark.MarkerLineWidth = 2;
            mark.LegendText = name;
        }
    }

    private static (double Mean, double Sigma) Loss(FitGroup group) => (group.Validation!.Loss.Mean, group.Validation.Loss.Sigma ?? 0);
}
