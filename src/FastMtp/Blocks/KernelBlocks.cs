using FastMtp.Kernels;
using FastMtp.Packing;
using FastMtp.Potentials;

namespace FastMtp.Blocks;

/// <summary>A potential of this program in double precision.</summary>
internal sealed class KernelBlocks : PotentialBlocks
{
    private readonly BlockEvaluator _blocks;
    private readonly PotentialCoefficients _coefficients;

    /// <param name="potential">A potential with all its coefficients.</param>
    /// <param name="kernel">The kernel to use; by default the registry chooses.</param>
    /// <param name="radial">Where factorised radial coefficients are read from; does not affect the results.</param>
    public KernelBlocks(PotentialModel potential, MtpKernel? kernel = null, RadialSource radial = RadialSource.ByCost)
        : base(potential, kernel ?? KernelRegistry.For(potential.Plan))
    {
        _blocks = BlockEvaluator.Create(Kernel, potential);
        _coefficients = new PotentialCoefficients(potential, RadialCost.Choose(potential.RadialTensor, Lanes, radial));
    }

    /// <summary>Where the radial coefficients are read from.</summary>
    public RadialSource Source => _coefficients.Source;

    /// <inheritdoc/>
    public override IBlockWorker CreateWorker() => new Worker(this);

    /// <inheritdoc/>
    public override void Dispose() => _coefficients.Dispose();

    private sealed class Worker(KernelBlocks model) : IBlockWorker
    {
        private readonly BlockState _state = new(model.Kernel, keepsBatches: false);

        public SiteArrays Evaluate(AtomBlock block, SiteExtras extras)
        {
            model._blocks.Evaluate(block, model._coefficients, _state);
            return _state.Results;
        }

        public void Dispose() => _state.Dispose();
    }
}
