using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FastMtp.Input;

namespace FastMtp.Files.Text;

/// <summary>
/// Rejects keys that the JSON reader would silently drop: unknown ones and all but the last of several equal ones. The
/// keys of dictionaries are free.
/// </summary>
internal ref struct JsonKeys
{
    private readonly string _file;
    private readonly ReadOnlySpan<byte> _text;
    private Utf8JsonReader _reader;

    private JsonKeys(string file, ReadOnlySpan<byte> text)
    {
        _file = file;
        _text = text;
        _reader = new Utf8JsonReader(text);
        _reader.Read();
    }

    /// <summary>Checks the keys of a text.</summary>
    /// <param name="file">For messages.</param>
    /// <param name="text">JSON.</param>
    /// <param name="type">The type it will be deserialised to.</param>
    /// <exception cref="InputException">A key is unknown or repeated; the message names it and its line.</exception>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static void Require(string file, ReadOnlySpan<byte> text, JsonTypeInfo type) => new JsonKeys(file, text).Value(type);

    /// <summary>Advances the reader from the first token of a value to its last.</summary>
    private void Value(JsonTypeInfo? type)
    {
        if (_reader.TokenType == JsonTokenType.StartObject && type?.Kind == JsonTypeInfoKind.Object)
        {
            Object(type);
        }
        else if (_reader.TokenType == JsonTokenType.StartArray && type?.Kind == JsonTypeInfoKind.Enumerable)
        {
            var element = Info(type, type.ElementType!);
            while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray) Value(element);
        }
        else
        {
            _reader.Skip();
        }
    }

    private void Object(JsonTypeInfo type)
    {
        var known = type.Properties.Where(p => p.Get is not null || p.Set is not null).ToDictionary(p => p.Name, p => p.PropertyType);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = _reader.GetString()!;
            if (!known.TryGetValue(key, out var property))
                throw Error($"the key '{SafeText.Excerpt(key)}' is not known; correct its spelling, or remove it.");
            if (!seen.Add(key)) throw Error($"the key '{key}' is given twice; remove one.");
            _reader.Read();
            Value(Info(type, property));
        }
    }

    private readonly InputException Error(string message) =>
        InputException.At(_file, 1 + _text[..(int)_reader.TokenStartIndex].Count((byte)'\n'), message);

    private static JsonTypeInfo? Info(JsonTypeInfo owner, Type type) =>
        owner.Options.TryGetTypeInfo(Nullable.GetUnderlyingType(type) ?? type, out var info) ? info : null;
}
