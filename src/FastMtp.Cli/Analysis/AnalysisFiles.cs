using System.Globalization;
using FastMtp.Files.Text;

namespace FastMtp.Cli.Analysis;

/// <summary>The files that an analysis leaves in a directory.</summary>
internal static class AnalysisFiles
{
    /// <summary>Creates the directory.</summary>
    /// <exception cref="InputException">It cannot be created.</exception>
    public static void Prepare(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException($"{directory}: the directory cannot be created ({e.Message.TrimEnd('.')}); choose another --output.", e);
        }
    }

    /// <summary>Path of a file, named after the analysed one: "log.lammps" and "averages.csv" give "log.lammps.averages.csv".</summary>
    public static string Path(string directory, string source, string name) =>
        System.IO.Path.Combine(directory, $"{System.IO.Path.GetFileName(source)}.{name}");

    /// <summary>Writes a table of texts and numbers; the latter with 17 digits, NaN as an empty cell.</summary>
    public static void WriteCsv(string path, IEnumerable<string> titles, IEnumerable<object[]> rows) => AtomicFile.WriteText(path, text =>
    {
        text.WriteLine(string.Join(',', titles));
        foreach (var row in rows) text.WriteLine(string.Join(',', row.Select(Cell)));
    });

    private static string Cell(object value) => value switch
    {
        double.NaN => "",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => $"{value}",
    };
}
