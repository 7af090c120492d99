namespace FastMtp.Selection.Checks;

/// <summary>The data as all checks see them, and what was found so far.</summary>
/// <param name="configurations">All configurations, with one numbering of the species.</param>
/// <param name="species">Names of the species; null if only numbers are known.</param>
/// <param name="cutoff">Å.</param>
/// <param name="threads">Number of threads; 0 for one per core.</param>
internal sealed class CheckedSet(IReadOnlyList<Configuration> configurations, SpeciesList? species, double cutoff, int threads)
{
    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Configuration> Configurations => configurations;

    public SpeciesList? Species => species;

    /// <summary>N_T.</summary>
    public int SpeciesCount { get; } = species?.Count ?? configurations.SelectMany(c => c.Types).DefaultIfEmpty(-1).Max() + 1;

    public double Cutoff => cutoff;

    public int Threads => threads;

    /// <summary>The most serious first, then those of a kind together, the largest of a kind first.</summary>
    public IReadOnlyList<Finding> Findings =>
        [.. _findings.GroupBy(f => (f.Severity, f.Kind)).OrderBy(kind => kind.Key.Severity)
            .SelectMany(kind => kind.OrderByDescending(f => f.Size).ThenBy(f => f.Index))];

    /// <summary>Adds a finding on a configuration.</summary>
    public void Add(
        Severity severity, string kind, int index, FormattableString value, string remedy, double size = 0, bool isCopy = false) =>
        _findings.Add(new(severity, kind, index, configurations[index].Origin, FormattableString.Invariant(value), remedy, size, isCopy));

    /// <summary>Adds a finding on a group or on the whole set.</summary>
    public void AddForSet(Severity severity, string kind, string where, FormattableString value, string remedy) =>
        _findings.Add(new(severity, kind, null, where, FormattableString.Invariant(value), remedy));

    /// <summary>Name of a species.</summary>
    public string Name(int type) => species?[type] ?? $"type {type}";
}
