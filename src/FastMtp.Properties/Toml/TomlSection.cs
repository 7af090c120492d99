using System.Text.RegularExpressions;
using FastMtp.Files.Text;
using Tomlyn;
using Tomlyn.Model;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace FastMtp.Properties.Toml;

/// <summary>A table of a TOML file that knows where it stands, so that messages can say so.</summary>
/// <param name="file">The file.</param>
/// <param name="lines">Its lines.</param>
/// <param name="first">Line of the header, from 0.</param>
/// <param name="table">The table.</param>
internal class TomlSection(string file, string[] lines, int first, TomlTable table)
{
    private const int LongestFile = 1 << 22;

    private readonly HashSet<string> _used = [];

    /// <summary>The keys that the file has, in its order.</summary>
    public IReadOnlyList<string> Keys => [.. table.Keys];

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It cannot be read, or is not TOML.</exception>
    public static TomlSection Read(string path)
    {
        var (lines, table) = Parse(path);
        return new(path, lines, 0, table);
    }

    /// <summary>The lines of a file and what they say.</summary>
    /// <exception cref="InputException">It cannot be read, or is not TOML.</exception>
    protected static (string[] Lines, TomlTable Table) Parse(string path)
    {
        var text = InputText.ReadAll(path, LongestFile);
        try
        {
            var table = TomlSerializer.Deserialize(text, TomlTables.Default.TomlTable) ?? [];
            RequireKeysOnce(path, text);
            return (text.Split('\n'), table);
        }
        catch (TomlException e)
        {
            // Generated code wraps what its reader says.
            var cause = e.InnerException as TomlException ?? e;
            var message = (cause.Diagnostics.FirstOrDefault()?.Message ?? cause.Message).TrimEnd('.');
            throw InputException.At(path, cause.Line ?? 1, $"this is not TOML ({message}); correct it.");
        }
    }

    /// <summary>Of a key that is given twice, a table keeps the last value and says nothing.</summary>
    private static void RequireKeysOnce(string path, string text)
    {
        if (SyntaxParser.Parse(text).Diagnostics.FirstOrDefault(d => d.Kind == DiagnosticMessageKind.Error) is not { } flaw) return;
        // What stands there may be a whole table.
        var sentence = flaw.Message.Split(" with `")[0].TrimEnd('.');
        throw InputException.At(path, flaw.Span.Start.Line + 1, $"this is not TOML ({sentence}); correct it.");
    }

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

    /// <summary>A number above zero; null if there is none.</summary>
    public double? Positive(string key) =>
        Number(key) is not { } value ? null : value is > 0 and < double.PositiveInfinity ? value : throw Error(key, "must be positive");

    /// <summary>A whole number; null if there is none.</summary>
    public int? Whole(string key, int least) => Find(key) switch
    {
        null => null,
        long number when number >= least && number <= int.MaxValue => (int)number,
        _ => throw Error(key, $"must be a whole number, at least {least}"),
    };

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

    /// <summary>A table within this one; null for <c>true</c> or nothing.</summary>
    public TomlSection? Section(string key) => Find(key) switch
    {
        TomlTable nested => Nested(Headers(key) is [var header, ..] ? header : LineOf(key), nested),
        null or bool => null,
        _ => throw Error(key, "must be a table or true"),
    };

    /// <summary>Tables in a list.</summary>
    public IReadOnlyList<TomlSection> Sections(string key)
    {
        IEnumerable<TomlTable> tables = Find(key) switch
        {
            null => [],
            TomlTableArray headed => headed,
            TomlArray array when array.All(item => item is TomlTable) => array.Cast<TomlTable>(),
            _ => throw Error(key, "must be a list of tables"),
        };
        var headers = Headers(key);
        return [.. tables.Select((nested, i) => Nested(i < headers.Length ? headers[i] : LineOf(key), nested))];
    }

    /// <summary>What stands at a key; null for nothing.</summary>
    public object? Find(string key)
    {
        _used.Add(key);
        return table.TryGetValue(key, out var value) ? value : null;
    }

    /// <summary>A value as a number; null if it is none.</summary>
    public static double? AsNumber(object? value) => value switch
    {
        double number when !double.IsNaN(number) => number,
        long number => number,
        _ => null,
    };

    /// <summary>Checks that every key was known.</summary>
    /// <param name="what">What the table is, for the message.</param>
    public void RequireUsed(string what)
    {
        if (table.Keys.FirstOrDefault(key => !_used.Contains(key)) is { } unknown)
            throw Error(unknown, $"is not known in {what}; choose from {string.Join(", ", _used.Order(StringComparer.Ordinal))}");
    }

    /// <summary>An error at the line of a key.</summary>
    public InputException Error(string key, string sentence) => InputException.At(file, LineOf(key) + 1, $"{key} {sentence}.");

    /// <summary>A table within this one.</summary>
    /// <param name="line">Line of its header, from 0.</param>
    /// <param name="nested">The table.</param>
    protected virtual TomlSection Nested(int line, TomlTable nested) => new(file, lines, line, nested);

    private int LineOf(string key)
    {
        var word = new Regex($@"(?<!\w){Regex.Escape(key)}(?!\w)");
        var line = Array.FindIndex(lines, first, word.IsMatch);
        return line < 0 ? first : line;
    }

    private int[] Headers(string key)
    {
        var header = new Regex($@"^\s*\[+([\w.]+\.)?{Regex.Escape(key)}\]");
        return [.. Enumerable.Range(first, lines.Length - first).Where(i => header.IsMatch(lines[i]))];
    }
}
