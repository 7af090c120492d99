using FastMtp.Potentials;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Fitting;

/// <summary>Memory for the dense inverse Hessian of BFGS, which grows quadratically with the number of coefficients.</summary>
internal static class InverseHessianMemory
{
    /// <summary>Number of coefficients at which the inverse Hessian reaches the maximum length of an array.</summary>
    public const int MostCoefficients = 65535;

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

    /// <summary>Memory for this many coefficients, GB.</summary>
    public static double Gigabytes(RadialForm form, int coefficients)
    {
        var packed = sizeof(double) * (double)PackedSymmetricMatrix.Length(coefficients);
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
        if (coefficients <= MostCoefficients && needed <= available) return;
        var limit = coefficients > MostCoefficients
            ? FormattableString.Invariant($"and more than {MostCoefficients} coefficients cannot be fitted together")
            : FormattableString.Invariant($"of which {available:0.0} GB are free");
        throw new InputException(FormattableString.Invariant(
            $"The inverse Hessian of {coefficients} coefficients needs {needed:0.0} GB of memory, {limit}; ")
            + "fit a tensor train (form tf), use fewer species or a smaller radial size.");
    }
}
