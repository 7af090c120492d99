namespace FastMtp;

/// <summary>
/// Names of the labels in a file. When given to a reader, null means "try the usual names"; when a reader
/// returns it, null means that no configuration had the label, and several names are joined by ", ".
/// </summary>
public sealed record LabelKeys
{
    /// <summary>Total energy, eV.</summary>
    public string? Energy { get; init; }

    /// <summary>Forces, eV/Å: a column of three.</summary>
    public string? Forces { get; init; }

    /// <summary>Stress, eV/Å³, tension positive.</summary>
    public string? Stress { get; init; }

    /// <summary>Virial, eV, positive when compressed.</summary>
    public string? Virial { get; init; }
}
