using FastMtp.Potentials;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Optimization;

namespace FastMtp.Training.Fitting;

/// <summary>
/// The inverse Hessian that a fit can afford. A dense one converges best, but grows with the square of the number of coefficients; with
/// many, BFGS remembers as many of the last steps as fit into the memory of the largest dense one.
/// </summary>
internal static class InverseHessianMemory
{
    /// <summary>
    /// Numbers in the inverse Hessian, 128 MB: going through them costs little next to evaluating that many coefficients.
    /// </summary>
    private const int MostNumbers = 1 << 24;

    /// <summary>Steps remembered at least.</summary>
    private const int FewestPairs = 50;

    private const double Gigabyte = 1 << 30;

    /// <summary>Share of the free memory that a fit may take.</summary>
    private const double Share = 0.9;

    /// <summary>Number of free coefficients.</summary>
    /// <param name="form">Form of the radial coefficients.</param>
    /// <param name="layout">The coefficients.</param>
    /// <param name="frozen">Those that are not free.</param>
    /// <param name="moments">Number of parameters of the moment coefficients; null if each is a parameter.</param>
    public static int Coefficients(RadialForm form, ParameterLayout layout, ParameterGroups frozen, int? moments = null) =>
        (frozen.HasFlag(ParameterGroups.Radial) ? 0 : form.ParameterCount(layout.RadialShape))
            + (frozen.HasFlag(ParameterGroups.Species) ? 0 : layout.SpeciesCount)
            + (frozen.HasFlag(ParameterGroups.Moments) ? 0 : moments ?? layout.MomentCount);

    /// <summary>The identity to start from.</summary>
    /// <param name="dimension">Number of coefficients at the start.</param>
    /// <param name="coefficients">Number of coefficients in the end.</param>
    public static InverseHessian Create(int dimension, int coefficients) =>
        IsDense(coefficients) ? new DenseInverseHessian(dimension) : new LimitedInverseHessian(dimension, Pairs(coefficients));

    /// <summary>Numbers in the inverse Hessian of this many coefficients, at most.</summary>
    public static long Numbers(int coefficients) =>
        IsDense(coefficients) ? PackedSymmetricMatrix.Length(coefficients) : 2L * Pairs(coefficients) * coefficients;

    /// <summary>Memory for this many coefficients, GB.</summary>
    public static double Gigabytes(RadialForm form, int coefficients)
    {
        var packed = sizeof(double) * (double)Numbers(coefficients);
        // A checkpoint, a transport and an augmentation copy the pairs.
        if (!IsDense(coefficients)) return 2 * packed / Gigabyte;
        var square = sizeof(double) * (double)coefficients * coefficients;
        // Transport uses a full matrix and its transpose; augmentation keeps the old one until the new one is filled.
        return (form.IsRedundant ? packed + 2 * square : form.Growth is not null ? 2 * packed : packed) / Gigabyte;
    }

    /// <summary>Checks that enough memory is free.</summary>
    /// <exception cref="InputException">It is not.</exception>
    public static void Require(RadialForm form, ParameterLayout layout, ParameterGroups frozen, int? moments = null) =>
        Require(form, Coefficients(form, layout, frozen, moments),
            Share * (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes - Environment.WorkingSet) / Gigabyte);

    internal static void Require(RadialForm form, int coefficients, double available)
    {
        var needed = Gigabytes(form, coefficients);
        if (needed > available)
            throw new InputException($"The inverse Hessian of {coefficients} coefficients needs "
                + FormattableString.Invariant($"{needed:0.0} GB of memory, of which {available:0.0} GB are free; ")
                + "fit a tensor train (form tf), use fewer species or a smaller radial size.");
    }

    private static bool IsDense(int coefficients) => PackedSymmetricMatrix.Length(coefficients) <= MostNumbers;

    private static int Pairs(int coefficients) => Math.Max(FewestPairs, MostNumbers / (2 * coefficients));
}
