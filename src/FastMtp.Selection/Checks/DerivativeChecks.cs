namespace FastMtp.Selection.Checks;

/// <summary>
/// Forces and stresses against differences of the energies, group by group. A wrong sign or unit shows as the same ratio in all pairs.
/// </summary>
internal static class DerivativeChecks
{
    /// <summary>Half of the pairs may differ by this part from the ratio that a mistake explains.</summary>
    private const double Agreement = 0.25;

    /// <summary>Part of the pairs whose sign decides.</summary>
    private const double Majority = 0.8;

    public static void Run(CheckedSet set)
    {
        var kinds = NearPairs.Of(set.Configurations)
            .GroupBy(pair => (pair.IsStrained, Group: set.Configurations[pair.First].ConfigType))
            .OrderBy(kind => kind.Key.IsStrained).ThenBy(kind => kind.Key.Group, StringComparer.Ordinal);
        foreach (var kind in kinds) Judge(set, kind.Key.IsStrained, kind.Key.Group, [.. kind]);
    }

    private static void Judge(CheckedSet set, bool isStrained, string? group, NearPair[] pairs)
    {
        var (label, derivative) = isStrained ? ("stress", "strain") : ("forces", "displacement");
        var where = group is null ? "all without group" : $"group {group}";
        var ratio = RobustStatistics.Median(pairs.Select(pair => pair.Ratio));
        var (first, second) = (set.Configurations[pairs[0].First].Origin, set.Configurations[pairs[0].Second].Origin);
        FormattableString found =
            $"the energy changes by {ratio:0.###} of what the {label} say in {pairs.Length} pairs, first {first} and {second}";
        var negative = pairs.Count(pair => pair.Ratio < 0) / (double)pairs.Length;
        var isMixed = negative > 1 - Majority && negative < Majority;
        var sign = ratio < 0 ? "its sign is reversed" : null;
        if (!isStrained && sign is not null) sign = "their sign is reversed";
        if (!isMixed && Deviation(pairs, _ => 1) < Agreement)
        {
            if (ratio > 0)
            {
                set.AddForSet(Severity.Note, isStrained ? "stress agrees with energies" : "forces agree with energies", where, $"ratio {ratio:0.###} of {derivative} in {pairs.Length} pairs", "");
                return;
            }
            Add(sign!);
            return;
        }
        var mistake = isMixed ? null : Mistake(set, isStrained, pairs);
        if (mistake is not null) Add(sign is null ? mistake : $"{mistake}, and {sign}");
        else
            set.AddForSet(Severity.Warning, $"{label} against energies", where, found, "check both labels: units, signs and convergence");

        void Add(string reason) => set.AddForSet(
            pairs.Length > 1 ? Severity.Error : Severity.Warning, isStrained ? "unit or sign of stress" : "unit or sign of forces", where,
            $"{reason}: {FormattableString.Invariant(found)}", "convert all labels of the group");
    }

    /// <summary>The mistake whose factor explains the pairs best; null if none does.</summary>
    private static string? Mistake(CheckedSet set, bool isStrained, NearPair[] pairs)
    {
        var mistakes = Array.ConvertAll(pairs, pair => (isStrained
            ? LabelUnits.OfStresses(set.Configurations[pair.First].Cell.Volume)
            : LabelUnits.OfForces(set.Configurations[pair.First].Count)).ToArray());
        var (deviation, best) = Enumerable.Range(0, mistakes.Min(list => list.Length))
            .Select(m => (Deviation(pairs, i => mistakes[i][m].Factor), m)).Min();
        return deviation < Agreement ? mistakes[0][best].Name : null;
    }

    /// <summary>How far half of the pairs are from their ratios, as the logarithm of the factor between them.</summary>
    private static double Deviation(NearPair[] pairs, Func<int, double> ratio) =>
        RobustStatistics.Median(pairs.Select((pair, i) => Math.Abs(Math.Log(Math.Abs(pair.Ratio) / ratio(i)))));
}
