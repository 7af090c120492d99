namespace FastMtp.Input;

/// <summary>
/// An argument as a message names it. Users of the library see the member or parameter; the command substitutes its own
/// option.
/// </summary>
/// <param name="Name">The member or parameter.</param>
internal sealed record Argument(string Name)
{
    /// <summary>Names of species that a file only numbers.</summary>
    public static readonly Argument Species = new("species");

    /// <summary>Format of configurations.</summary>
    public static readonly Argument Format = new("format");

    /// <summary>Key of the energy.</summary>
    public static readonly Argument EnergyKey = new("LabelKeys.Energy");

    /// <summary>Key of the forces.</summary>
    public static readonly Argument ForcesKey = new("LabelKeys.Forces");

    /// <summary>Key of the stress.</summary>
    public static readonly Argument StressKey = new("LabelKeys.Stress");

    /// <summary>Key of the virial.</summary>
    public static readonly Argument VirialKey = new("LabelKeys.Virial");

    /// <summary>Weight of the energies in the loss.</summary>
    public static readonly Argument EnergyWeight = new("LossWeights.Energy");

    /// <summary>Weight of the forces in the loss.</summary>
    public static readonly Argument ForceWeight = new("LossWeights.Force");

    /// <summary>Weight of the virials in the loss.</summary>
    public static readonly Argument StressWeight = new("LossWeights.Stress");

    /// <summary>Cutoff of a potential to be fitted.</summary>
    public static readonly Argument Cutoff = new("FitOptions.Cutoff");

    /// <inheritdoc/>
    public override string ToString() => Name;
}
