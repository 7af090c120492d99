using System.Globalization;
using FastMtp.Properties.Toml;
using Tomlyn.Model;

namespace FastMtp.Properties.Testing;

/// <summary>A table of a tests file, whose keys may have references.</summary>
internal sealed class TestSection : TomlSection
{
    private const double StandardTolerance = 0.05;

    private readonly string _file;
    private readonly string[] _lines;
    private Func<double, Reference> _standard = value => new Reference(value, StandardTolerance, true);

    private TestSection(string file, string[] lines, int first, TomlTable table)
        : base(file, lines, first, table) => (_file, _lines) = (file, lines);

    /// <summary>Reads a file and its standard tolerance.</summary>
    /// <exception cref="InputException">It cannot be read, or is not TOML.</exception>
    public static new TestSection Read(string path)
    {
        var (lines, table) = Parse(path);
        var root = new TestSection(path, lines, 0, table);
        if (root.Tolerance("tolerance", 1) is { } tolerance) root._standard = value => tolerance with { Value = value };
        return root;
    }

    /// <summary>A table within this one; null for <c>true</c> or nothing.</summary>
    public new TestSection? Section(string key) => (TestSection?)base.Section(key);

    /// <summary>Tables in a list.</summary>
    public new IReadOnlyList<TestSection> Sections(string key) => [.. base.Sections(key).Cast<TestSection>()];

    /// <summary>What a property should be: a number, or a table with value and tolerance; null for <c>true</c> or nothing.</summary>
    public Reference? Reference(string key)
    {
        switch (Find(key))
        {
            case null or true or false:
                return null;
            case TomlTable:
                var section = Section(key)!;
                var value = section.Number("value") ?? throw Error(key, "needs a value");
                var reference = section.Tolerance("tolerance", value) ?? _standard(value);
                section.RequireUsed(key);
                return reference;
            case var other:
                return _standard(AsNumber(other) ?? throw Error(key, "must be a number, true, or a table with value and tolerance"));
        }
    }

    /// <summary>The same for a property that is above zero.</summary>
    public Reference? PositiveReference(string key) => Reference(key) is not { } reference ? null
        : reference.Value is > 0 and < double.PositiveInfinity ? reference : throw Error(key, "must be positive");

    /// <summary>The keys of a table of references; a list of texts is a table of wishes without references.</summary>
    public IReadOnlyList<(string Key, Reference? Reference)> References(string key)
    {
        switch (Find(key))
        {
            case TomlArray:
                return [.. Texts(key)!.Select(text => (text, (Reference?)null))];
            case TomlTable:
                var section = Section(key)!;
                return [.. section.Keys.Select(name => (name, section.Reference(name)))];
            case null or bool:
                return [];
            default:
                throw Error(key, "must be true, a list of texts or a table of references");
        }
    }

    /// <inheritdoc/>
    protected override TomlSection Nested(int line, TomlTable nested) =>
        new TestSection(_file, _lines, line, nested) { _standard = _standard };

    /// <summary>A tolerance: a number, or a text with a percentage; null if there is none.</summary>
    private Reference? Tolerance(string key, double value) => Find(key) switch
    {
        null => null,
        string text when text.EndsWith('%') && double.TryParse(text.TrimEnd('%'), CultureInfo.InvariantCulture, out var percent)
            && IsUsable(percent) => new Reference(value, percent / 100, true),
        var number when AsNumber(number) is { } absolute && IsUsable(absolute) => new Reference(value, absolute, false),
        _ => throw Error(key, "must be a number or a percentage such as \"5%\", not negative"),
    };

    private static bool IsUsable(double tolerance) => tolerance is >= 0 and < double.PositiveInfinity;
}
