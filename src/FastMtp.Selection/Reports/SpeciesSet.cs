namespace FastMtp.Selection.Reports;

/// <summary>Which species a configuration has, whatever their shares.</summary>
internal static class SpeciesSet
{
    /// <summary>The species in their order: "Mo-Nb-W".</summary>
    public static string NameOf(Configuration configuration, SpeciesList species) =>
        string.Join('-', configuration.Types.Distinct().Order().Select(type => species[type]));
}
