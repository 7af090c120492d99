using System.Globalization;

namespace FastMtp.Training.Starts;

/// <summary>A basis of the same family with fewer functions, whose fits take a fraction of the time.</summary>
internal static class SmallerBasis
{
    /// <summary>Difference in level, or in the degree of an ACE.</summary>
    private const int Difference = 4;

    private const int Least = 4;

    /// <summary>Its name; null if there is none.</summary>
    public static string? Of(string? basis) =>
        basis?.Split(':') is [var family, var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && size - Difference >= Least
            ? $"{family}:{size - Difference}" : null;
}
