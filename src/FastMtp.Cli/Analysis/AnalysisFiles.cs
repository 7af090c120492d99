namespace FastMtp.Cli.Analysis;

/// <summary>The files that an analysis leaves in a directory.</summary>
internal static class AnalysisFiles
{
    /// <summary>Path of a file, named after the analysed one: "log.lammps" and "averages.csv" give "log.lammps.averages.csv".</summary>
    public static string Path(string directory, string source, string name) =>
        System.IO.Path.Combine(directory, $"{System.IO.Path.GetFileName(source)}.{name}");
}
