namespace FastMtp.Packing;

/// <summary>Groups configurations into blocks: enough to fill the lanes, few enough for the block to stay in the cache.</summary>
internal static class ConfigurationGroups
{
    /// <summary>Configurations are grouped up to this many atoms; a larger one has a block of its own.</summary>
    private const int MostAtoms = 128;

    /// <summary>Groups consecutive configurations.</summary>
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
