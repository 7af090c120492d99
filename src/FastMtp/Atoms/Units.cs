namespace FastMtp.Atoms;

/// <summary>Everything is in eV and Å; this is for what people read in other units.</summary>
internal static class Units
{
    /// <summary>1 eV/Å³ in GPa.</summary>
    public const double GigapascalsPerEvPerCubicAngstrom = 160.2176634;
}
