using FastMtp.Basis;
using FastMtp.Data;

namespace FastMtp.Selection.Splits;

/// <summary>
/// Subsets of a data set, each of which contains the smaller ones: the same share of every group, and always the nearest two atoms of
/// each two species, so that a fit to a few configurations does not extrapolate to nearer ones.
/// </summary>
internal sealed class NestedShares
{
    private const ulong Seed = 0;

    private readonly IReadOnlyList<Configuration> _all;
    private readonly double[] _from;

    /// <summary>Orders the configurations of every group at random.</summary>
    /// <param name="all">The data.</param>
    /// <param name="summary">Their summary.</param>
    public NestedShares(IReadOnlyList<Configuration> all, DataSummary summary)
    {
        (_all, _from) = (all, new double[all.Count]);
        var random = new SplitMix64(Seed);
        var isNearest = new bool[all.Count];
        foreach (var pair in summary.ClosestPairs) isNearest[pair.Index] = true;
        var groups = Enumerable.Range(0, all.Count).GroupBy(i => all[i].ConfigType);
        foreach (var group in groups.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            int[] members = [.. group];
            random.Shuffle<int>(members);
            // A stable sort, so that the others keep their random order.
            members = [.. members.OrderBy(i => isNearest[i] ? 0 : 1)];
            for (var k = 0; k < members.Length; k++) _from[members[k]] = isNearest[members[k]] ? 0 : (k + 0.5) / members.Length;
        }
    }

    /// <summary>The configurations of a share, in the order of the data.</summary>
    public IReadOnlyList<Configuration> Of(double share) => [.. _all.Where((_, i) => _from[i] < share)];
}
