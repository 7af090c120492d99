using FastMtp.Training.Forms;
using FastMtp.Training.Studies;

namespace FastMtp.Plots;

/// <summary>The paper's Figures 6 and 7: validation loss and errors against the level, with a line for each model.</summary>
internal static class LevelPicture
{
    /// <summary>Spread of the points of one level, in units of the level spacing, so that error bars do not overlap.</summary>
    private const double SpreadOfLevel = 0.3;

    /// <summary>Draws the picture and writes it.</summary>
    /// <param name="path">A .png file.</param>
    /// <param name="groups">One group for each model and level.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<FitGroup> groups)
    {
        var picture = new Picture(columns: 2);
        foreach (var quantity in ErrorQuantity.All) AddPanel(quantity);
        picture.Write(path);

        void AddPanel(ErrorQuantity quantity)
        {
            var known = groups.Where(quantity.IsKnown).ToArray();
            if (known.Length == 0) return;
            var plot = picture.AddPanel(quantity.Title);
            var axis = new ValueAxis(known.Select(quantity.Of));
            var levels = known.Select(g => g.Level!.Value).Distinct().Order().ToArray();
            var forms = known.Select(g => g.Model.Name).Distinct().ToArray();
            foreach (var (form, i) in forms.Select((form, i) => (form, i)))
            {
                var line = known.Where(g => g.Model.Name == form).OrderBy(g => g.Level).ToArray();
                var shift = forms.Length == 1 ? 0 : SpreadOfLevel * ((double)i / (forms.Length - 1) - 0.5);
                Series.AddBars(
                    plot,
                    axis,
                    [.. line.Select(g => Array.IndexOf(levels, g.Level!.Value) + shift)],
                    [.. line.Select(quantity.Of)],
                    Series.Palette[RadialForms.Index(form)],
                    line[0].Model.Title);
            }
            axis.Apply(plot, quantity.Label);
            Series.LabelCategories(plot, [.. levels.Select(level => $"{level}")], "level");
            Series.AddLegend(plot);
        }
    }
}
