namespace FastMtp.Errors;

/// <summary>Errors of a data set as a whole and of each of its groups.</summary>
/// <param name="groupOf">The group of a configuration; by default its <see cref="Configuration.ConfigType"/>.</param>
internal sealed class GroupedErrors(Func<Configuration, string>? groupOf = null)
{
    /// <summary>Name for configurations without a group.</summary>
    public const string NoGroup = "(none)";

    private readonly SortedDictionary<string, PredictionErrors> _groups = new(StringComparer.Ordinal);

    /// <summary>All configurations.</summary>
    public PredictionErrors Total { get; } = new();

    /// <summary>By group, sorted by name.</summary>
    public IReadOnlyDictionary<string, PredictionErrors> Groups => _groups;

    /// <summary>Adds a configuration and its prediction.</summary>
    public void Add(Configuration labelled, Prediction predicted)
    {
        Total.Add(labelled, predicted);
        var name = groupOf is null ? labelled.ConfigType ?? NoGroup : groupOf(labelled);
        if (!_groups.TryGetValue(name, out var group)) _groups.Add(name, group = new PredictionErrors());
        group.Add(labelled, predicted);
    }
}
