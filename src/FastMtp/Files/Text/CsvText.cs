using System.Globalization;

namespace FastMtp.Files.Text;

/// <summary>Tables of comma-separated values: round-trip precision, empty cells for numbers that are not finite.</summary>
internal static class CsvText
{
    /// <summary>Writes a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="titles">Titles of the columns.</param>
    /// <param name="rows">Numbers, and texts as they stand in the file.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<string> titles, IEnumerable<object[]> rows) => AtomicFile.WriteText(path, text =>
    {
        text.WriteLine(string.Join(',', titles));
        foreach (var row in rows) text.WriteLine(string.Join(',', row.Select(Cell)));
    });

    /// <summary>A text in quotes.</summary>
    public static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"")}\"";

    /// <summary>A text, in quotes if it needs them.</summary>
    public static string Safe(string text) => text.AsSpan().ContainsAny("\",\n") ? Quoted(text) : text;

    private static string Cell(object value) => value switch
    {
        double number => double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "",
        _ => $"{value}",
    };
}
