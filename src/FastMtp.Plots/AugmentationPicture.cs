using FastMtp.Training.Forms;
using FastMtp.Training.Studies;

namespace FastMtp.Plots;

/// <summary>The paper's Figure 16: validation loss against each setting of rank augmentation, with the others fixed.</summary>
internal static class AugmentationPicture
{
    /// <summary>Draws the picture and writes it.</summary>
    /// <param name="path">A .png file.</param>
    /// <param name="standard">The standard settings, of which one at a time is varied.</param>
    /// <param name="groups">All fits.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, RadialForm standard, IReadOnlyList<FitGroup> groups)
    {
        var picture = new Picture(columns: 3);
        var axis = new ValueAxis(groups.Select(Loss));
        AddPanel("Augmentation interval", "s, steps", growth => growth.Interval);
        AddPanel("First rank", "r_min", growth => growth.MinRank);
        AddPanel("Rank increment", "Δr", growth => growth.Increment);
        picture.Write(path);

        void AddPanel(string title, string label, Func<RankGrowth, int> choice)
        {
            var varied = groups.Where(g => IsVariedIn(g.Model.Growth!, choice)).OrderBy(g => choice(g.Model.Growth!)).ToArray();
            var plot = picture.AddPanel($"{title} ({standard.Title} {string.Join(',', standard.Ranks)})");
            Series.AddBars(plot, axis, [.. varied.Select((_, i) => (double)i)], [.. varied.Select(Loss)], Series.Palette[1], "");
            axis.Apply(plot, "validation loss");
            Series.LabelCategories(plot, [.. varied.Select(g => $"{choice(g.Model.Growth!)}")], label);
        }

        bool IsVariedIn(RankGrowth growth, Func<RankGrowth, int> choice) =>
            ((Func<RankGrowth, int>[])[g => g.Interval, g => g.MinRank, g => g.Increment])
                .Count(c => c(growth) != c(standard.Growth!)) == (choice(growth) == choice(standard.Growth!) ? 0 : 1);
    }

    private static (double Mean, double Sigma) Loss(FitGroup group) => (group.Validation!.Loss.Mean, group.Validation.Loss.Sigma ?? 0);
}
