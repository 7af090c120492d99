using System.Globalization;
using System.Text.RegularExpressions;
using Tomlyn.Model;

namespace FastMtp.Properties.Testing;

/// <summary>A table of a TOML file that knows where it stands, so that messages can say so.</summary>
/// <param name="lines">The file, line by line.</param>
/// <param name="file">Its name.</param>
/// <param name="first">Line of the header, from 0.</param>
/// <param name="table">The table.</param>
/// <param name="standard">The tolerance of references that have none of their own.</param>
internal sealed class TomlSection(string file, string[] lines, int first, TomlTable table, Func<double, Reference> standard)
{
    private readonly HashSet<string> _used = [];

    /// <summary>True if the key is there and not false.</summary>
    public bool Asks(string key) => Find(key) is { } value && value is not false;

    /// <summary>A text; null if there is none.</summary>
    public string? Text(string key) => Find(key) switch
    {
        null => null,
        string text => text,
        _ => throw Error(key, "must be a text in quotes"),
    };

    /// <summary>A number; null if there is none.</summary>
    public double? Number(string key) => Find(key) is { } value ? AsNumber(value) ?? throw Error(key, "must be a number") : null;

    /// <summary>A list of texts; null if there is none.</summary>
    public string[]? Texts(string key) => Find(key) switch
    {
        null => null,
        TomlArray array when array.All(item => item is string) => [.. array.Cast<string>()],
        _ => throw Error(key, "must be a list of texts, such as [\"Mo\", \"W\"]"),
    };

    /// <summary>Three numbers; null if there are none.</summary>
    public Vector3? Vector(string key) => Find(key) switch
    {
        null => null,
        TomlArray { Count: 3 } array when array.All(item => AsNumber(item!) is not null) =>
            new Vector3(AsNumber(array[0]!)!.Value, AsNumber(array[1]!)!.Value, AsNumber(array[2]!)!.Value),
        _ => throw Error(key, "must be three numbers, such as [0.5, 0.5, 0]"),
    };

    /// <summary>What a property should be: a number, or a table with value and tolerance; null for <c>true</c> or nothing.</summary>
    public Reference? Reference(string key)
    {
        switch (Find(key))
        {
            case null or true or false:
                return null;
            case TomlTable nested:
                var section = Nested(nested, key);
                var value = section.Number("value") ?? throw Error(key, "needs a value");
                var reference = section.Tolerance("tolerance", value) ?? standard(value);
                section.RequireUsed(key);
                return reference;
            case var other:
                return standard(AsNumber(other) ?? throw Error(key, "must be a number, true, or a table with value and tolerance"));
        }
    }

    /// <summary>A tolerance: a number, or a text with a percentage; null if there is none.</summary>
    public Reference? Tolerance(string key, double value) => Find(key) switch
    {
        null => null,
        string text when text.EndsWith('%') && double.TryParse(text.TrimEnd('%'), CultureInfo.InvariantCulture, out var percent) =>
            new Reference(value, percent / 100, true),
        var number when AsNumber(number) is { } absolute => new Reference(value, absolute, false),
        _ => throw Error(key, "must be a number or a percentage such as \"5%\""),
    };

    /// <summary>A table within this one; null for <c>true</c> or nothing.</summary>
    public TomlSection? Section(string key) => Find(key) switch
    {
        TomlTable nested => Nested(nested, key),
        null or bool => null,
        _ => throw Error(key, "must be a table or true"),
    };

    /// <summary>Tables in a list.</summary>
    public IReadOnlyList<TomlSection> Sections(string key) => Find(key) switch
    {
        null => [],
        TomlTableArray tables => [.. tables.Select(item => Nested(item, key))],
        TomlArray array when array.All(item => item is TomlTable) => [.. array.Cast<TomlTable>().Select(item => Nested(item, key))],
        _ => throw Error(key, "must be a list of tables"),
    };

    /// <summary>The keys of a table of references; a list of texts is a table of wishes without references.</summary>
    public IReadOnlyList<(string Key, Reference? Reference)> References(string key)
    {
        switch (Find(key))
        {
            case TomlArray:
                return [.. Texts(key)!.Select(text => (text, (Reference?)null))];
            case TomlTable nested:
                var section = Nested(nested, key);
                return [.. nested.Keys.Select(name => (name, section.Reference(name)))];
            case null or bool:
                return [];
            default:
                throw Error(key, "must be true, a list of texts or a table of references");
        }
    }

    /// <summary>Checks that every key was known.</summary>
    /// <param name="what">What the table is, for the message.</param>
    public void RequireUsed(string what)
    {
        if (table.Keys.FirstOrDefault(key => !_used.Contains(key)) is { } unknown)
            throw Error(unknown, $"is not known in {what}; choose from {string.Join(", ", _used.Order(StringComparer.Ordinal))}");
    }

    /// <summary>An error at the line of a key.</summary>
    public InputException Error(string key, string sentence)
    {
        var word = new Regex($@"(?<!\w){Regex.Escape(key)}(?!\w)");
        var line = Array.FindIndex(lines, first, word.IsMatch);
        return InputException.At(file, (line < 0 ? first : line) + 1, $"{key} {sentence}.");
    }

    private object? Find(string key)
    {
        _used.Add(key);
        return table.TryGetValue(key, out var value) ? value : null;
    }

    private TomlSection Nested(TomlTable nested, string key)
    {
        var line = Array.FindIndex(lines, first, text => text.Contains(key, StringComparison.Ordinal));
        return new TomlSection(file, lines, line < 0 ? first : line, nested, standard);
    }

    private static double? AsNumber(object value) => value switch
    {
        double number => number,
        long number => number,
        _ => null,
    };
}
