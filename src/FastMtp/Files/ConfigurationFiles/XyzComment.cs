using System.Text;
using FastMtp.Files.Text;
using FastMtp.Input;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>
/// The second line of an extended XYZ configuration: key=value pairs, either side quoted with ", ' or {} if it has
/// blanks; \", \\ and \n are understood between quotes. An array in [] is a value as it stands, with its brackets and blanks. A key alone
/// means T, unless the whole line is free text.
/// </summary>
internal static class XyzComment
{
    public static List<KeyValuePair<string, string>> Parse(LineReader reader)
    {
        var line = reader.Line;
        var pairs = new List<KeyValuePair<string, string>>();
        if (!line.Contains('=')) return pairs;
        for (var position = 0; position < line.Length;)
        {
            var key = Take(reader, line, ref position, "=");
            Skip(line, ref position);
            var hasValue = position < line.Length && line[position] == '=';
            if (hasValue) position++;
            Skip(line, ref position);
            var value = hasValue ? Take(reader, line, ref position, "") : "T";
            Skip(line, ref position);
            if (key.Length == 0) throw reader.Error("a value has no key before '='; correct the line.");
            if (pairs.FindIndex(pair => pair.Key == key) < 0) pairs.Add(new(key, value));
            else if (hasValue) throw reader.Error($"{key} is given twice; remove one.");
        }
        return pairs;
    }

    /// <summary>Quotes a key or value if necessary.</summary>
    public static string Quote(string text) => Quoted(SafeText.Escaped(text, kept: "\t\r\n"));

    /// <summary>
    /// The same for a value that may be an array, which in quotes would be a string. Without a comma it may as well be a direction, [110].
    /// </summary>
    public static string QuoteValue(string text) =>
        text.Contains(',') && XyzArray.Is(text) && SafeText.Escaped(text, kept: "\t") == text ? text : Quote(text);

    private static string Quoted(string text) =>
        text.Length > 0 && !text.AsSpan().ContainsAny(" \t\r\n\"'{}[]=,\\")
            ? text
            : $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\r", "").Replace("\n", "\\n")}\"";

    private static string Take(LineReader reader, ReadOnlySpan<char> line, ref int position, string stop)
    {
        if (position < line.Length && line[position] is '"' or '\'') return TakeQuoted(reader, line, ref position, line[position]);
        if (position < line.Length && line[position] == '{') return TakeQuoted(reader, line, ref position, '}');
        var start = position;
        if (stop.Length == 0 && position < line.Length && line[position] == '[' && XyzArray.End(line, position) is > 0 and var end)
            position = end;
        while (position < line.Length && !char.IsWhiteSpace(line[position]) && !stop.Contains(line[position])) position++;
        return line[start..position].ToString();
    }

    private static string TakeQuoted(LineReader reader, ReadOnlySpan<char> line, ref int position, char end)
    {
        var value = new StringBuilder();
        for (position++; position < line.Length; position++)
        {
            var c = line[position];
            if (c == end)
            {
                position++;
                return value.ToString();
            }
            if (c == '\\' && position + 1 < line.Length && line[position + 1] is '"' or '\'' or '\\' or 'n')
                c = line[++position] == 'n' ? '\n' : line[position];
            value.Append(c);
        }
        throw reader.Error($"a quoted string is not closed by {end}; correct the line.");
    }

    private static void Skip(ReadOnlySpan<char> line, ref int position)
    {
        while (position < line.Length && char.IsWhiteSpace(line[position])) position++;
    }
}
