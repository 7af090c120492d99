namespace FastMtp.Atoms;

/// <summary>All quantities are in eV and Å; these factors convert what is printed in other units.</summary>
internal static class Units
{
    /// <summary>1 eV/Å³ in GPa.</summary>
    public const double GigapascalsPerEvPerCubicAngstrom = 160.2176634;
}
