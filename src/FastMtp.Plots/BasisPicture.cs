using System.Globalization;
using FastMtp.Training.Studies;

namespace FastMtp.Plots;

/// <summary>Validation errors against the time of an evaluation, with a line for each family of bases and each model.</summary>
internal static class BasisPicture
{
    /// <summary>Draws the picture and writes it.</summary>
    /// <param name="path">A .png file.</param>
    /// <param name="groups">One group for each basis and model, with measured times.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<FitGroup> groups)
    {
        var picture = new Picture(columns: 2);
        var time = new ValueAxis(groups.Select(Time));
        var lines = Lines(groups).ToArray();
        // Data with neither energies nor forces have a loss at least.
        ErrorQuantity[] known =
            [.. ((ErrorQuantity[])[ErrorQuantity.Energy, ErrorQuantity.Force]).Where(quantity => groups.All(quantity.IsKnown))];
        foreach (var quantity in known.DefaultIfEmpty(ErrorQuantity.Loss)) AddPanel(quantity);
        picture.Write(path);

        void AddPanel(ErrorQuantity quantity)
        {
            var plot = picture.AddPanel(quantity.Title);
            var axis = new ValueAxis(groups.Select(quantity.Of));
            foreach (var ((name, line), i) in lines.Select((line, i) => (line, i)))
            {
                var color = Series.Palette[i % Series.Palette.Count];
                Series.AddBars(
                    plot, axis, [.. line.Select(g => time.Map(Time(g)))], [.. line.Select(quantity.Of)], color, name);
                foreach (var group in line)
                    Series.AddLabel(plot, Label(group), time.Map(Time(group)), axis.Map(quantity.Of(group).Mean), color);
            }
            axis.Apply(plot, quantity.Label);
            time.ApplyToBottom(plot, "energy, forces and virial, µs/atom on one thread");
            Series.AddLegend(plot);
        }
    }

    /// <summary>Where a basis has a model at several ranks, a line joins the lowest ranks, another one the next, and so on.</summary>
    private static IEnumerable<(string Name, FitGroup[] Groups)> Lines(IReadOnlyList<FitGroup> groups)
    {
        foreach (var model in groups.GroupBy(g => (g.Family, g.Model.Name)))
        {
            var lines = model.GroupBy(g => g.Basis)
                .SelectMany(basis => basis.OrderBy(g => g.RadialParameters).Index())
                .GroupBy(g => g.Index, g => g.Item)
                .Select(line => line.OrderBy(Time).ToArray())
                .ToArray();
            foreach (var line in lines)
            {
                var rank = lines.Length == 1 ? ""
                    : line.All(g => g.Model == line[0].Model) ? $" {string.Join(',', line[0].Model.Ranks)}"
                    : Percent(line.Average(Share));
                yield return ($"{model.Key.Family} {model.Key.Name}{rank}", line);
            }
        }

        double Share(FitGroup group) =>
            (double)group.RadialParameters / groups.First(g => g.Basis == group.Basis && g.Model == RadialForm.Base).RadialParameters;
    }

    private static string Percent(double share) => share.ToString(", 0 % of the radial parameters", CultureInfo.InvariantCulture);

    private static double Time(FitGroup group) => group.MicrosecondsPerAtom!.Value;

    /// <summary>"16" for mtp:16, as the line has the name of the family.</summary>
    private static string Label(FitGroup group) => group.Basis![(group.Basis!.IndexOf(':') + 1)..];
}
