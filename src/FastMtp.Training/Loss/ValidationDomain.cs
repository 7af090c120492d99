using FastMtp.Neighbors;
using FastMtp.Threading;

namespace FastMtp.Training.Loss;

/// <summary>
/// Validation configurations whose atoms are all as far apart as those of the training data, and others. A potential says anything about
/// distances it was not fitted to, so one of the others can have the whole loss, and then decide alone which step is the best.
/// </summary>
/// <param name="Within">Those that decide.</param>
/// <param name="Beyond">Those that do not.</param>
/// <param name="Shortest">Shortest distance of the training data, Å.</param>
/// <param name="Closest">Shortest distance of those beyond, Å.</param>
internal sealed record ValidationDomain(
    IReadOnlyList<Configuration> Within, IReadOnlyList<Configuration> Beyond, double Shortest, double Closest)
{
    /// <summary>Tells them apart. Where all are beyond, all decide, as nothing else could.</summary>
    public static ValidationDomain Of(IReadOnlyList<Configuration> training, IReadOnlyList<Configuration> validation, int threads)
    {
        if (validation.Count == 0) return new(validation, [], 0, 0);
        var shortest = Distances(training, threads).Min();
        var distances = Distances(validation, threads);
        Configuration[] within = [.. validation.Where((_, i) => distances[i] >= shortest)];
        return within.Length is 0 || within.Length == validation.Count
            ? new(validation, [], shortest, 0)
            : new(within, [.. validation.Where((_, i) => distances[i] < shortest)], shortest, distances.Min());
    }

    /// <summary>What the user should know; null where all configurations decide.</summary>
    public string? Note() => Beyond.Count == 0 ? null : FormattableString.Invariant(
        $"{Beyond.Count} of {Beyond.Count + Within.Count} validation configurations, the first {Beyond[0].Origin}, ")
        + FormattableString.Invariant($"have atoms nearer ({Closest:0.###} Å) ")
        + FormattableString.Invariant($"than any of the training data ({Shortest:0.###} Å); they have no part in choosing the best step.");

    private static List<double> Distances(IReadOnlyList<Configuration> configurations, int threads)
    {
        var distances = new List<double>(configurations.Count);
        using var parallel = new OrderedParallel<NoMemory>(threads, () => new NoMemory());
        parallel.Run(configurations.Count, (_, i) => NeighborSearch.ShortestDistance(configurations[i]), distances.Add);
        return distances;
    }

    /// <summary>A search brings its own.</summary>
    private sealed class NoMemory : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
