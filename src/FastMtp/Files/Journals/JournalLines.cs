using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FastMtp.Files.Journals;

/// <summary>The lines of a journal, JSON each: a header, and one for every entry.</summary>
/// <param name="kind">What it is the journal of.</param>
/// <param name="fingerprint">Differs whenever the inputs of the job do; null if entries say it themselves.</param>
/// <param name="type">How to read and write an entry.</param>
internal sealed class JournalLines<TEntry>(JournalKind kind, string? fingerprint, JsonTypeInfo<TEntry> type)
    where TEntry : class
{
    private readonly JournalHeader _header = kind.Header(fingerprint);

    /// <summary>The entries of a file; none if it does not exist.</summary>
    /// <exception cref="InputException">The file cannot be read, is damaged, or belongs to other inputs.</exception>
    public IReadOnlyList<TEntry> Read(string path)
    {
        if (!File.Exists(path)) return [];
        var line = 1;
        try
        {
            var lines = File.ReadAllLines(path);
            if (kind.IsAppended && lines.Length == 0) return [];
            var header = JsonSerializer.Deserialize(lines.FirstOrDefault() ?? "", JournalHeaderJson.Default.JournalHeader);
            if ((header?.Format, header?.Version) != (_header.Format, _header.Version))
                throw new InputException($"{path}: not {kind.Subject} of this version of FastMtp; {kind.Remedy}.");
            if (header != _header) throw new InputException($"{path}: {kind.Mismatch}.");
            var entries = new List<TEntry>();
            foreach (var text in lines.Skip(1))
            {
                line++;
                try
                {
                    entries.Add(JsonSerializer.Deserialize(text, type) ?? throw new JsonException());
                }
                catch (JsonException) when (kind.IsAppended && line == lines.Length)
                {
                    // Cut short when the process ended.
                }
            }
            return entries;
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}, line {line}: not {kind.Subject}, or a damaged one; {kind.Remedy}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: {kind.Subject} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Writes the header and entries.</summary>
    public void Write(TextWriter text, IEnumerable<TEntry> entries)
    {
        text.WriteLine(JsonSerializer.Serialize(_header, JournalHeaderJson.Default.JournalHeader));
        foreach (var entry in entries) Write(text, entry);
    }

    /// <summary>Writes one more entry.</summary>
    public void Write(TextWriter text, TEntry entry) => text.WriteLine(JsonSerializer.Serialize(entry, type));
}
