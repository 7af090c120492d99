using FastMtp.Neighbors;
using FastMtp.Threading;

namespace FastMtp.Selection.Checks;

/// <summary>Looks for what is wrong in a data set.</summary>
internal static class DataCheck
{
    /// <summary>All findings, the most serious first.</summary>
    /// <param name="configurations">The data, with one numbering of the species.</param>
    /// <param name="species">Names of the species; null if only numbers are known.</param>
    /// <param name="cutoff">Atoms farther away do not count as neighbours, Å.</param>
    /// <param name="threads">Number of threads; 0 for one per core.</param>
    public static IReadOnlyList<Finding> Run(
        IReadOnlyList<Configuration> configurations, SpeciesList? species, double cutoff, int threads = 0)
    {
        var set = new CheckedSet(configurations, species, cutoff, threads);
        var surroundings = FindSurroundings(set);
        GeometryChecks.Run(set, surroundings);
        RepeatChecks.Run(set, [.. Enumerable.Range(0, configurations.Count).Where(i => surroundings[i].Fault is null)]);
        EnergyChecks.Run(set);
        DerivativeChecks.Run(set);
        ForceChecks.Run(set, surroundings);
        MissingLabels.Run(set);
        return set.Findings;
    }

    /// <summary>The configurations without those that repeat an earlier one and those with an error.</summary>
    public static IReadOnlyList<Configuration> Clean(IReadOnlyList<Configuration> configurations, IEnumerable<Finding> findings)
    {
        var left = findings.Where(f => f.IsCopy || f.Severity == Severity.Error).Select(f => f.Index).ToHashSet();
        return [.. configurations.Where((_, i) => !left.Contains(i))];
    }

    private static Surroundings[] FindSurroundings(CheckedSet set)
    {
        var found = new List<Surroundings>(set.Configurations.Count);
        using var parallel = new OrderedParallel<Worker>(set.Threads, () => new Worker());
        parallel.Run(
            set.Configurations.Count,
            (worker, i) => Surroundings.Of(set.Configurations[i], set.SpeciesCount, set.Cutoff, worker.Buffer),
            found.Add);
        return [.. found];
    }

    private sealed class Worker : IDisposable
    {
        public NeighborBuffer Buffer { get; } = new();

        public void Dispose()
        {
        }
    }
}
