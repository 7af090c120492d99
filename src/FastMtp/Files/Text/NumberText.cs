using System.Globalization;

namespace FastMtp.Files.Text;

/// <summary>Reads numbers as programs in C and in Fortran print them: <c>-22.1</c>, <c>-2.21e+01</c>, <c>-2.21D+01</c>.</summary>
internal static class NumberText
{
    // More than any program prints, and little enough for the stack.
    private const int LongestFortran = 64;

    /// <summary>The number of a field; false if it is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> field, out double value) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value) || TryParseFortran(field, out value);

    /// <summary>Where the exponent of a number begins, with its letter; −1 if it has none.</summary>
    public static int ExponentStart(ReadOnlySpan<char> number) => number.IndexOfAny("eEdD");

    private static bool TryParseFortran(ReadOnlySpan<char> field, out double value)
    {
        value = 0;
        var letter = field.IndexOfAny('d', 'D');
        if (letter < 0 || field.Length > LongestFortran) return false;
        Span<char> text = stackalloc char[field.Length];
        field.CopyTo(text);
        text[letter] = 'E';
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }
}
