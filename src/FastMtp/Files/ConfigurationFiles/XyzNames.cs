namespace FastMtp.Files.ConfigurationFiles;

/// <summary>The usual names of labels in extended XYZ, case-insensitive.</summary>
internal static class XyzNames
{
    /// <summary>A file should have only one of these names; if it has several, they must agree.</summary>
    public static readonly string[] Energy = ["energy", "REF_energy", "dft_energy", "energy_dft", "total_energy"];

    /// <summary>Used if there is no other energy: it differs from the energy by the electronic entropy.</summary>
    public static readonly string[] FreeEnergy = ["free_energy"];

    public static readonly string[] Forces = ["forces", "force", "REF_forces", "dft_forces", "dft_force", "forces_dft"];

    public static readonly string[] Stress = ["stress", "REF_stress", "dft_stress"];

    public static readonly string[] Virial = ["virial", "virials", "REF_virial", "REF_virials", "dft_virial", "dft_virials"];

    private static readonly string[] Structure = ["Lattice", "Properties", "pbc", CfgFile.ConfigTypeKey];

    /// <summary>True for keys that the reader interprets and that are therefore not features, used or not.</summary>
    public static bool IsReserved(string key) =>
        Has(Structure, key) || Has(Energy, key) || Has(FreeEnergy, key) || Has(Stress, key) || Has(Virial, key);

    public static bool Has(string[] names, string key) => names.Contains(key, StringComparer.OrdinalIgnoreCase);
}
