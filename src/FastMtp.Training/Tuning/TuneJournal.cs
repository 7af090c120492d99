using System.Text.Json;
using System.Text.Json.Serialization;
using FastMtp.Files.Text;

namespace FastMtp.Training.Tuning;

/// <summary>A rung that has begun.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Of">Number of rungs.</param>
/// <param name="Candidates">The candidates that take part.</param>
/// <param name="Allowances">How long each is fitted.</param>
/// <param name="Jobs">Candidates at a time.</param>
/// <param name="Deadline">Seconds since the search began after which no candidate is begun any more; null for none.</param>
internal sealed record Rung(
    int Number, int Of, IReadOnlyList<Candidate> Candidates, IReadOnlyList<Allowance> Allowances, int Jobs, double? Deadline = null);

/// <summary>One line of the journal: whatever it is that has happened.</summary>
internal sealed record TuneEntry
{
    /// <summary>A cost has been measured.</summary>
    public CandidateCost? Cost { get; init; }

    /// <summary>A rung has begun.</summary>
    public Rung? Rung { get; init; }

    /// <summary>A candidate is through with a rung.</summary>
    public Trial? Trial { get; init; }

    /// <summary>Seconds since the search began, in all its runs.</summary>
    public double Elapsed { get; init; }
}

/// <summary>First line of the file.</summary>
internal sealed record TuneHeader(string? Format, int Version, string? Fingerprint)
{
    public static TuneHeader For(string fingerprint) => new("FastMtp tune", 1, fingerprint);
}

/// <summary>Source-generated JSON serialization of the lines.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TuneEntry))]
[JsonSerializable(typeof(TuneHeader))]
internal sealed partial class TuneJson : JsonSerializerContext;

/// <summary>
/// What a search has done, in a JSON Lines file from which it goes on after a kill. Decisions are not in it: they follow from what is.
/// </summary>
internal sealed class TuneJournal
{
    private readonly string _path;
    private readonly TuneHeader _header;
    private readonly List<TuneEntry> _entries = [];

    /// <summary>Reads the file, if it exists.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fingerprint">Differs whenever data, options or goal do.</param>
    /// <exception cref="InputException">The file cannot be read, is damaged, or belongs to another search.</exception>
    public TuneJournal(string path, string fingerprint)
    {
        (_path, _header) = (path, TuneHeader.For(fingerprint));
        if (!File.Exists(path)) return;
        try
        {
            var lines = File.ReadAllLines(path);
            var header = JsonSerializer.Deserialize(lines.FirstOrDefault() ?? "", TuneJson.Default.TuneHeader);
            if ((header?.Format, header?.Version) != (_header.Format, _header.Version))
                throw new InputException($"{path}: not the journal of a search of this version of FastMtp; choose another directory.");
            if (header != _header)
            {
                throw new InputException(
                    $"{path}: the directory holds a search with other data, options, goal or budget; choose another directory, or repeat "
                    + "the earlier command.");
            }
            _entries.AddRange(lines.Skip(1).Select(line => JsonSerializer.Deserialize(line, TuneJson.Default.TuneEntry)!));
        }
        catch (JsonException e)
        {
            throw new InputException(
                $"{path}: not the journal of a search, or a damaged one ({e.Message.TrimEnd('.')}); choose another directory.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: the journal of the search cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Seconds of the earlier runs.</summary>
    public double Elapsed => _entries.LastOrDefault()?.Elapsed ?? 0;

    /// <summary>The costs measured so far.</summary>
    public IReadOnlyList<CandidateCost> Costs => [.. _entries.Select(e => e.Cost).OfType<CandidateCost>()];

    /// <summary>The rungs begun so far.</summary>
    public IReadOnlyList<Rung> Rungs => [.. _entries.Select(e => e.Rung).OfType<Rung>()];

    /// <summary>All trials so far, in the order of their ends.</summary>
    public IReadOnlyList<Trial> Trials
    {
        get
        {
            lock (_entries) return [.. _entries.Select(e => e.Trial).OfType<Trial>()];
        }
    }

    /// <summary>Adds entries. Thread-safe.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public void Add(params IEnumerable<TuneEntry> entries)
    {
        lock (_entries)
        {
            _entries.AddRange(entries);
            AtomicFile.WriteText(_path, text =>
            {
                text.WriteLine(JsonSerializer.Serialize(_header, TuneJson.Default.TuneHeader));
                foreach (var entry in _entries) text.WriteLine(JsonSerializer.Serialize(entry, TuneJson.Default.TuneEntry));
            });
        }
    }
}
