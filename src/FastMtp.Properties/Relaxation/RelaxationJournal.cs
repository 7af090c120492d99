using FastMtp.Files.Journals;

namespace FastMtp.Properties.Relaxation;

/// <summary>
/// The relaxations that ended, one a line, appended as they end. With it, a run that was stopped goes on where it was.
/// </summary>
internal sealed class RelaxationJournal : IDisposable
{
    private static readonly JournalKind Kind = new(
        "relaxation", "the journal of a relaxation",
        "an unfinished relaxation with another potential, other structures or settings; repeat that command, remove the file, or choose "
        + "another output",
        "remove it, or choose another output")
    {
        IsAppended = true,
    };

    private readonly string _path;
    private readonly JournalLines<JournalEntry> _lines;
    private readonly Dictionary<int, JournalEntry> _entries = [];
    private readonly StreamWriter _text;

    /// <summary>Opens a journal, or begins one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fingerprint">What the relaxations depend on: potential, structures and settings.</param>
    /// <exception cref="InputException">The file is of other relaxations, damaged, or cannot be read or written.</exception>
    public RelaxationJournal(string path, string fingerprint)
    {
        (_path, _lines) = (path, new(Kind, fingerprint, JournalJson.Default.JournalEntry));
        foreach (var entry in _lines.Read(path)) _entries[entry.Structure] = entry;
        try
        {
            // Written again, so that a line that was cut short when the process ended does not run into the next.
            _text = new StreamWriter(path, append: false) { AutoFlush = true };
            _lines.Write(_text, _entries.Values);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: the journal cannot be written: {e.Message.TrimEnd('.')}; choose another output.", e);
        }
    }

    /// <summary>Number of relaxations that ended.</summary>
    public int Count => _entries.Count;

    /// <summary>The recorded end of a structure; null if it has none.</summary>
    public Relaxed? Find(int structure, Configuration start) => _entries.GetValueOrDefault(structure) is { } e
        ? new(e.Last.For(start), e.Ending, e.Sentence, e.Steps, e.Evaluations, e.InitialEnergy, e.Enthalpy, new(e.Force, e.Stress))
        {
            Path = e.Path is null ? [] : [.. e.Path.Select(frame => frame.For(start))],
        }
        : null;

    /// <summary>Records an end. Thread-safe.</summary>
    public void Add(int structure, Relaxed end)
    {
        var entry = new JournalEntry(structure, end.Ending, end.Sentence, end.Steps, end.Evaluations, end.InitialEnergy, end.Enthalpy,
            end.Left.Force, end.Left.Stress, JournalFrame.Of(end.Configuration),
            end.Path.Count == 0 ? null : [.. end.Path.Select(JournalFrame.Of)]);
        lock (_entries)
        {
            _entries.Add(structure, entry);
            _lines.Write(_text, entry);
        }
    }

    /// <summary>Removes the file, as the results are elsewhere.</summary>
    public void Remove()
    {
        _text.Dispose();
        File.Delete(_path);
    }

    /// <inheritdoc/>
    public void Dispose() => _text.Dispose();
}
