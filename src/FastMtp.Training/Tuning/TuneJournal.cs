using System.Text.Json.Serialization;
using FastMtp.Files.Journals;

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

/// <summary>Source-generated JSON serialization of the lines.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TuneEntry))]
internal sealed partial class TuneJson : JsonSerializerContext;

/// <summary>What a search has done.</summary>
/// <param name="path">The file.</param>
/// <param name="fingerprint">Differs whenever data, options or goal do.</param>
internal sealed class TuneJournal(string path, string fingerprint)
    : Journal<TuneEntry>(path, fingerprint, Kind, TuneJson.Default.TuneEntry)
{
    private static readonly JournalKind Kind = new(
        "tune", "the journal of a search",
        "the directory holds a search with other data, options, goal or budget; choose another directory, or repeat the earlier command",
        "choose another directory");

    /// <summary>Seconds of the earlier runs.</summary>
    public double Elapsed => Entries.LastOrDefault()?.Elapsed ?? 0;

    /// <summary>The costs measured so far.</summary>
    public IReadOnlyList<CandidateCost> Costs => [.. Entries.Select(e => e.Cost).OfType<CandidateCost>()];

    /// <summary>The rungs begun so far.</summary>
    public IReadOnlyList<Rung> Rungs => [.. Entries.Select(e => e.Rung).OfType<Rung>()];

    /// <summary>All trials so far, in the order of their ends.</summary>
    public IReadOnlyList<Trial> Trials => [.. Entries.Select(e => e.Trial).OfType<Trial>()];
}
