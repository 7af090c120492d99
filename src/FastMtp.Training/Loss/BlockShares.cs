using FastMtp.Neighbors;
using FastMtp.Potentials;
using FastMtp.Training.Distribution;

namespace FastMtp.Training.Loss;

/// <summary>Distributes groups of configurations over the ranks.</summary>
internal static class BlockShares
{
    /// <summary>The groups of one rank of several, ascending.</summary>
    public static int[] Of(IReadOnlyList<IReadOnlyList<Configuration>> groups, PotentialModel potential, ICommunicator ranks) =>
        ranks.Count == 1
            ? [.. Enumerable.Range(0, groups.Count)]
            : Deal([.. groups.Select(group => group.Sum(configuration => Cost(configuration, potential)))], ranks.Count)[ranks.Rank];

    /// <summary>
    /// The groups of every rank, ascending. Groups are dealt by descending cost, each to the rank with the least work so far.
    /// </summary>
    /// <param name="costs">Cost of each group, in any unit.</param>
    /// <param name="count">Number of ranks.</param>
    public static int[][] Deal(IReadOnlyList<double> costs, int count)
    {
        var loads = new PriorityQueue<int, (double Load, int Rank)>(Enumerable.Range(0, count).Select(rank => (rank, (0.0, rank))));
        var shares = Enumerable.Range(0, count).Select(_ => new List<int>()).ToArray();
        foreach (var group in Enumerable.Range(0, costs.Count).OrderByDescending(i => costs[i]))
        {
            loads.TryDequeue(out var rank, out var load);
            shares[rank].Add(group);
            loads.Enqueue(rank, (load.Load + costs[group], rank));
        }
        return [.. shares.Select(share => share.Order().ToArray())];
    }

    /// <summary>Cost in units of a pair: the cost of an atom grows with the products, that of a pair with the basic moments.</summary>
    private static double Cost(Configuration configuration, PotentialModel potential)
    {
        var search = new NeighborSearch(configuration, potential.Radial.Cutoff);
        var neighbors = new NeighborBuffer();
        var pairs = 0;
        for (var i = 0; i < configuration.Count; i++)
        {
            search.Collect(i, neighbors);
            pairs += neighbors.Count;
        }
        return configuration.Count * (potential.Plan.Products.Length / (double)potential.Plan.BasicMoments.Length) + pairs;
    }
}
