namespace FastMtp.Files.ConfigurationFiles;

/// <summary>Configurations as read, and how their files were interpreted.</summary>
internal sealed record ConfigurationSet
{
    /// <summary>Names of the types; null for a <c>.cfg</c> file with type numbers only, if the caller gave no names.</summary>
    public required SpeciesList? Species { get; init; }

    /// <summary>The configurations, in the order of the files.</summary>
    public required IReadOnlyList<Configuration> Configurations { get; init; }

    /// <summary>Names under which the labels were found.</summary>
    public LabelKeys Keys { get; init; } = new();

    /// <summary>Unused per-atom columns, such as charges or forces under an unknown name.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; init; } = [];

    /// <summary>True if type numbers of a <c>.cfg</c> file were taken as positions in the target list for lack of names.</summary>
    public bool SpeciesAssumed { get; init; }

    /// <summary>
    /// Why the configurations cannot be relaxed as their files ask: an atom is fixed in some directions only, which
    /// <see cref="Configuration.Fixed"/> cannot say, and counts as free. Null if there is none.
    /// </summary>
    public InputException? PartlyFixed { get; init; }

    /// <summary>Number of atoms of all configurations.</summary>
    public int AtomCount => Configurations.Sum(configuration => configuration.Count);
}
