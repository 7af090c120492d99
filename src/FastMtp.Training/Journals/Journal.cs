using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FastMtp.Files.Text;

namespace FastMtp.Training.Journals;

/// <summary>
/// What a long job has done, in a JSON Lines file from which it goes on after a kill. Decisions are not in it: they follow from what is.
/// </summary>
internal abstract class Journal<TEntry>
    where TEntry : class
{
    private readonly string _path;
    private readonly JournalHeader _header;
    private readonly JsonTypeInfo<TEntry> _type;
    private readonly List<TEntry> _entries = [];

    /// <summary>Reads the file, if it exists.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fingerprint">Differs whenever the inputs of the job do.</param>
    /// <param name="kind">What it is the journal of.</param>
    /// <param name="type">How to read and write an entry.</param>
    /// <exception cref="InputException">The file cannot be read, is damaged, or belongs to other inputs.</exception>
    protected Journal(string path, string fingerprint, JournalKind kind, JsonTypeInfo<TEntry> type)
    {
        (_path, _header, _type) = (path, kind.Header(fingerprint), type);
        if (!File.Exists(path)) return;
        var line = 1;
        try
        {
            var lines = File.ReadAllLines(path);
            var header = JsonSerializer.Deserialize(lines.FirstOrDefault() ?? "", JournalHeaderJson.Default.JournalHeader);
            if ((header?.Format, header?.Version) != (_header.Format, _header.Version))
                throw new InputException($"{path}: not the journal of {kind.Job} of this version of FastMtp; {kind.Remedy}.");
            if (header != _header) throw new InputException($"{path}: {kind.Mismatch}.");
            foreach (var text in lines.Skip(1))
            {
                line++;
                _entries.Add(JsonSerializer.Deserialize(text, type) ?? throw new JsonException());
            }
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}, line {line}: not the journal of {kind.Job}, or a damaged one; {kind.Remedy}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: the journal of {kind.Job} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>All entries so far, in their order.</summary>
    protected IReadOnlyList<TEntry> Entries
    {
        get
        {
            lock (_entries) return [.. _entries];
        }
    }

    /// <summary>Adds entries. Thread-safe.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public void Add(params IEnumerable<TEntry> entries)
    {
        lock (_entries)
        {
            _entries.AddRange(entries);
            AtomicFile.WriteText(_path, text =>
            {
                text.WriteLine(JsonSerializer.Serialize(_header, JournalHeaderJson.Default.JournalHeader));
                foreach (var entry in _entries) text.WriteLine(JsonSerializer.Serialize(entry, _type));
            });
        }
    }
}
