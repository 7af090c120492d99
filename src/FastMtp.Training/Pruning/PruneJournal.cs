using System.Text.Json.Serialization;
using FastMtp.Files.Journals;

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

/// <summary>Source-generated JSON serialization of the lines.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PruneEntry))]
internal sealed partial class PruneJson : JsonSerializerContext;

/// <summary>What has been done of a pruning.</summary>
/// <param name="path">The file.</param>
/// <param name="fingerprint">Differs whenever potential, data, settings or goal do.</param>
internal sealed class PruneJournal(string path, string fingerprint)
    : Journal<PruneEntry>(path, fingerprint, Kind, PruneJson.Default.PruneEntry)
{
    private static readonly JournalKind Kind = new(
        "prune", "the journal of a pruning",
        "the journal belongs to another potential, other data, other options or another goal; delete it, choose another name for the "
        + "potential, or repeat the earlier command",
        "delete it, or choose another name for the potential");

    /// <summary>The cost model; null if it has not been measured.</summary>
    public CostModel? Costs => Entries.Select(e => e.Costs).OfType<CostModel>().FirstOrDefault();

    /// <summary>The points reached so far.</summary>
    public IReadOnlyList<PrunePoint> Points => [.. Entries.Select(e => e.Point).OfType<PrunePoint>()];

    /// <summary>The point that the last fit has begun from; null before.</summary>
    public int? Chosen => Entries.Select(e => e.Chosen).FirstOrDefault(chosen => chosen is not null);
}
