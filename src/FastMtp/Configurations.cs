using FastMtp.Files.ConfigurationFiles;

namespace FastMtp;

/// <summary>
/// Reads and writes files of configurations: MLIP's <c>.cfg</c> and extended XYZ, and structures without labels as POSCAR and CIF,
/// plain or gzipped.
/// </summary>
public static class Configurations
{
    /// <summary>Reads all configurations of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="species">Names of the type numbers 0, 1, … of a <c>.cfg</c> file that has no names, "Mo,Nb,Ta,W".</param>
    /// <param name="keys">Keys of the labels in extended XYZ; the usual ones by default.</param>
    /// <exception cref="InputException">The file cannot be read; the message names line and remedy.</exception>
    public static IReadOnlyList<Configuration> Read(string path, string? species = null, LabelKeys? keys = null) =>
        ConfigurationFile.Read(path, new ReadOptions
    {
        TypeNames = species is null ? null : SpeciesList.Parse(species),
        Keys = keys ?? new LabelKeys(),
    }).Configurations;

    /// <summary>
    /// Writes configurations with all their labels and 17 digits, in the format given by the file name; gzipped if it ends in .gz.
    /// </summary>
    /// <exception cref="InputException">The file cannot be written; an existing file is left unchanged.</exception>
    public static void Write(string path, IEnumerable<Configuration> configurations)
    {
        var all = configurations.ToList();
        var species = SpeciesList.Union(all.Select(c => c.Species));
        ConfigurationFile.Write(path, species is null ? all : all.Select(c => c.For(species)), species);
    }
}
