using FastMtp.Training.Forms;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Problem;

namespace FastMtp.Training.Fitting;

/// <summary>The memory that BFGS needs for its dense inverse Hessian, which grows with the square of the number of coefficients.</summary>
internal static class InverseHessianMemory
{
    /// <summary>Coefficients whose inverse Hessian is as long as an array can be.</summary>
    public const int MostCoefficients = 65535;

    private const double Gigabyte = 1 << 30;

    /// <summary>Share of the free memory that a fit may take.</summary>
    private const double Share = 0.9;

    /// <summary>Coefficients that a fit finds.</summary>
    public static int Coefficients(RadialModel model, ParameterLayout layout, ParameterGroups frozen) =>
        (frozen.HasFlag(ParameterGroups.Radial) ? 0 : model.RadialParameterCount(layout))
        + layout.Indices(ParameterGroups.Linear & ~frozen).Length;

    /// <summary>Memory for so many coefficients, GB.</summary>
    public static double Gigabytes(RadialModel model, int coefficients)
    {
        var packed = sizeof(double) * (double)PackedSymmetricMatrix.Length(coefficients);
        var square = sizeof(double) * (double)coefficients * coefficients;
        return model.Form switch
        {
            // Between two tangent spaces it is carried as a full matrix and its transpose.
            RadialForm.Rmf => packed + 2 * square,
            // The old one is kept until the new one is filled.
            RadialForm.Mfra => 2 * packed,
            _ => packed,
        } / Gigabyte;
    }

    /// <summary>Checks that there is enough.</summary>
    /// <exception cref="InputException">There is not.</exception>
    public static void Require(RadialModel model, ParameterLayout layout, ParameterGroups frozen) =>
        Require(
            model,
            Coefficients(model, layout, frozen),
            Share * (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes - Environment.WorkingSet) / Gigabyte);

    internal static void Require(RadialModel model, int coefficients, double available)
    {
        var needed = Gigabytes(model, coefficients);
        if (coefficients <= MostCoefficients && needed <= available) return;
        var limit = coefficients > MostCoefficients
            ? FormattableString.Invariant($"and more than {MostCoefficients} coefficients cannot be fitted together")
            : FormattableString.Invariant($"of which {available:0.0} GB are free");
        throw new InputException(FormattableString.Invariant(
            $"The inverse Hessian of {coefficients} coefficients needs {needed:0.0} GB of memory, {limit}; ")
            + "fit a tensor train (form tf), use fewer species or a smaller radial size.");
    }
}
