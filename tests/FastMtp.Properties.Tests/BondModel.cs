using FastMtp.Properties.Crystals;

namespace FastMtp.Properties.Tests;

/// <summary>Neighbours at their best distance bound by 1 eV, and nothing else: crystals whose properties are counts of bonds.</summary>
internal static class BondModel
{
    public const double Length = 2.8;
    /// <summary>Second derivative of a bond at its minimum, eV/Å².</summary>
    public const double Stiffness = 4 / (Width * Width);

    /// <summary>Between the first and the second shell of close packing.</summary>
    private const double Width = 0.8;

    /// <summary>−(1 − x²)², which has the curvature 4/w² in r at its minimum.</summary>
    public static PairSurface Surface { get; } = new(
        r =>
        {
            var x = (r - Length) / Width;
            return Math.Abs(x) < 1 ? (-(1 - x * x) * (1 - x * x), 4 * x * (1 - x * x) / Width) : (0, 0);
        },
        Length + Width);

    /// <summary>Its relaxed crystal.</summary>
    public static Crystal Fcc { get; } = new(
        "Cu fcc", Prototype.Of("fcc").Cell(["Cu"], Math.Sqrt(2) * Length), Prototype.Of("fcc").ToConventional, Prototype.Of("fcc").Path);
}
