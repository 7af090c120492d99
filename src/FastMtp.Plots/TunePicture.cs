using FastMtp.Training.Tuning;
using ScottPlot;

namespace FastMtp.Plots;

/// <summary>Error over cost of all candidates of a search, with the front and the winner.</summary>
internal static class TunePicture
{
    private const double Percent = 100;

    /// <summary>Draws the picture and writes it.</summary>
    /// <param name="path">A .png file.</param>
    /// <param name="results">All candidates.</param>
    /// <param name="winner">The winner.</param>
    /// <param name="goal">What was looked for.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<Placed> results, Placed winner, Goal goal)
    {
        var picture = new Picture(columns: 1);
        var plot = picture.AddPanel("Error over cost");
        var front = Front.Of(results);
        // A fit that has hardly begun may be far above all others, and would press them together.
        var highest = 3 * front[0].Error;
        Placed[] shown = [.. results.Where(p => p.Error <= highest)];
        var (cost, error) = (new ValueAxis(shown.Select(p => p.Cost)), new ValueAxis(shown.Select(p => Percent * p.Error)));
        AddPoints(shown.Where(p => !front.Contains(p)), Series.Palette[6], "others", MarkerShape.OpenCircle, 0);
        AddPoints(front, Series.Palette[1], "front", MarkerShape.FilledCircle, 1.5f);
        AddPoints([winner], Series.Palette[2], "winner", MarkerShape.FilledDiamond, 0, size: 13);
        foreach (var one in front.Union([winner]))
            Series.AddLabel(plot, Label(one.Trial.Candidate), cost.Map(one.Cost), error.Map(Percent * one.Error), Series.Palette[0]);
        if (goal.Cost is { } most) AddLimit(plot.Add.VerticalLine(cost.Map(most)));
        if (goal.Error is { } target) AddLimit(plot.Add.HorizontalLine(error.Map(Percent * target)));
        error.Apply(plot, "error on held-out data, % of the labels' spread");
        cost.ApplyToBottom(plot, "energy, forces and virial, µs/atom on one thread");
        Series.AddLegend(plot);
        picture.Write(path);

        void AddPoints(IEnumerable<Placed> points, Color color, string name, MarkerShape shape, float line, float size = 7)
        {
            Placed[] all = [.. points];
            if (all.Length == 0) return;
            double[] xs = [.. all.Select(p => cost.Map(p.Cost))];
            double[] ys = [.. all.Select(p => error.Map(Percent * p.Error))];
            var scatter = plot.Add.Scatter(xs, ys, color);
            (scatter.LineWidth, scatter.MarkerSize, scatter.MarkerShape, scatter.LegendText) = (line, size, shape, name);
        }
    }

    /// <summary>"mtp:16, 5 Å, mf 4"; the usual form goes without saying.</summary>
    private static string Label(Candidate candidate) => FormattableString.Invariant(
        $"{candidate.Basis}, {candidate.Cutoff} Å{(candidate.Form == RadialForm.Base ? "" : $", {candidate.Form.ShortName}")}");

    private static void AddLimit(ScottPlot.Plottables.AxisLine line)
    {
        line.Color = Series.Palette[4];
        line.LinePattern = LinePattern.Dashed;
        line.LegendText = "goal";
    }
}
