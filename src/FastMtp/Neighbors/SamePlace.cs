namespace FastMtp.Neighbors;

/// <summary>The distance below which two atoms count as at the same place.</summary>
internal static class SamePlace
{
    /// <summary>Å.</summary>
    public const double Distance = 1e-3;

    /// <summary>Å².</summary>
    public const double Squared = Distance * Distance;

    /// <summary>The error that names the two atoms.</summary>
    public static InputException Error(string origin, int i, int j) => new(FormattableString.Invariant(
        $"{origin}: atoms {Math.Min(i, j) + 1} and {Math.Max(i, j) + 1} are at the same place (within {Distance} Å); ")
        + "remove one of them or correct the positions.");
}
