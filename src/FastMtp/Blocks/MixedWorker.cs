using System.Runtime.CompilerServices;
using FastMtp.Kernels;
using FastMtp.Packing;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Zbl;

namespace FastMtp.Blocks;

/// <summary>The model for a register width: vectors of floats, and of doubles.</summary>
internal sealed class MixedBlocks<T, TDouble>(PotentialModel potential, MtpKernel kernel, RadialSource radial)
    : MixedBlocks(potential, kernel, radial)
    where T : unmanaged, ILanes<T>
    where TDouble : unmanaged, ILanes<TDouble>
{
    private readonly RadialStage<T, float> _radial = new(potential.Radial, potential.Plan.RadialFunctionCount,
        potential.RadialTensor is SharedRadialTensor shared ? shared.Ranks[0] : 0);

    private readonly ZblTable? _repulsion = ZblTable.Of(potential);

    /// <inheritdoc/>
    public override IBlockWorker CreateWorker() => new MixedWorker<T, TDouble>(Kernel, Coefficients, _radial, _repulsion);
}

/// <summary>Evaluates one block after another in mixed precision.</summary>
internal sealed unsafe class MixedWorker<T, TDouble>(
    MtpKernel kernel, MixedCoefficients coefficients, RadialStage<T, float> radial, ZblTable? repulsion) : IBlockWorker
    where T : unmanaged, ILanes<T>
    where TDouble : unmanaged, ILanes<TDouble>
{
    private readonly BlockState _state = new(kernel, keepsBatches: false);
    private readonly int[] _functions = [.. kernel.Program.Plan.Functions];
    private AlignedBuffer _weights = new(0);
    private float*[] _pairs = [];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public SiteArrays Evaluate(AtomBlock block, SiteExtras extras)
    {
        _state.Prepare(block);
        Locate(block);
        var near = _state.NearPairs;
        for (var batch = 0; batch < block.BatchCount; batch++)
        {
            var frame = _state[batch];
            var slots = block.FirstSlot[batch + 1] - block.FirstSlot[batch];
            near.Evaluate(radial, repulsion, block, batch, _pairs, coefficients.Tables, frame);
            _state.Kernel.Accumulate(slots, frame.Geometry, frame.Radial, frame.Moments);
            _state.Kernel.Contract(frame.Moments);
            SitePasses.Backpropagate<T>(_state.Kernel, block, batch, coefficients, frame, _state.SpareAdjoints);
            _state.Kernel.PairForces(slots, frame.Geometry, frame.Radial, frame.Adjoints, _state.PairForces);
            SitePasses.SetEnergies<TDouble, float>(block, batch, _functions, coefficients, (float*)frame.Moments, _state.SiteEnergies);
            near.AddRepulsion(repulsion, block, batch, (float*)_state.PairForces, _state.SiteEnergies);
            SiteSums<TDouble>.AddForces(block, batch, (float*)_state.PairForces, _state.Results);
        }
        return _state.Results;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _state.Dispose();
        _weights.Dispose();
    }

    private void Locate(AtomBlock block)
    {
        var (types, count) = (block.PairTypes, coefficients.Tables.Count);
        BlockState.Grow(ref _weights, (long)types.Length * count);
        if (_pairs.Length < types.Length) _pairs = new float*[types.Length];
        for (var i = 0; i < types.Length; i++) _pairs[i] = coefficients.Locate(types[i], (float*)_weights.Pointer + (long)i * count);
    }
}
