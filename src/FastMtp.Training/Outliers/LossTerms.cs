namespace FastMtp.Training.Outliers;

/// <summary>What the loss of a configuration consists of.</summary>
[Flags]
internal enum LossTerms
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Its energy.</summary>
    Energy = 1,

    /// <summary>Its forces.</summary>
    Forces = 2,

    /// <summary>Its virial.</summary>
    Virial = 4,
}
