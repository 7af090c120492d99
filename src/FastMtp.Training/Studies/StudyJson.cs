using System.Text.Json.Serialization;

namespace FastMtp.Training.Studies;

/// <summary>Source-generated JSON serialization of the lines of a <see cref="StudyRecord"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(FitOutcome))]
[JsonSerializable(typeof(StudyHeader))]
internal sealed partial class StudyJson : JsonSerializerContext;

/// <summary>First line of the file.</summary>
internal sealed record StudyHeader(string? Format, int Version)
{
    public static StudyHeader Current { get; } = new("FastMtp study", 1);
}
