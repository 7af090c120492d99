namespace FastMtp;

/// <summary>What a loss that is derived from the data weighs more.</summary>
public enum Favor
{
    /// <summary>Neither.</summary>
    Balanced,

    /// <summary>Energies.</summary>
    Energies,

    /// <summary>Forces.</summary>
    Forces,
}
