namespace FastMtp.Properties.Testing;

/// <summary>Miller indices as one writes them: "111", "1-10", "1 0 -1 2".</summary>
internal static class MillerIndices
{
    /// <summary>The indices; null if the text has none. The third of four hexagonal indices follows from the first two.</summary>
    public static (int H, int K, int L)? Parse(string text)
    {
        var indices = new List<int>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is ' ' or ',') continue;
            var sign = text[i] == '-' ? -1 : 1;
            if (sign < 0) i++;
            if (i == text.Length || !char.IsAsciiDigit(text[i])) return null;
            indices.Add(sign * (text[i] - '0'));
        }
        return indices switch
        {
            [0, 0, 0] => null,
            [var h, var k, var l] => (h, k, l),
            [var h, var k, var i, var l] when i == -h - k && (h, k, l) != (0, 0, 0) => (h, k, l),
            _ => null,
        };
    }

    /// <summary>What is wrong with a text that has none, to follow a key.</summary>
    public static string Expected(string text) => $"'{text}' are no Miller indices; write them like \"110\", \"1-10\" or \"10-10\"";
}
