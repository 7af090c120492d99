using System.Globalization;
using System.Text;

namespace FastMtp.Input;

/// <summary>Makes text from files safe to print: on one line, without control characters, and of bounded length.</summary>
internal static class SafeText
{
    private const int LongestExcerpt = 40;

    /// <summary>True for characters that would start another line, or that a terminal interprets instead of printing.</summary>
    public static bool IsControl(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';

    /// <summary>True if a text contains such a character.</summary>
    public static bool HasControl(string text) => text.Any(IsControl);

    /// <summary>The text with control characters escaped, as in \x1b, except those in <paramref name="kept"/>.</summary>
    public static string Escaped(string text, string kept = "")
    {
        if (!text.Any(IsEscaped)) return text;
        var safe = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (IsEscaped(c)) safe.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
            else safe.Append(c);
        }
        return safe.ToString();

        bool IsEscaped(char c) => IsControl(c) && !kept.Contains(c);
    }

    /// <summary>The beginning of a text, for a message that quotes it.</summary>
    public static string Excerpt(ReadOnlySpan<char> text) =>
        text.Length > LongestExcerpt ? Escaped(text[..LongestExcerpt].ToString()) + "…" : Escaped(text.ToString());

    /// <summary>Beginning and end of a text, with control characters escaped.</summary>
    public static string Shortened(string text, int longest, string kept = "")
    {
        if (text.Length > longest) text = $"{text[..(longest / 2)]} … {text[^(longest / 2)..]}";
        return Escaped(text, kept);
    }
}
