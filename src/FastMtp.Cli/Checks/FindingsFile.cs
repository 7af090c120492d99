using System.Text.Json;
using FastMtp.Files.Text;
using FastMtp.Selection.Checks;

namespace FastMtp.Cli.Checks;

/// <summary>All findings in a file, as a table or as JSON.</summary>
internal static class FindingsFile
{
    private static readonly string[] Columns = ["severity", "finding", "configuration", "where", "value", "remedy"];

    /// <summary>Checks that the file can be written later.</summary>
    /// <exception cref="InputException">The name gives no format, or the directory is not writable.</exception>
    public static void RequireWritable(string path)
    {
        if (!IsJson(path) && !Has(path, ".csv"))
            throw new InputException($"{path}: findings are written as a table or as JSON; name the file .csv or .json.");
        AtomicFile.RequireWritable(path);
    }

    /// <summary>Writes the findings; configurations are numbered from 1 over all files.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<Finding> findings)
    {
        if (!IsJson(path))
        {
            CsvText.Write(path, Columns, findings.Select(f => (object[])
            [
                FindingsTable.Word(f.Severity), CsvText.Safe(f.Kind), f.Index + 1 is { } number ? $"{number}" : "", CsvText.Safe(f.Where),
                CsvText.Safe(f.Value), CsvText.Safe(f.Remedy),
            ]));
            return;
        }
        AtomicFile.Write(path, stream =>
        {
            using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
            json.WriteStartArray();
            foreach (var finding in findings) WriteJson(json, finding);
            json.WriteEndArray();
        });
    }

    private static void WriteJson(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString(Columns[0], FindingsTable.Word(finding.Severity));
        json.WriteString(Columns[1], finding.Kind);
        if (finding.Index + 1 is { } number) json.WriteNumber(Columns[2], number);
        json.WriteString(Columns[3], finding.Where);
        json.WriteString(Columns[4], finding.Value);
        json.WriteString(Columns[5], finding.Remedy);
        json.WriteEndObject();
    }

    private static bool IsJson(string path) => Has(path, ".json");

    private static bool Has(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
