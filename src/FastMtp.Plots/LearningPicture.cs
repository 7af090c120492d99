using FastMtp.Selection.Learning;
using ScottPlot;

namespace FastMtp.Plots;

/// <summary>The rounds of a loop: size of the training set, grades of the frames, errors of energies and forces.</summary>
internal static class LearningPicture
{
    private const double Milli = 1000;

    /// <summary>Draws the picture and writes it.</summary>
    /// <param name="path">A .png file.</param>
    /// <param name="rounds">One or more rounds.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<Round> rounds)
    {
        var picture = new Picture(columns: 2);
        Add("Training set", "configurations", ("", round => round.Fit.Configurations));
        Add("Grades of the frames", "grade",
            ("largest", round => round.Choice?.LargestGrade), ("median", round => round.Choice?.MedianGrade));
        Add("Spread of the committee", "largest spread of a force, eV/Å", ("", round => round.Choice?.LargestSpread));
        Add("Energies", "error, RMS, meV/atom", Sets(errors => Milli * errors?.Energy));
        Add("Forces", "error of a component, RMS, meV/Å", Sets(errors => Milli * errors?.Force));
        picture.Write(path);

        static (string, Func<Round, double?>)[] Sets(Func<SetErrors?, double?> of) =>
        [
            ("training", round => of(round.Fit.Training)), ("validation", round => of(round.Fit.Validation)),
            ("test", round => of(round.Fit.Test)),
        ];

        (int X, double Y)[] Points(Func<Round, double?> of) =>
            [.. rounds.Where(round => of(round) is { } value && double.IsFinite(value)).Select(round => (round.Number, of(round)!.Value))];

        void Add(string title, string label, params IReadOnlyList<(string Name, Func<Round, double?> Of)> lines)
        {
            var known = lines.Select((line, i) => (line.Name, Color: Series.Palette[i + 1], Points: Points(line.Of)))
                .Where(line => line.Points.Length > 0).ToArray();
            if (known.Length == 0) return;
            var plot = picture.AddPanel(title);
            var axis = new ValueAxis(known.SelectMany(line => line.Points.Select(point => point.Y)));
            foreach (var (name, color, points) in known)
            {
                var line = plot.Add.Scatter(
                    points.Select(point => (double)point.X).ToArray(), points.Select(point => axis.Map(point.Y)).ToArray(), color);
                (line.LineWidth, line.MarkerSize, line.LegendText) = (1.5f, 7, name);
            }
            axis.Apply(plot, label);
            Series.LabelCategories(
                plot, [.. rounds.Select(round => rounds.Count > 20 && round.Number % 5 > 0 ? "" : $"{round.Number}")], "round");
            if (known.Length > 1) plot.ShowLegend(Alignment.UpperRight);
        }
    }
}
