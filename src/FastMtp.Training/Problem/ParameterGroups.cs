namespace FastMtp;

/// <summary>Kinds of coefficients that are fitted or frozen together.</summary>
[Flags]
public enum ParameterGroups
{
    /// <summary>No coefficients.</summary>
    None = 0,

    /// <summary>Radial coefficients c.</summary>
    Radial = 1,

    /// <summary>Energies of the species.</summary>
    Species = 2,

    /// <summary>Moment coefficients xi.</summary>
    Moments = 4,

    /// <summary>Coefficients in which the energy is linear.</summary>
    Linear = Species | Moments,

    /// <summary>All coefficients.</summary>
    All = Radial | Linear,
}
