namespace FastMtp.Files.ConfigurationFiles;

/// <summary>What a reader needs to know beyond the file itself.</summary>
internal sealed record ReadOptions
{
    /// <summary>
    /// The species that the configurations are for, usually the potential's; types are indices into it. Null: the list is
    /// <see cref="TypeNames"/> if that is given, else the names found in the files, in alphabetical order.
    /// </summary>
    public SpeciesList? Species { get; init; }

    /// <summary>Names of the type numbers 0, 1, … of a <c>.cfg</c> file that carries only numbers.</summary>
    public SpeciesList? TypeNames { get; init; }

    /// <summary>The format; null to infer it from the file's name, else from its content.</summary>
    public DataFormat? Format { get; init; }

    /// <summary>Names of the labels in extended XYZ; those left null are searched under the usual names.</summary>
    public LabelKeys Keys { get; init; } = new();
}
