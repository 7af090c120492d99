using FastMtp.Files.Text;
using FastMtp.Input;

namespace FastMtp.Files.PaceFiles;

/// <summary>
/// The part of YAML that <c>.yace</c> files are written in: lines that begin with a key or a dash, and behind it a scalar, a list in
/// brackets or a map in braces.
/// </summary>
internal sealed class FlowText(LineReader reader)
{
    private int _position;

    /// <summary>Goes to the next line that has content; false at the end of the file.</summary>
    public bool NextLine()
    {
        do
        {
            if (!reader.NextFilled()) return false;
        }
        while (reader.Line[0] == '#' || reader.Line.SequenceEqual("---"));
        _position = 0;
        return true;
    }

    /// <summary>True when nothing is left of the line.</summary>
    public bool IsAtEnd()
    {
        SkipBlanks();
        return _position == reader.Line.Length || reader.Line[_position] == '#';
    }

    /// <summary>Takes this character if it is next.</summary>
    public bool Take(char expected)
    {
        SkipBlanks();
        if (_position == reader.Line.Length || reader.Line[_position] != expected) return false;
        _position++;
        return true;
    }

    /// <summary>Takes this character, which must be next.</summary>
    public void Expect(char expected)
    {
        if (!Take(expected)) throw reader.Error($"'{expected}' expected before {Rest()}; correct the file.");
    }

    /// <summary>Takes a scalar; quotes around it are dropped.</summary>
    public string Word()
    {
        SkipBlanks();
        var rest = reader.Line[_position..];
        var length = rest.IndexOfAny(",:[]{}");
        if (length < 0) length = rest.Length;
        var word = rest[..length].Trim().Trim("\"'");
        if (word.Length == 0) throw reader.Error($"a value is missing before {Rest()}; correct the file.");
        _position += length;
        return word.ToString();
    }

    /// <summary>Takes the rest of the line, which is one value.</summary>
    public FlowValue LastValue()
    {
        var value = Value();
        return IsAtEnd() ? value : throw reader.Error($"{Rest()} follows the value; correct the file.");
    }

    private FlowValue Value()
    {
        if (Take('['))
        {
            var items = new List<FlowValue>();
            for (Continue(); !Take(']'); Continue())
            {
                if (items.Count > 0) ExpectComma();
                items.Add(Value());
            }
            return new(reader, null, items, null);
        }
        if (!Take('{')) return new(reader, Word(), null, null);
        var entries = new Dictionary<string, FlowValue>();
        for (Continue(); !Take('}'); Continue())
        {
            if (entries.Count > 0) ExpectComma();
            var key = Word();
            Expect(':');
            Continue();
            if (!entries.TryAdd(key, Value())) throw reader.Error($"'{SafeText.Excerpt(key)}' is given twice; correct the file.");
        }
        return new(reader, null, null, entries);
    }

    private string Rest() => _position < reader.Line.Length ? $"'{SafeText.Excerpt(reader.Line[_position..])}'" : "the end of the line";

    private void ExpectComma()
    {
        Expect(',');
        Continue();
    }

    // Within brackets, a value may go on in the next line.
    private void Continue()
    {
        while (IsAtEnd())
            if (!NextLine()) throw reader.Error("the file ends within brackets; it is cut short, copy it again.");
    }

    private void SkipBlanks()
    {
        while (_position < reader.Line.Length && char.IsWhiteSpace(reader.Line[_position])) _position++;
    }
}
