using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FastMtp.Training.Json;

/// <summary>Writes a large array as the base64 text of its bytes: exact, and half as long as decimal digits.</summary>
internal sealed class DoubleBytesConverter : JsonConverter<double[]>
{
    /// <summary>Numbers written at a time: 2 MB of text, a multiple of three bytes.</summary>
    private const int Segment = 3 << 16;

    /// <inheritdoc/>
    public override double[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (!reader.HasValueSequence && !reader.ValueIsEscaped) return Decode(reader.ValueSpan);
        if (!reader.TryGetBytesFromBase64(out var bytes) || bytes.Length % sizeof(double) != 0)
            throw new JsonException("Not a list of doubles.");
        return MemoryMarshal.Cast<byte, double>(bytes).ToArray();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, double[] value, JsonSerializerOptions options)
    {
        for (var first = 0; first == 0 || first < value.Length; first += Segment)
        {
            var count = Math.Min(Segment, value.Length - first);
            writer.WriteBase64StringSegment(MemoryMarshal.AsBytes(value.AsSpan(first, count)),
                isFinalSegment: first + count == value.Length);
            writer.Flush();
        }
    }

    /// <summary>Decodes straight into the array; an intermediate byte array would double the memory.</summary>
    private static double[] Decode(ReadOnlySpan<byte> text)
    {
        var padding = text.EndsWith("=="u8) ? 2 : text.EndsWith("="u8) ? 1 : 0;
        var length = text.Length / 4 * 3 - padding;
        if (text.Length % 4 != 0 || length % sizeof(double) != 0) throw new JsonException("Not a list of doubles.");
        var array = new double[length / sizeof(double)];
        if (Base64.DecodeFromUtf8(text, MemoryMarshal.AsBytes(array.AsSpan()), out _, out var written) != OperationStatus.Done
            || written != length) throw new JsonException("Not a list of doubles.");
        return array;
    }
}
