using System.Text.Json.Serialization;

namespace FastMtp.Training.Journals;

/// <summary>First line of a journal.</summary>
internal sealed record JournalHeader(string? Format, int Version, string? Fingerprint);

/// <summary>What a journal is of, for its header and its messages.</summary>
/// <param name="Name">Such as "tune".</param>
/// <param name="Job">Such as "a search".</param>
/// <param name="Mismatch">What is wrong with a journal of another fingerprint.</param>
/// <param name="Remedy">What to do about a file that cannot be continued.</param>
internal sealed record JournalKind(string Name, string Job, string Mismatch, string Remedy)
{
    public JournalHeader Header(string fingerprint) => new($"FastMtp {Name}", 1, fingerprint);
}

/// <summary>Source-generated JSON serialization of the first line.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(JournalHeader))]
internal sealed partial class JournalHeaderJson : JsonSerializerContext;
