using FastMtp.Kernels;
using FastMtp.Potentials;

namespace FastMtp.Blocks;

/// <summary>A potential of this program as a <see cref="IBlockModel"/>: what does not depend on the precision.</summary>
/// <param name="potential">A potential with all its coefficients.</param>
/// <param name="kernel">Its kernel.</param>
internal abstract class PotentialBlocks(PotentialModel potential, MtpKernel kernel) : IBlockModel
{
    /// <summary>The kernel that runs the passes.</summary>
    public MtpKernel Kernel => kernel;

    /// <inheritdoc/>
    public double Cutoff => potential.Radial.Cutoff;

    /// <inheritdoc/>
    public int SpeciesCount => potential.SpeciesCount;

    /// <inheritdoc/>
    public int Lanes => kernel.Lanes;

    /// <inheritdoc/>
    public string KernelName => kernel.Name;

    /// <inheritdoc/>
    public bool HasGrades => false;

    /// <inheritdoc/>
    public int MemberCount => 0;

    /// <inheritdoc/>
    public Configuration Take(Configuration configuration) => potential.Take(configuration);

    /// <inheritdoc/>
    public abstract IBlockWorker CreateWorker();

    /// <inheritdoc/>
    public abstract void Dispose();
}
