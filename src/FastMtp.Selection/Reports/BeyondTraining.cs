using FastMtp.Data;
using FastMtp.Threading;

namespace FastMtp.Selection.Reports;

/// <summary>Two atoms of a configuration that are nearer than any such two in the training data.</summary>
/// <param name="Cell">The configuration.</param>
/// <param name="First">Species of one atom.</param>
/// <param name="Second">Species of the other.</param>
/// <param name="Distance">Å.</param>
/// <param name="Shortest">The shortest distance in the training data, Å; 0 if they have no such pair within the cutoff.</param>
internal sealed record BeyondTraining(Configuration Cell, int First, int Second, double Distance, double Shortest)
{
    /// <summary>The pair of each configuration that is farthest below the training data, for those that have one.</summary>
    public static IReadOnlyList<BeyondTraining> Of(
        IReadOnlyList<Configuration> cells, DataSummary training, SpeciesList species, int threads)
    {
        if (cells.Count == 0 || training.ShortestDistances is not { } shortest) return [];
        var found = new List<BeyondTraining>();
        var next = 0;
        using var parallel = new OrderedParallel<ClosestPairs>(threads, () => new ClosestPairs(species.Count));
        parallel.Run(cells.Count, (finder, i) => finder.Find(cells[i], training.Cutoff).Distances, distances =>
        {
            var cell = cells[next++];
            var nearest = PairDistances.Pairs(species.Count)
                .Select(pair => new BeyondTraining(cell, pair.First, pair.Second, distances[pair.First * species.Count + pair.Second],
                    shortest[pair.First, pair.Second]))
                .Where(pair => double.IsFinite(pair.Distance) && (pair.Shortest == 0 || pair.Distance < pair.Shortest))
                .MinBy(pair => pair.Shortest == 0 ? 0 : pair.Distance / pair.Shortest);
            if (nearest is not null) found.Add(nearest);
        });
        return found;
    }
}
