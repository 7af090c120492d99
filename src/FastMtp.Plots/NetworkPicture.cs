using FastMtp.Training.Studies;

namespace FastMtp.Plots;

/// <summary>
/// The paper's Figure 5: validation errors of energies and forces against the number of parameters, a line for each kind of potential.
/// </summary>
internal static class NetworkPicture
{
    /// <summary>Draws the picture and writes it.</summary>
    /// <param name="path">A .png file.</param>
    /// <param name="groups">Fits of networks, which have a rank of the moment coefficients, and of other potentials.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<FitGroup> groups)
    {
        var picture = new Picture(columns: 2);
        AddPanel("energy", "RMSE, meV/atom", errors => errors.Energy, 1e3);
        AddPanel("forces", "RMSE, meV/Å", errors => errors.Force, 1e3);
        picture.Write(path);

        void AddPanel(string title, string label, Func<ErrorSpread, Spread?> quantity, double factor)
        {
            var known = groups.Where(g => g.Validation is { } errors && quantity(errors) is not null).ToArray();
            if (known.Length == 0) return;
            var plot = picture.AddPanel(title);
            var axis = new ValueAxis(known.Select(Value));
            var lines = known.GroupBy(Kind).ToArray();
            for (var i = 0; i < lines.Length; i++)
            {
                var line = lines[i].OrderBy(g => g.Parameters).ToArray();
                Series.AddBars(plot, axis, [.. line.Select(g => (double)g.Parameters)], [.. line.Select(Value)],
                    Series.Palette[i % Series.Palette.Count], lines[i].Key);
            }
            axis.Apply(plot, label);
            Series.LabelBottom(plot, "parameters");
            Series.AddLegend(plot);

            (double Mean, double Sigma) Value(FitGroup group) =>
                factor * quantity(group.Validation!)!.Value is var spread ? (spread.Mean, spread.Sigma ?? 0) : default;
        }
    }

    private static string Kind(FitGroup group) => group.MomentRank is null
        ? $"{group.Model.Title}{(group.Level is { } level ? $", level {level}" : "")}" : $"ETN, {group.Basis}";
}
