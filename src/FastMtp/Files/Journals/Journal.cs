using System.Text.Json.Serialization.Metadata;
using FastMtp.Files.Text;

namespace FastMtp.Files.Journals;

/// <summary>
/// What a long job has done, in a JSON Lines file from which it goes on after a kill; it is rewritten with every entry. Decisions are not
/// in it: they follow from what is.
/// </summary>
internal abstract class Journal<TEntry>
    where TEntry : class
{
    private readonly JournalLines<TEntry> _lines;
    private readonly List<TEntry> _entries;

    /// <summary>Reads the file, if it exists.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fingerprint">Differs whenever the inputs of the job do; null if entries say it themselves.</param>
    /// <param name="kind">What it is the journal of.</param>
    /// <param name="type">How to read and write an entry.</param>
    /// <exception cref="InputException">The file cannot be read, is damaged, or belongs to other inputs.</exception>
    protected Journal(string path, string? fingerprint, JournalKind kind, JsonTypeInfo<TEntry> type)
    {
        (Path, _lines) = (path, new(kind, fingerprint, type));
        _entries = [.. _lines.Read(path)];
    }

    /// <summary>The file.</summary>
    protected string Path { get; }

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
            AtomicFile.WriteText(Path, text => _lines.Write(text, _entries));
        }
    }
}
