using System.Text.Json.Serialization;

namespace FastMtp.Training.Checkpoints;

/// <summary>Source-generated JSON serialization of the checkpoint types.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = false,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Checkpoint))]
[JsonSerializable(typeof(CheckpointHeader))]
internal sealed partial class CheckpointJson : JsonSerializerContext;

/// <summary>Header common to all checkpoint versions.</summary>
internal sealed record CheckpointHeader(string? Format = null, int Version = 0);
