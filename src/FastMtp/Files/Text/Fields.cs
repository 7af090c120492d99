namespace FastMtp.Files.Text;

/// <summary>Iterates over the whitespace-separated fields of a line.</summary>
internal ref struct Fields(ReadOnlySpan<char> line)
{
    private ReadOnlySpan<char> _rest = line;

    /// <summary>The rest of the line.</summary>
    public readonly ReadOnlySpan<char> Rest => _rest;

    public bool Next(out ReadOnlySpan<char> field)
    {
        var start = 0;
        while (start < _rest.Length && char.IsWhiteSpace(_rest[start])) start++;
        var end = start;
        while (end < _rest.Length && !char.IsWhiteSpace(_rest[end])) end++;
        field = _rest[start..end];
        _rest = _rest[end..];
        return end > start;
    }

    public static string[] Split(ReadOnlySpan<char> line) =>
        line.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
