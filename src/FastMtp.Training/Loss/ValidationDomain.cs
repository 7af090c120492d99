using FastMtp.Neighbors;
using FastMtp.Threading;

namespace FastMtp.Training.Loss;

/// <summary>
/// Splits the validation configurations by whether all their distances occur in the training data. Predictions at shorter distances are
/// extrapolation, so a single such configuration can dominate the loss and select the best step on its own.
/// </summary>
/// <param name="Within">Configurations within the fitted distances, which select the best step.</param>
/// <param name="Beyond">Configurations with shorter distances, which do not.</param>
/// <param name="Shortest">Shortest distance of the training data, Å.</param>
/// <param name="Closest">Shortest distance of those beyond, Å.</param>
internal sealed record ValidationDomain(
    IReadOnlyList<Configuration> Within, IReadOnlyList<Configuration> Beyond, double Shortest, double Closest)
{
    /// <summary>Splits the configurations. If all are beyond, all of them select the best step.</summary>
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

    /// <summary>Warning for the user; null if all configurations select the best step.</summary>
    public string? Note() => Beyond.Count == 0 ? null : FormattableString.Invariant(
        $"{Beyond.Count} of {Beyond.Count + Within.Count} validation configurations, the first {Beyond[0].Origin}, ")
        + FormattableString.Invariant($"have atoms closer together ({Closest:0.###} Å) ")
        + FormattableString.Invariant($"than any in the training data ({Shortest:0.###} Å); ")
        + "they do not take part in choosing the best step.";

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
