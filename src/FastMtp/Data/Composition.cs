namespace FastMtp.Data;

/// <summary>Shares of the species in a configuration.</summary>
internal static class Composition
{
    /// <summary>[N_T] atoms of each species over all atoms.</summary>
    public static double[] Shares(Configuration configuration, int speciesCount)
    {
        var shares = new double[speciesCount];
        foreach (var type in configuration.Types) shares[type] += 1.0 / configuration.Count;
        return shares;
    }
}
