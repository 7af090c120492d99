using FastMtp.Training.Forms;
using FastMtp.Training.Studies;

namespace FastMtp.Plots;

/// <summary>The paper's Figure 16: loss on the validation data against each choice of rank augmentation, the others fixed.</summary>
internal static class AugmentationPicture
{
    /// <summary>Draws.</summary>
    /// <param name="path">A .png file.</param>
    /// <param name="standard">The choices from which one at a time is varied.</param>
    /// <param name="groups">All fits.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, RadialModel standard, IReadOnlyList<FitGroup> groups)
    {
        var picture = new Picture(columns: 3);
        var axis = new ValueAxis(groups.Select(Loss));
        AddPanel("Augmentation interval", "s, steps", m => m.AugmentationInterval);
        AddPanel("First rank", "r_min", m => m.MinRank);
        AddPanel("Rank increment", "Δr", m => m.RankIncrement);
        picture.Write(path);

        void AddPanel(string title, string label, Func<RadialModel, int> choice)
        {
            var varied = groups.Where(g => IsVariedIn(g.Model, choice)).OrderBy(g => choice(g.Model)).ToArray();
            var plot = picture.AddPanel($"{title} (MFRA {string.Join(',', standard.Ranks)})");
            Series.AddBars(plot, axis, [.. varied.Select((_, i) => (double)i)], [.. varied.Select(Loss)], Series.Palette[1], "");
            axis.Apply(plot, "validation loss");
            Series.LabelCategories(plot, [.. varied.Select(g => $"{choice(g.Model)}")], label);
        }

        bool IsVariedIn(RadialModel model, Func<RadialModel, int> choice) =>
            ((Func<RadialModel, int>[])[m => m.AugmentationInterval, m => m.MinRank, m => m.RankIncrement])
                .Count(c => c(model) != c(standard)) == (choice(model) == choice(standard) ? 0 : 1);
    }

    private static (double Mean, double Sigma) Loss(FitGroup group) => (group.Validation!.Loss.Mean, group.Validation.Loss.Sigma ?? 0);
}
