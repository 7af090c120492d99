namespace FastMtp.Packing;

/// <summary>Which configurations share a block: so many that the lanes are full, so few that the block stays in the cache.</summary>
internal static class ConfigurationGroups
{
    /// <summary>Configurations are put together up to so many atoms; a larger one stays alone.</summary>
    private const int MostAtoms = 128;

    /// <summary>Puts consecutive configurations together.</summary>
    public static List<List<Configuration>> Of(IReadOnlyList<Configuration> configurations)
    {
        var groups = new List<List<Configuration>>();
        var atoms = 0;
        foreach (var configuration in configurations)
        {
            if (groups.Count == 0 || atoms + configuration.Count > MostAtoms)
            {
                groups.Add([]);
                atoms = 0;
            }
            groups[^1].Add(configuration);
            atoms += configuration.Count;
        }
        return groups;
    }
}
