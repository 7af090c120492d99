using FastMtp.Files.Text;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>
/// Lists among the values of an extended XYZ comment: words between blanks, or the arrays of the specification of libAtoms,
/// <c>[1, 2, 3]</c> and <c>[[1, 0, 0], [0, 1, 0], [0, 0, 1]]</c>, to which ASE adds <c>_JSON</c> before them.
/// </summary>
internal static class XyzArray
{
    private const string Json = "_JSON";

    /// <summary>Where the array ends that begins at a position; −1 if its brackets are not closed before the next key.</summary>
    public static int End(ReadOnlySpan<char> line, int start)
    {
        var (depth, isQuoted) = (0, false);
        for (var i = start; i < line.Length; i++)
        {
            var c = line[i];
            if (isQuoted && c == '\\') i++;
            else if (c == '"') isQuoted = !isQuoted;
            else if (isQuoted) continue;
            else if (c == '[') depth++;
            else if (c == ']' && --depth == 0) return i + 1;
            // Text between brackets that is no array: an array quotes it.
            else if (c == '=') return -1;
        }
        return -1;
    }

    /// <summary>True if a text is one array and nothing else.</summary>
    public static bool Is(ReadOnlySpan<char> text) => text.StartsWith('[') && End(text, 0) == text.Length;

    /// <summary>The words of a list, in the order of the line.</summary>
    /// <exception cref="InputException">Brackets do not match, or an array of arrays is not three by three.</exception>
    public static string[] Words(string key, string value, LineReader reader)
    {
        var text = value.AsSpan().Trim();
        if (text.StartsWith(Json)) text = text[Json.Length..].TrimStart();
        if (!text.StartsWith('[')) return Fields.Split(text);
        if (!Is(text)) throw reader.Error($"the brackets of {key} do not match; correct them.");
        var inner = text[1..^1].Trim();
        if (!inner.Contains('[')) return Split(inner);
        var words = new List<string>();
        var rows = 0;
        for (var position = 0; position < inner.Length; rows++)
        {
            var end = End(inner, position);
            var row = end < 0 ? [] : Split(inner[position..end].Trim("[]"));
            if (row.Length != 3 || rows == 3) throw Shape();
            words.AddRange(row);
            position = end;
            while (position < inner.Length && (inner[position] == ',' || char.IsWhiteSpace(inner[position]))) position++;
        }
        return rows == 3 ? [.. words] : throw Shape();

        InputException Shape() => reader.Error($"{key} is no array of three rows of three numbers; write [[…], […], […]].");
    }

    private static string[] Split(ReadOnlySpan<char> list) =>
        list.ToString().Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
}
