using System.Text.Json;
using System.Text.Json.Serialization;

namespace FastMtp.Training.Forms;

/// <summary>
/// JSON converter for forms in checkpoints and study records; forms whose rank does not grow write the default schedule.
/// </summary>
internal sealed class RadialFormConverter : JsonConverter<RadialForm>
{
    private static RadialFormJson Json => RadialFormJson.Default;

    /// <inheritdoc/>
    public override RadialForm Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var document = JsonSerializer.Deserialize(ref reader, Json.RadialFormDocument) ?? throw new JsonException("The model is missing.");
        var form = RadialForms.Named(document.Form) ?? throw new JsonException($"Unknown model {document.Form}.");
        try
        {
            return form.With(document.Ranks, new(document.MinRank, document.RankIncrement, document.AugmentationInterval));
        }
        catch (InputException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RadialForm value, JsonSerializerOptions options)
    {
        var growth = value.Growth ?? RankGrowth.Usual;
        var name = $"{char.ToUpperInvariant(value.Name[0])}{value.Name[1..]}";
        var document = new RadialFormDocument(name, [.. value.Ranks], growth.MinRank, growth.Increment, growth.Interval);
        JsonSerializer.Serialize(writer, document, Json.RadialFormDocument);
    }
}

/// <summary>JSON representation of a form.</summary>
internal sealed record RadialFormDocument(string Form, int[] Ranks, int MinRank, int RankIncrement, int AugmentationInterval);

/// <summary>Source-generated JSON serialization.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RadialFormDocument))]
internal sealed partial class RadialFormJson : JsonSerializerContext;
