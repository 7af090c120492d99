using FastMtp.Files.Text;
using FastMtp.Input;

namespace FastMtp.Files.PotentialFiles;

/// <summary>The tokens of a <c>.mtp</c> file: words and braces; equals signs and commas are separators.</summary>
internal sealed class MtpTokens(LineReader reader)
{
    private int _position;
    private bool _open;

    /// <summary>Next token; false at the end of the file.</summary>
    public bool Next(out ReadOnlySpan<char> token)
    {
        while (true)
        {
            if (!_open)
            {
                token = default;
                if (!reader.Next()) return false;
                (_position, _open) = (0, true);
            }
            var line = reader.Line;
            while (_position < line.Length && IsSeparator(line[_position])) _position++;
            if (_position == line.Length)
            {
                _open = false;
                continue;
            }
            var end = _position + 1;
            if (line[_position] is not ('{' or '}'))
                while (end < line.Length && !IsSeparator(line[end]) && line[end] is not ('{' or '}')) end++;
            token = line[_position..end];
            _position = end;
            return true;
        }
    }

    public ReadOnlySpan<char> Expect(string what) =>
        Next(out var token) ? token : throw reader.Error($"the file ends before {what}; it is cut short, copy it again.");

    public void Expect(char brace, string what)
    {
        var token = Expect(what);
        if (token.Length != 1 || token[0] != brace)
            throw reader.Error($"'{brace}' expected in {what}, found '{SafeText.Excerpt(token)}'; check the number of entries before it.");
    }

    public int Integer(string what) => reader.ParseInteger(Expect(what), what);

    public double Number(string what) => reader.ParseNumber(Expect(what), what);

    /// <summary>A brace list of exactly <paramref name="numbers"/>.Length numbers.</summary>
    public void List(Span<double> numbers, string what)
    {
        Expect('{', what);
        foreach (ref var number in numbers) number = Number(what);
        Expect('}', what);
    }

    /// <summary>A brace list of exactly <paramref name="count"/> integers.</summary>
    public int[] Integers(int count, string what)
    {
        var values = new int[count];
        Expect('{', what);
        for (var i = 0; i < count; i++) values[i] = Integer(what);
        Expect('}', what);
        return values;
    }

    /// <summary>A brace list of exactly <paramref name="count"/> brace lists of four integers.</summary>
    public int[][] Quadruples(int count, string what)
    {
        var rows = new int[count][];
        Expect('{', what);
        for (var i = 0; i < count; i++) rows[i] = Integers(4, what);
        Expect('}', what);
        return rows;
    }

    /// <summary>Free text up to the end of the line, without the equals sign before it, with single blanks between its words.</summary>
    public string RestOfLine()
    {
        var rest = reader.Line[_position..].TrimStart();
        _open = false;
        var text = string.Join(' ', Fields.Split(rest.StartsWith('=') ? rest[1..] : rest));
        return SafeText.HasControl(text) ? throw reader.Error("the text has a control character; remove it.") : text;
    }

    private static bool IsSeparator(char c) => char.IsWhiteSpace(c) || c is '=' or ',';
}
