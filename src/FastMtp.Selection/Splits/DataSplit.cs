using FastMtp.Basis;
using FastMtp.Data;
using FastMtp.Selection.Descriptors;

namespace FastMtp.Selection.Splits;

/// <summary>
/// Divides a data set. Configurations with the same descriptor stay together, as a potential that has seen one of them is not tested by the
/// other.
/// </summary>
internal static class DataSplit
{
    /// <summary>The part of every configuration.</summary>
    /// <param name="configurations">The data.</param>
    /// <param name="rows">Their descriptors.</param>
    /// <param name="settings">How to divide them.</param>
    /// <exception cref="InputException">A group does not exist, or a part is empty.</exception>
    public static Part[] Of(IReadOnlyList<Configuration> configurations, DescriptorRows rows, SplitSettings settings)
    {
        var units = SameStructures.Of(rows);
        var parts = new Part[configurations.Count];
        if (settings.ValidationGroups is { } groups) ByGroup(configurations, units, groups, settings.TestGroups, parts);
        else if (settings.Rule == SplitRule.Descriptors) ByDescriptor(rows, units, settings, parts);
        else AtRandom(configurations, units, settings, parts);
        if (!parts.Contains(Part.Training)) throw Empty("training");
        if (!parts.Contains(Part.Validation)) throw Empty("validation");
        if ((settings.Test > 0 || settings.TestGroups.Count > 0) && !parts.Contains(Part.Test)) throw Empty("tests");
        return parts;

        InputException Empty(string purpose) => new(
            $"No configuration is left for {purpose} (all: {configurations.Count}, different ones: {units.Length}); "
            + "choose other fractions or groups.");
    }

    private static void ByGroup(IReadOnlyList<Configuration> configurations, int[][] units, IReadOnlyList<string> validation,
        IReadOnlyList<string> test, Part[] parts)
    {
        var known = configurations.Select(c => c.ConfigType).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToArray();
        if (validation.Concat(test).FirstOrDefault(group => !known.Contains(group)) is { } unknown)
        {
            throw new InputException(known.Length == 0
                ? $"There is no group {unknown}, as no configuration has a config_type; divide by fraction."
                : $"There is no group {unknown}; the data have {string.Join(", ", known)}.");
        }
        foreach (var unit in units)
        {
            if (unit.Any(IsIn(validation))) Put(unit, Part.Validation, parts);
            else if (unit.Any(IsIn(test))) Put(unit, Part.Test, parts);
        }

        Func<int, bool> IsIn(IReadOnlyList<string> groups) => i => configurations[i].ConfigType is { } group && groups.Contains(group);
    }

    private static void ByDescriptor(DescriptorRows rows, int[][] units, SplitSettings settings, Part[] parts)
    {
        var held = (int)Math.Round((settings.Validation + settings.Test) * rows.Count);
        var unitOf = new int[rows.Count];
        for (var u = 0; u < units.Length; u++)
            foreach (var i in units[u]) unitOf[i] = u;
        var isTraining = new bool[units.Length];
        var left = rows.Count - held;
        foreach (var unit in FarthestPoints.Choose(rows, [], left).Select(i => unitOf[i]))
        {
            if (left <= 0) break;
            if (isTraining[unit]) continue;
            isTraining[unit] = true;
            left -= units[unit].Length;
        }
        int[][] rest = [.. units.Where((_, u) => !isTraining[u])];
        new SplitMix64(settings.Seed).Shuffle<int[]>(rest);
        var tests = (int)Math.Round(settings.Test / (settings.Validation + settings.Test) * rest.Sum(unit => unit.Length));
        foreach (var unit in rest) Put(unit, Takes(ref tests, unit) ? Part.Test : Part.Validation, parts);
    }

    /// <summary>What rounding leaves over in one group is made up for in the next, so that small groups add up to their fraction.</summary>
    private static void AtRandom(IReadOnlyList<Configuration> configurations, int[][] units, SplitSettings settings, Part[] parts)
    {
        var random = new SplitMix64(settings.Seed);
        var (seen, validated, tested) = (0, 0, 0);
        foreach (var group in units.GroupBy(unit => configurations[unit[0]].ConfigType).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            int[][] members = [.. group];
            random.Shuffle<int[]>(members);
            var size = members.Sum(unit => unit.Length);
            seen += size;
            var (validation, test) = (Quota(settings.Validation, size, seen, validated), Quota(settings.Test, size, seen, tested));
            foreach (var unit in members)
            {
                if (Takes(ref test, unit)) tested += Put(unit, Part.Test, parts);
                else if (Takes(ref validation, unit)) validated += Put(unit, Part.Validation, parts);
            }
        }
    }

    /// <summary>What a group gives so that all groups so far give their fraction, within rounding of its own fraction.</summary>
    private static int Quota(double fraction, int size, int seen, int taken) =>
        Math.Clamp((int)Math.Round(fraction * seen) - taken, (int)Math.Floor(fraction * size), (int)Math.Ceiling(fraction * size));

    private static bool Takes(ref int room, int[] unit)
    {
        if (unit.Length > room) return false;
        room -= unit.Length;
        return true;
    }

    private static int Put(int[] unit, Part part, Part[] parts)
    {
        foreach (var i in unit) parts[i] = part;
        return unit.Length;
    }
}
