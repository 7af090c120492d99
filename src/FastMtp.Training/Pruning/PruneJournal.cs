using System.Text.Json;
using System.Text.Json.Serialization;
using FastMtp.Files.Text;

namespace FastMtp.Training.Pruning;

/// <summary>One line of the journal: one of its properties is set.</summary>
internal sealed record PruneEntry
{
    /// <summary>The cost model has been measured.</summary>
    public CostModel? Costs { get; init; }

    /// <summary>A point has been reached.</summary>
    public PrunePoint? Point { get; init; }

    /// <summary>The last fit has begun, from the point of this number.</summary>
    public int? Chosen { get; init; }
}

/// <summary>First line of the file.</summary>
internal sealed record PruneHeader(string? Format, int Version, string? Fingerprint)
{
    public static PruneHeader For(string fingerprint) => new("FastMtp prune", 1, fingerprint);
}

/// <summary>Source-generated JSON serialization of the lines.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PruneEntry))]
[JsonSerializable(typeof(PruneHeader))]
internal sealed partial class PruneJson : JsonSerializerContext;

/// <summary>What has been done, in a JSON Lines file from which pruning goes on after a kill.</summary>
internal sealed class PruneJournal
{
    private readonly string _path;
    private readonly PruneHeader _header;
    private readonly List<PruneEntry> _entries = [];

    /// <summary>Reads the file, if it exists.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fingerprint">Differs whenever potential, data, settings or goal do.</param>
    /// <exception cref="InputException">The file cannot be read, is damaged, or belongs to other inputs.</exception>
    public PruneJournal(string path, string fingerprint)
    {
        (_path, _header) = (path, PruneHeader.For(fingerprint));
        if (!File.Exists(path)) return;
        try
        {
            var lines = File.ReadAllLines(path);
            var header = JsonSerializer.Deserialize(lines.FirstOrDefault() ?? "", PruneJson.Default.PruneHeader);
            if ((header?.Format, header?.Version) != (_header.Format, _header.Version))
            {
                throw new InputException(
                    $"{path}: not the journal of a pruning of this version of FastMtp; delete it, or choose another name for the potential.");
            }
            if (header != _header)
            {
                throw new InputException(
                    $"{path}: the journal belongs to another potential, other data, other options or another goal; delete it, choose another "
                    + "name for the potential, or repeat the earlier command.");
            }
            _entries.AddRange(lines.Skip(1).Select(line => JsonSerializer.Deserialize(line, PruneJson.Default.PruneEntry)!));
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}: not the journal of a pruning, or a damaged one ({e.Message.TrimEnd('.')}); delete it.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: the journal cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The cost model; null if it has not been measured.</summary>
    public CostModel? Costs => _entries.Select(e => e.Costs).OfType<CostModel>().FirstOrDefault();

    /// <summary>The points reached so far.</summary>
    public IReadOnlyList<PrunePoint> Points => [.. _entries.Select(e => e.Point).OfType<PrunePoint>()];

    /// <summary>The point that the last fit has begun from; null before.</summary>
    public int? Chosen => _entries.Select(e => e.Chosen).FirstOrDefault(chosen => chosen is not null);

    /// <summary>Adds an entry.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public void Add(PruneEntry entry)
    {
        _entries.Add(entry);
        AtomicFile.WriteText(_path, text =>
        {
            text.WriteLine(JsonSerializer.Serialize(_header, PruneJson.Default.PruneHeader));
            foreach (var one in _entries) text.WriteLine(JsonSerializer.Serialize(one, PruneJson.Default.PruneEntry));
        });
    }
}
