namespace FastMtp.Properties.Crystals;

/// <summary>Chemical formulas.</summary>
internal static class Formula
{
    /// <summary>The formula with the smallest whole numbers, elements in alphabetical order: "C2H2O4" as "CHO2".</summary>
    public static string Reduced(Configuration configuration)
    {
        var units = Units(configuration);
        return string.Concat(Counts(configuration).Select(c => c.Count / units == 1 ? c.Name : $"{c.Name}{c.Count / units}"));
    }

    /// <summary>How many reduced formulas a cell holds.</summary>
    public static int Units(Configuration configuration) => Counts(configuration).Aggregate(0, (divisor, c) => Divisor(divisor, c.Count));

    private static IEnumerable<(string Name, int Count)> Counts(Configuration configuration) => configuration.Types
        .GroupBy(type => configuration.Species?[type] ?? $"type{type}").Select(group => (group.Key, group.Count()))
        .OrderBy(c => c.Key, StringComparer.Ordinal);

    private static int Divisor(int a, int b) => b == 0 ? a : Divisor(b, a % b);
}
