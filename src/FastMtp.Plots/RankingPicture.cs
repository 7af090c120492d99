using FastMtp.Properties.Ranking;
using ScottPlot;

namespace FastMtp.Plots;

/// <summary>The paper's Figure 11: energies of structures relative to the lowest, with a point for each member of the ensemble.</summary>
internal static class RankingPicture
{
    private const double Milli = 1000;

    /// <summary>Draws a panel for each formula and writes the picture.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<RankedStructure> ranking)
    {
        var picture = new Picture(columns: 1);
        foreach (var group in ranking.Where(structure => structure.Known.Any()).GroupBy(structure => structure.Formula))
        {
            var structures = group.ToArray();
            var plot = picture.AddPanel($"{group.Key}: above {structures[0].Name}");
            for (var i = 0; i < structures.Length; i++)
            {
                double[] members = [.. structures[i].Known.Select(x => Milli * x)];
                // Members stand side by side, so that equal values do not hide each other.
                var beside = members.Select((_, m) => i + 0.25 * ((m + 0.5) / members.Length - 0.5)).ToArray();
                plot.Add.ScatterPoints(beside, members, Colors.Gray.WithOpacity(0.6));
            }
            var values = structures.Select(s => (Milli * s.Mean, Milli * (s.Sigma ?? 0))).ToArray();
            var points = structures.SelectMany(s => s.Known.Select(x => (Milli * x, 0.0)));
            var axis = new ValueAxis([.. values, .. points, (0.0, 0.0)], isLinear: true);
            double[] places = [.. Enumerable.Range(0, structures.Length).Select(i => (double)i)];
            Series.AddBars(plot, axis, places, values, Series.Palette[1], "mean ± σ", joined: false);
            axis.Apply(plot, "meV/atom");
            Series.LabelCategories(plot, [.. structures.Select(s => s.Name)], "");
            Series.AddLegend(plot);
        }
        picture.Write(path);
    }
}
