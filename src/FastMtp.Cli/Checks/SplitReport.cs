using FastMtp.Cli.Terminals;
using FastMtp.Selection.Descriptors;
using FastMtp.Selection.Splits;

namespace FastMtp.Cli.Checks;

/// <summary>Prints what went where.</summary>
internal static class SplitReport
{
    public static void Print(
        Terminal terminal, IReadOnlyList<Configuration> configurations, DescriptorRows rows, Part[] parts, IReadOnlyList<string?> paths)
    {
        Part[] used = [.. Enum.GetValues<Part>().Where(part => paths[(int)part] is not null)];
        terminal.Table(
            ["part", "file", "configurations›", "atoms›", "groups›", "distance to nearest training data, RMS›", "largest›"],
            used.Select(part =>
            {
                Configuration[] members = [.. configurations.Where((_, i) => parts[i] == part)];
                var distance = DistanceToTraining.Of(rows, parts, part);
                return (string[])
                [
                    Name(part), paths[(int)part]!, $"{members.Length}", $"{members.Sum(c => (long)c.Count)}",
                    $"{members.Select(c => c.ConfigType).Distinct().Count()}", Format.Figures(distance.RootMeanSquare),
                    Format.Figures(distance.Largest),
                ];
            }));
        var groups = configurations.Select((c, i) => (c.ConfigType, Part: parts[i])).GroupBy(c => c.ConfigType)
            .OrderBy(group => group.Key, StringComparer.Ordinal).ToArray();
        if (groups is [{ Key: null }]) return;
        terminal.Table(
            ["group", .. used.Select(part => Name(part) + "›")],
            groups.Select(group => (string[])
                [group.Key ?? "(none)", .. used.Select(part => $"{group.Count(member => member.Part == part)}")]));
    }

    private static string Name(Part part) => part switch
    {
        Part.Training => "training",
        Part.Validation => "validation",
        _ => "test",
    };
}
