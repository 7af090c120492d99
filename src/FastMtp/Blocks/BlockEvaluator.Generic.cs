using System.Runtime.CompilerServices;
using FastMtp.Kernels;
using FastMtp.Packing;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Zbl;

namespace FastMtp.Blocks;

/// <summary>The evaluator of one vector width.</summary>
internal sealed unsafe partial class BlockEvaluator<T> : BlockEvaluator
    where T : unmanaged, ILanes<T>
{
    private readonly RadialStage<T, double> _radial;
    private readonly ZblTable? _repulsion;
    private readonly int[] _functions;

    public BlockEvaluator(MtpKernel kernel, PotentialModel potential)
        : base(kernel)
    {
        _radial = new RadialStage<T, double>(potential.Radial, kernel.Program.Plan.RadialFunctionCount,
            potential.RadialTensor is SharedRadialTensor shared ? shared.Ranks[0] : 0);
        _repulsion = ZblTable.Of(potential);
        _functions = [.. kernel.Program.Plan.Functions];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Evaluate(AtomBlock block, PotentialCoefficients coefficients, BlockState state)
    {
        state.Prepare(block);
        var pairs = coefficients.Locate(block, state);
        for (var batch = 0; batch < block.BatchCount; batch++)
        {
            var frame = state[batch];
            var slots = block.FirstSlot[batch + 1] - block.FirstSlot[batch];
            EvaluateMoments(block, batch, pairs, coefficients.Tables, frame, state);
            SitePasses.Backpropagate<T>(state.Kernel, block, batch, coefficients, frame, state.SpareAdjoints);
            state.Kernel.PairForces(slots, frame.Geometry, frame.Radial, frame.Adjoints, state.PairForces);
            SitePasses.SetEnergies<T, double>(block, batch, _functions, coefficients, frame.Moments, state.SiteEnergies);
            state.NearPairs.AddRepulsion(_repulsion, block, batch, state.PairForces, state.SiteEnergies);
            SiteSums<T>.AddForces(block, batch, state.PairForces, state.Results);
        }
    }

    private void EvaluateMoments(
        AtomBlock block, int batch, double*[] pairs, SharedTables tables, in BlockState.Frame frame, BlockState state)
    {
        state.NearPairs.Evaluate(_radial, _repulsion, block, batch, pairs, tables, frame);
        state.Kernel.Accumulate(block.FirstSlot[batch + 1] - block.FirstSlot[batch], frame.Geometry, frame.Radial, frame.Moments);
        state.Kernel.Contract(frame.Moments);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ReadOnlySpan<int> Lanes(AtomBlock block, int batch) => block.Centers.AsSpan(batch * T.Count, T.Count);
}
