namespace FastMtp.Files.ConfigurationFiles;

/// <summary>Configurations as read, and what was understood of their files.</summary>
internal sealed record ConfigurationSet
{
    /// <summary>Names of the types; null for a <c>.cfg</c> file with type numbers only, if the caller gave no names.</summary>
    public required SpeciesList? Species { get; init; }

    /// <summary>The configurations, in the order of the files.</summary>
    public required IReadOnlyList<Configuration> Configurations { get; init; }

    /// <summary>Names under which the labels were found.</summary>
    public LabelKeys Keys { get; init; } = new();

    /// <summary>Per-atom columns that were not used, such as a charge or forces under an unknown name.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; init; } = [];

    /// <summary>True when type numbers of a <c>.cfg</c> file were taken as positions in the target list because nothing named them.</summary>
    public bool SpeciesAssumed { get; init; }

    /// <summary>Number of atoms of all configurations.</summary>
    public int AtomCount => Configurations.Sum(configuration => configuration.Count);
}
