using FastMtp.Threading;

namespace FastMtp.Data;

/// <summary>Contents of a group of a data set.</summary>
/// <param name="Name">The group, null for configurations without one.</param>
/// <param name="Configurations">Number of configurations.</param>
/// <param name="Atoms">Total number of atoms.</param>
internal sealed record GroupSummary(string? Name, int Configurations, long Atoms);

/// <summary>Contents of a data set and the labels it lacks.</summary>
internal sealed record DataSummary
{
    /// <summary>Number of configurations.</summary>
    public required int Configurations { get; init; }

    /// <summary>Number of atoms.</summary>
    public required long Atoms { get; init; }

    /// <summary>Atoms of the smallest configuration.</summary>
    public required int FewestAtoms { get; init; }

    /// <summary>Atoms of the largest configuration.</summary>
    public required int MostAtoms { get; init; }

    /// <summary>[N_T] atoms of each species.</summary>
    public required IReadOnlyList<long> AtomsOfSpecies { get; init; }

    /// <summary>[N_T] configurations that have each species.</summary>
    public required IReadOnlyList<int> ConfigurationsOfSpecies { get; init; }

    /// <summary>Groups in the order of their names.</summary>
    public required IReadOnlyList<GroupSummary> Groups { get; init; }

    /// <summary>Configurations with an energy.</summary>
    public required int WithEnergy { get; init; }

    /// <summary>Configurations with forces.</summary>
    public required int WithForces { get; init; }

    /// <summary>Configurations with a virial or stress.</summary>
    public required int WithVirial { get; init; }

    /// <summary>Configurations that repeat in three directions.</summary>
    public required int Bulk { get; init; }

    /// <summary>Configurations that repeat in no direction.</summary>
    public required int Open { get; init; }

    /// <summary>The largest force component, eV/Å, and its configuration; null without forces.</summary>
    public required (double Size, string Origin)? LargestForce { get; init; }

    /// <summary>The closest pair of each two species that come closer than <see cref="Cutoff"/> anywhere.</summary>
    public required IReadOnlyList<ClosestPair> ClosestPairs { get; init; }

    /// <summary>Neighbours within <see cref="Cutoff"/> per atom.</summary>
    public required double MeanNeighbors { get; init; }

    /// <summary>
    /// Atoms without a neighbour within <see cref="Cutoff"/>, and the first configuration that has one; null without any.
    /// </summary>
    public required (long Atoms, string Origin)? Isolated { get; init; }

    /// <summary>Cutoff of the neighbour search, Å.</summary>
    public required double Cutoff { get; init; }

    /// <summary>The closest two atoms of the set; null if none are within the cutoff.</summary>
    public ClosestPair? Closest => ClosestPairs.MinBy(pair => pair.Distance);

    /// <summary>
    /// Shortest distance of each pair of species, Å, zero for those that never are within the cutoff; rounded down, so that the data
    /// themselves are never nearer. Null if no two atoms are within the cutoff.
    /// </summary>
    public PairDistances? ShortestDistances => ClosestPairs.Count == 0 ? null : PairDistances.Of(AtomsOfSpecies.Count, (a, b) =>
        ClosestPairs.FirstOrDefault(pair => (pair.First, pair.Second) == (a, b)) is { } closest
            ? Math.Floor(1e4 * closest.Distance) / 1e4
            : 0);

    /// <summary>Summarises the configurations.</summary>
    /// <param name="configurations">The data, at least one configuration.</param>
    /// <param name="speciesCount">N_T.</param>
    /// <param name="cutoff">Cutoff of the neighbour search, Å.</param>
    /// <param name="threads">Number of threads; 0 for one per core.</param>
    /// <exception cref="InputException">Two atoms of a configuration are at the same place.</exception>
    public static DataSummary Of(IReadOnlyList<Configuration> configurations, int speciesCount, double cutoff, int threads = 0)
    {
        var (pairs, neighbors, isolated) = FindPairs(configurations, speciesCount, cutoff, threads);
        var ofSpecies = new long[speciesCount];
        foreach (var configuration in configurations)
            foreach (var type in configuration.Types) ofSpecies[type]++;
        var atoms = ofSpecies.Sum();
        return new DataSummary
        {
            Configurations = configurations.Count,
            Atoms = atoms,
            FewestAtoms = configurations.Min(c => c.Count),
            MostAtoms = configurations.Max(c => c.Count),
            AtomsOfSpecies = ofSpecies,
            ConfigurationsOfSpecies = [.. Enumerable.Range(0, speciesCount).Select(s => configurations.Count(c => c.Types.Contains(s)))],
            Groups = [.. from c in configurations group c by c.ConfigType into g orderby g.Key
                select new GroupSummary(g.Key, g.Count(), g.Sum(c => (long)c.Count))],
            WithEnergy = configurations.Count(c => c.Energy is not null),
            WithForces = configurations.Count(c => c.Forces is not null),
            WithVirial = configurations.Count(c => c.Virial is not null),
            Bulk = configurations.Count(c => c.Cell.IsBulk),
            Open = configurations.Count(c => !c.Cell.IsPeriodic),
            LargestForce = FindLargestForce(configurations),
            ClosestPairs = pairs,
            MeanNeighbors = (double)neighbors / atoms,
            Isolated = isolated,
            Cutoff = cutoff,
        };
    }

    private static (List<ClosestPair> Pairs, long Neighbors, (long Atoms, string Origin)? Isolated) FindPairs(
        IReadOnlyList<Configuration> configurations, int speciesCount, double cutoff, int threads)
    {
        var closest = new ClosestPair?[speciesCount * speciesCount];
        var (next, neighbors) = (0, 0L);
        (long Atoms, string Origin)? isolated = null;
        using var parallel = new OrderedParallel<ClosestPairs>(threads, () => new ClosestPairs(speciesCount));
        parallel.Run(configurations.Count, (finder, i) => finder.Find(configurations[i], cutoff), found =>
        {
            for (var pair = 0; pair < closest.Length; pair++)
                if (found.Distances[pair] < (closest[pair]?.Distance ?? double.PositiveInfinity))
                    closest[pair] = new(pair / speciesCount, pair % speciesCount, found.Distances[pair], configurations[next].Origin, next);
            neighbors += found.Neighbors;
            if (found.Isolated > 0) isolated = ((isolated?.Atoms ?? 0) + found.Isolated, isolated?.Origin ?? configurations[next].Origin);
            next++;
        });
        return ([.. closest.OfType<ClosestPair>()], neighbors, isolated);
    }

    private static (double Size, string Origin)? FindLargestForce(IReadOnlyList<Configuration> configurations)
    {
        (double Size, string Origin)? largest = null;
        foreach (var configuration in configurations)
        {
            var size = configuration.Forces?.Max(Math.Abs);
            if (size > (largest?.Size ?? -1)) largest = (size.Value, configuration.Origin);
        }
        return largest;
    }
}
