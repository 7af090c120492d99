using FastMtp.Input;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>State shared by the readers of one or several files: species numbers, names of labels, ignored columns.</summary>
internal sealed class ReadSession(ReadOptions options)
{
    private readonly List<Configuration> _configurations = [];
    private readonly SortedSet<string> _energy = [], _forces = [], _stress = [], _virial = [], _ignored = [], _seen = [];
    private string? _keyedFile;
    private InputException? _partlyFixed;

    public ReadOptions Options => options;

    public SpeciesNumbering Species { get; } = new(options.Species ?? options.TypeNames);

    public void Add(Configuration configuration) => _configurations.Add(configuration);

    public void UsedEnergy(string key) => _energy.Add(key);

    public void UsedForces(string key) => _forces.Add(key);

    public void UsedStress(string key) => _stress.Add(key);

    public void UsedVirial(string key) => _virial.Add(key);

    public void PartlyFixed(InputException fault) => _partlyFixed ??= fault;

    public void Ignored(string column) => _ignored.Add(column);

    /// <summary>Records the keys of a configuration, so that a message can list them.</summary>
    public void SeenKeys(string file, List<KeyValuePair<string, string>> pairs)
    {
        _keyedFile ??= file;
        foreach (var (key, _) in pairs) _seen.Add(key);
    }

    public ConfigurationSet Finish()
    {
        CheckAsked(options.Keys.Energy, _energy, Argument.EnergyKey, _seen);
        CheckAsked(options.Keys.Forces, _forces, Argument.ForcesKey, _ignored);
        CheckAsked(options.Keys.Stress, _stress, Argument.StressKey, _seen);
        CheckAsked(options.Keys.Virial, _virial, Argument.VirialKey, _seen);
        var (species, configurations) = Species.Finish(_configurations);
        return new ConfigurationSet
        {
            Species = species,
            SpeciesAssumed = Species.Assumed,
            Configurations = configurations,
            Keys = new LabelKeys { Energy = Join(_energy), Forces = Join(_forces), Stress = Join(_stress), Virial = Join(_virial) },
            IgnoredColumns = [.. _ignored],
            PartlyFixed = _partlyFixed,
        };
    }

    // A key that no configuration has would silently fit without the label.
    private void CheckAsked(string? key, SortedSet<string> used, Argument argument, SortedSet<string> present)
    {
        if (key is null || _keyedFile is null || used.Contains(key)) return;
        throw InputException.Naming(
            $"{_keyedFile}: no configuration has '{key}'; the keys present are {Join(present) ?? "none"}; choose one with {argument}.");
    }

    private static string? Join(SortedSet<string> keys) => keys.Count == 0 ? null : string.Join(", ", keys);
}
