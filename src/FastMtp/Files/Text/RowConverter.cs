using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FastMtp.Files.Text;

/// <summary>Writes an array of numbers on one line of JSON, doubles in the shortest form that reads back to the same bits.</summary>
internal abstract class RowConverter<T> : JsonConverter<T[]>
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public override T[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("A list of numbers is expected.");
        var values = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !TryGet(ref reader, out var value) || !T.IsFinite(value))
                throw new JsonException("A list holds a value that is not a finite number of the expected kind.");
            values.Add(value);
        }
        return [.. values];
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T[] value, JsonSerializerOptions options) =>
        writer.WriteRawValue($"[{string.Join(", ", value.Select(x => x.ToString(null, CultureInfo.InvariantCulture)))}]");

    private protected abstract bool TryGet(ref Utf8JsonReader reader, out T value);
}

/// <summary>Rows of doubles.</summary>
internal sealed class DoubleRowConverter : RowConverter<double>
{
    private protected override bool TryGet(ref Utf8JsonReader reader, out double value) => reader.TryGetDouble(out value);
}

/// <summary>Rows of integers.</summary>
internal sealed class IntegerRowConverter : RowConverter<int>
{
    private protected override bool TryGet(ref Utf8JsonReader reader, out int value) => reader.TryGetInt32(out value);
}
