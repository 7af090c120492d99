using System.Globalization;
using FastMtp.Files.Text;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>
/// Averages components of a stress or virial that are given twice, such as xy and yx. Rounding makes them differ; if more does, they are
/// not what the file says they are.
/// </summary>
internal static class SymmetricTensor
{
    /// <summary>Share of the largest component by which two may differ: codes that compute all nine are converged no better.</summary>
    private const double Share = 1e-3;

    /// <summary>Checks a pair of components and averages them.</summary>
    /// <param name="reader">At the line of the numbers.</param>
    /// <param name="key">Name of the tensor.</param>
    /// <param name="pair">Names of the two components.</param>
    /// <param name="first">The number of one, as printed.</param>
    /// <param name="second">The number of the other.</param>
    /// <param name="words">All numbers of the tensor.</param>
    /// <param name="noise">A difference that is always allowed.</param>
    /// <exception cref="InputException">They differ by more than rounding.</exception>
    public static double Mean(LineReader reader, string key, string pair, string first, string second, string[] words, double noise)
    {
        var (a, b) = (reader.ParseNumber(first, key), reader.ParseNumber(second, key));
        if (a == b) return a;
        var tolerance = Share * words.Max(word => Math.Abs(reader.ParseNumber(word, key)));
        if (Math.Abs(a - b) <= tolerance + Math.Max(noise, words.Min(LastDigit))) return (a + b) / 2;
        throw reader.Error($"{key} is not symmetric: its components {pair} are {first} and {second}; correct the numbers or remove {key}.");
    }

    /// <summary>The unit of the last digit that is printed.</summary>
    private static double LastDigit(string word)
    {
        var exponent = NumberText.ExponentStart(word);
        var digits = exponent < 0 ? word : word[..exponent];
        var point = digits.IndexOf('.');
        var power = exponent < 0 ? 0 : double.Parse(word.AsSpan(exponent + 1), CultureInfo.InvariantCulture);
        return Math.Pow(10, power - (point < 0 ? 0 : digits.Length - point - 1));
    }
}
