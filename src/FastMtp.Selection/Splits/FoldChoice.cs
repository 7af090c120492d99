using FastMtp.Basis;
using FastMtp.Selection.Descriptors;

namespace FastMtp.Selection.Splits;

/// <summary>Deals a data set out into folds that are as alike as possible. Copies of a structure stay together.</summary>
internal static class FoldChoice
{
    /// <summary>The fold of every configuration; each group is spread over all folds.</summary>
    /// <param name="configurations">The data.</param>
    /// <param name="rows">Their descriptors.</param>
    /// <param name="folds">Number of folds.</param>
    /// <param name="seed">Seed of the order within the groups.</param>
    /// <exception cref="InputException">There are fewer different structures than folds.</exception>
    public static int[] Of(IReadOnlyList<Configuration> configurations, DescriptorRows rows, int folds, ulong seed)
    {
        var units = SameStructures.Of(rows);
        if (units.Length < folds)
        {
            throw new InputException(
                $"There are too few different structures ({units.Length}) to hold a part of them out; add data, or name validation data.");
        }
        var (random, sizes, fold) = (new SplitMix64(seed), new int[folds], new int[configurations.Count]);
        foreach (var group in units.GroupBy(unit => configurations[unit[0]].ConfigType).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            foreach (var unit in group.Select(unit => (unit, random.Next())).OrderBy(pair => pair.Item2).Select(pair => pair.unit))
            {
                var smallest = Array.IndexOf(sizes, sizes.Min());
                sizes[smallest] += unit.Length;
                foreach (var i in unit) fold[i] = smallest;
            }
        }
        return fold;
    }
}
