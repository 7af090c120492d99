using FastMtp.Training.Forms;
using FastMtp.Training.Studies;

namespace FastMtp.Plots;

/// <summary>The paper's Figures 6 and 7: validation loss and errors against the level, with a line for each model.</summary>
internal static class LevelPicture
{
    private const double Milli = 1000;

    /// <summary>Spread of the points of one level, in units of the level spacing, so that error bars do not overlap.</summary>
    private const double SpreadOfLevel = 0.3;

    /// <summary>Draws the picture and writes it.</summary>
    /// <param name="path">A .png file.</param>
    /// <param name="groups">One group for each model and level.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<FitGroup> groups)
    {
        var picture = new Picture(columns: 2);
        AddPanel("Loss", "validation loss", e => e.Loss, 1);
        AddPanel("Energy", "RMSE, meV/atom", e => e.Energy, Milli);
        AddPanel("Forces", "component RMSE, meV/Å", e => e.Force, Milli);
        AddPanel("Stress", "component RMSE, GPa", e => e.Stress, 1);
        picture.Write(path);

        void AddPanel(string title, string label, Func<ErrorSpread, Spread?> quantity, double factor)
        {
            var known = groups.Where(g => quantity(g.Validation!) is not null).ToArray();
            if (known.Length == 0) return;
            var plot = picture.AddPanel(title);
            var axis = new ValueAxis(known.Select(Value));
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
                    [.. line.Select(Value)],
                    Series.Palette[RadialForms.Index(form)],
                    line[0].Model.Title);
            }
            axis.Apply(plot, label);
            Series.LabelCategories(plot, [.. levels.Select(level => $"{level}")], "level");
            Series.AddLegend(plot);

            (double Mean, double Sigma) Value(FitGroup group) =>
                factor * quantity(group.Validation!)!.Value is var spread ? (spread.Mean, spread.Sigma ?? 0) : default;
        }
    }
}
