using System.Text.Json.Serialization;

namespace FastMtp.Files.Journals;

/// <summary>First line of a journal.</summary>
internal sealed record JournalHeader(
    string? Format, int Version, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Fingerprint = null);

/// <summary>What a journal is of, for its header and its messages.</summary>
/// <param name="Name">Such as "tune".</param>
/// <param name="Subject">Such as "the journal of a search".</param>
/// <param name="Mismatch">What is wrong with a journal of another fingerprint.</param>
/// <param name="Remedy">What to do about a file that cannot be continued.</param>
internal sealed record JournalKind(string Name, string Subject, string Mismatch, string Remedy)
{
    /// <summary>True if entries are appended: a process that ends may leave an empty file, or cut the last line short.</summary>
    public bool IsAppended { get; init; }

    public JournalHeader Header(string? fingerprint) => new($"FastMtp {Name}", 1, fingerprint);
}

/// <summary>Source-generated JSON serialization of the first line.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(JournalHeader))]
internal sealed partial class JournalHeaderJson : JsonSerializerContext;
