using FastMtp.Kernels;
using FastMtp.Packing;
using FastMtp.Potentials;

namespace FastMtp.Blocks;

/// <summary>A potential of this program as a <see cref="IBlockModel"/>: its kernel and coefficients.</summary>
internal sealed class KernelBlocks : IBlockModel
{
    private readonly PotentialModel _potential;
    private readonly BlockEvaluator _blocks;
    private readonly PotentialCoefficients _coefficients;

    /// <param name="potential">A potential with all its coefficients.</param>
    /// <param name="kernel">The kernel to use; by default the registry chooses.</param>
    /// <param name="radial">Where factorised radial coefficients are read from; does not affect the results.</param>
    public KernelBlocks(PotentialModel potential, MtpKernel? kernel = null, RadialSource radial = RadialSource.ByCost)
    {
        _potential = potential;
        _blocks = BlockEvaluator.Create(kernel ?? KernelRegistry.For(potential.Plan), potential);
        _coefficients = new PotentialCoefficients(potential, RadialCost.Choose(potential.RadialTensor, Lanes, radial));
    }

    /// <inheritdoc/>
    public double Cutoff => _potential.Radial.Cutoff;

    /// <inheritdoc/>
    public int SpeciesCount => _potential.SpeciesCount;

    /// <inheritdoc/>
    public int Lanes => _blocks.Kernel.Lanes;

    /// <inheritdoc/>
    public string KernelName => _blocks.Kernel.Name;

    /// <inheritdoc/>
    public bool HasGrades => false;

    /// <inheritdoc/>
    public int MemberCount => 0;

    /// <summary>Where the radial coefficients are read from.</summary>
    public RadialSource Source => _coefficients.Source;

    /// <inheritdoc/>
    public Configuration Take(Configuration configuration) => _potential.Take(configuration);

    /// <inheritdoc/>
    public IBlockWorker CreateWorker() => new Worker(this);

    /// <inheritdoc/>
    public void Dispose() => _coefficients.Dispose();

    private sealed class Worker(KernelBlocks model) : IBlockWorker
    {
        private readonly BlockState _state = new(model._blocks.Kernel, keepsBatches: false);

        public SiteArrays Evaluate(AtomBlock block, SiteExtras extras)
        {
            model._blocks.Evaluate(block, model._coefficients, _state);
            return _state.Results;
        }

        public void Dispose() => _state.Dispose();
    }
}
