using System.Text.Json.Serialization;
using FastMtp.Files.Journals;

namespace FastMtp.Training.Studies;

/// <summary>Source-generated JSON serialization of the lines of a <see cref="StudyRecord"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(FitOutcome))]
internal sealed partial class StudyJson : JsonSerializerContext;

/// <summary>The finished fits of a study. Each has a fingerprint of its own, as a study may get other fits than it had before.</summary>
/// <param name="path">The file.</param>
internal sealed class StudyRecord(string path) : Journal<FitOutcome>(path, null, Kind, StudyJson.Default.FitOutcome)
{
    private static readonly JournalKind Kind = new(
        "study", "the record of a study",
        "the record of another study; choose another directory", "choose another directory");

    /// <summary>The recorded outcome of a fit; null if it is not finished.</summary>
    /// <exception cref="InputException">The recorded fit used other data or settings.</exception>
    public FitOutcome? Find(FitSpecification specification, string fingerprint)
    {
        var name = specification.ToString();
        var outcome = Entries.FirstOrDefault(o => o.Specification.ToString() == name);
        if (outcome is not null && outcome.Fingerprint != fingerprint)
            throw new InputException(
                $"{Path}: {name} was fitted to other data, or with other weights or settings; choose another directory, or repeat the "
                + "earlier command.");
        return outcome;
    }
}
