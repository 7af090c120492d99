using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FastMtp.Training.Checkpoints;

/// <summary>Writes a large array as the base64 text of its bytes: exact, and half as long as decimal digits.</summary>
internal sealed class DoubleBytesConverter : JsonConverter<double[]>
{
    /// <inheritdoc/>
    public override double[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (!reader.TryGetBytesFromBase64(out var bytes) || bytes.Length % sizeof(double) != 0) throw new JsonException("Not a list of doubles.");
        return MemoryMarshal.Cast<byte, double>(bytes).ToArray();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, double[] value, JsonSerializerOptions options) =>
        writer.WriteBase64StringValue(MemoryMarshal.AsBytes<double>(value));
}
