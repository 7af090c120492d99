using FastMtp.Training.LinearAlgebra;

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
        var label = isStrained ? "stress" : "forces";
        var where = group is null ? "all without group" : $"group {group}";
        var ratio = RobustStatistics.Median(pairs.Select(pair => pair.Ratio));
        var found = FormattableString.Invariant(
            $"ratio {ratio:0.####} in {pairs.Length} pairs of {(isStrained ? "strained cells" : "cells with moved atoms")}");
        var (first, second) = (set.Configurations[pairs[0].First].Origin, set.Configurations[pairs[0].Second].Origin);
        var negative = pairs.Count(pair => pair.Ratio < 0) / (double)pairs.Length;
        var isRight = Deviation(pairs, _ => 1) < Agreement;
        string?[] mistakes =
        [
            isRight ? null : Mistake(set, isStrained, pairs),
            ratio > 0 ? null : isStrained ? "its sign is reversed" : "their sign is reversed",
        ];
        if (negative is > 1 - Majority and < Majority || (!isRight && mistakes[0] is null))
        {
            set.AddForSet(Severity.Warning, $"{label} against energies", where, $"{found}",
                $"check units, signs and convergence of both labels; compare {first} with {second}");
        }
        else if (isRight && ratio > 0)
        {
            set.AddForSet(Severity.Note, isStrained ? "stress agrees with energies" : "forces agree with energies", where, $"{found}", "");
        }
        else
        {
            // One pair may be a coincidence.
            set.AddForSet(pairs.Length > 1 ? Severity.Error : Severity.Warning, $"unit or sign of {label}", where,
                $"{string.Join(", and ", mistakes.OfType<string>())} ({found})",
                $"convert the labels of the group; compare {first} with {second}");
        }
    }

    /// <summary>The mistake whose factor explains the pairs best; null if none does.</summary>
    private static string? Mistake(CheckedSet set, bool isStrained, NearPair[] pairs)
    {
        var mistakes = Array.ConvertAll(pairs, pair => (isStrained
            ? LabelUnits.OfStresses(set.Configurations[pair.First].Cell.Volume, set.Configurations[pair.First].Count)
            : LabelUnits.OfForces(set.Configurations[pair.First].Count)).ToArray());
        var (deviation, best) = Enumerable.Range(0, mistakes.Min(list => list.Length))
            .Select(m => (Deviation(pairs, i => mistakes[i][m].Factor), m)).Min();
        return deviation < Agreement ? mistakes[0][best].Name : null;
    }

    /// <summary>How far half of the pairs are from their ratios, as the logarithm of the factor between them.</summary>
    private static double Deviation(NearPair[] pairs, Func<int, double> ratio) =>
        RobustStatistics.Median(pairs.Select((pair, i) => Math.Abs(Math.Log(Math.Abs(pair.Ratio) / ratio(i)))));
}
