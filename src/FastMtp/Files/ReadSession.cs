using FastMtp.Atoms;

namespace FastMtp.Files;

/// <summary>What the readers of one or several files collect together: species numbers, names of labels, ignored columns.</summary>
internal sealed class ReadSession(ReadOptions options)
{
    private readonly List<Configuration> _configurations = [];
    private readonly SortedSet<string> _energy = [], _forces = [], _stress = [], _virial = [], _ignored = [];

    public ReadOptions Options => options;

    public SpeciesNumbering Species { get; } = new(options.Species ?? options.TypeNames);

    public void Add(Configuration configuration) => _configurations.Add(configuration);

    public void UsedEnergy(string key) => _energy.Add(key);

    public void UsedForces(string key) => _forces.Add(key);

    public void UsedStress(string key) => _stress.Add(key);

    public void UsedVirial(string key) => _virial.Add(key);

    public void Ignored(string column) => _ignored.Add(column);

    public ConfigurationSet Finish() => new()
    {
        Species = Species.Finish(_configurations),
        SpeciesAssumed = Species.Assumed,
        Configurations = _configurations,
        Keys = new LabelKeys { Energy = Join(_energy), Forces = Join(_forces), Stress = Join(_stress), Virial = Join(_virial) },
        IgnoredColumns = [.. _ignored],
    };

    private static string? Join(SortedSet<string> keys) => keys.Count == 0 ? null : string.Join(", ", keys);
}
