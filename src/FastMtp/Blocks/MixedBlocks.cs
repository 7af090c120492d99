using FastMtp.Kernels;
using FastMtp.Potentials;

namespace FastMtp.Blocks;

/// <summary>
/// A potential of this program in mixed precision: radial functions, moments, their products and pair forces in single precision, with
/// twice as many atoms side by side; displacements, energies and the sums of forces and virials in double precision.
/// </summary>
internal abstract class MixedBlocks(PotentialModel potential, MtpKernel kernel, RadialSource radial) : PotentialBlocks(potential, kernel)
{
    /// <summary>The coefficients, of which this object disposes.</summary>
    protected MixedCoefficients Coefficients { get; } =
        new(potential, RadialCost.Choose(potential.RadialTensor, kernel.Lanes, radial));

    /// <summary>Creates the model.</summary>
    /// <param name="potential">A potential with all its coefficients.</param>
    /// <param name="kernel">A kernel of single precision; by default the registry chooses.</param>
    /// <param name="radial">Where factorised radial coefficients are read from.</param>
    public static MixedBlocks Create(PotentialModel potential, MtpKernel? kernel = null, RadialSource radial = RadialSource.ByCost)
    {
        kernel ??= KernelRegistry.For(potential.Plan, isSingle: true);
        return kernel.Width switch
        {
            VectorWidth.Widest when VectorWidths.HasWidest => new MixedBlocks<Singles512, Lanes512>(potential, kernel, radial),
            VectorWidth.Wide when VectorWidths.HasWide => new MixedBlocks<Singles256, Lanes256>(potential, kernel, radial),
            _ => new MixedBlocks<Singles128, Lanes128>(potential, kernel, radial),
        };
    }

    /// <inheritdoc/>
    public override void Dispose() => Coefficients.Dispose();
}
