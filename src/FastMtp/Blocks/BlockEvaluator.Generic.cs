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
    private readonly RadialStage<T> _radial;
    private readonly ZblTable? _repulsion;
    private readonly int[] _functions;

    public BlockEvaluator(MtpKernel kernel, PotentialModel potential)
        : base(kernel)
    {
        _radial = new RadialStage<T>(potential.Radial, kernel.Program.Plan.RadialFunctionCount,
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
            _radial.Evaluate(block, batch, pairs, coefficients.Tables, frame.Geometry, frame.Radial);
            Kernel.Accumulate(slots, frame.Geometry, frame.Radial, frame.Moments);
            Kernel.Contract(frame.Moments);
            Backpropagate(block, batch, coefficients, frame, state);
            Kernel.PairForces(slots, frame.Geometry, frame.Radial, frame.Adjoints, state.PairForces);
            ScatterEnergies(block, batch, coefficients, (T*)frame.Moments, state);
            if (_repulsion is not null) Repulsion.Add(_repulsion, block, batch, state);
            ScatterForces(block, batch, state);
        }
    }

    /// <summary>F_i += ∂V_i/∂r_ij, F_j −= ∂V_i/∂r_ij, W −= ∂V_i/∂r_ij ⊗ r_ij.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ScatterForces(AtomBlock block, int batch, BlockState state)
    {
        var first = block.FirstSlot[batch];
        var slots = block.FirstSlot[batch + 1] - first;
        T fx = T.Broadcast(0), fy = fx, fz = fx, xx = fx, yy = fx, zz = fx, yz = fx, xz = fx, xy = fx;
        fixed (double* forces = state.Forces)
        fixed (int* neighbors = block.Neighbors)
        {
            var f = (T*)state.PairForces;
            var d = (T*)block.Displacements.Pointer + 3L * first;
            for (var slot = 0; slot < slots; slot++, f += 3, d += 3)
            {
                fx += f[0];
                fy += f[1];
                fz += f[2];
                xx = T.MultiplyAdd(f[0], d[0], xx);
                yy = T.MultiplyAdd(f[1], d[1], yy);
                zz = T.MultiplyAdd(f[2], d[2], zz);
                yz = T.MultiplyAdd(f[1], d[2], yz);
                xz = T.MultiplyAdd(f[0], d[2], xz);
                xy = T.MultiplyAdd(f[0], d[1], xy);
                LaneRows.Subtract((double*)f, T.Count, neighbors + (first + slot) * T.Count, forces);
            }
        }
        var none = T.Broadcast(0);
        Scatter3(block, batch, fx, fy, fz, state.Forces, 3, 0);
        Scatter3(block, batch, none - xx, none - yy, none - zz, state.SiteVirials, 6, 0);
        Scatter3(block, batch, none - yz, none - xz, none - xy, state.SiteVirials, 6, 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scatter(AtomBlock block, int batch, T values, double[] perCenter)
    {
        var lane = 0;
        foreach (var center in Lanes(block, batch))
        {
            if (center >= 0) perCenter[center] = ((double*)&values)[lane];
            lane++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scatter3(AtomBlock block, int batch, T a, T b, T c, double[] perCenter, int stride, int offset)
    {
        var lane = 0;
        foreach (var center in Lanes(block, batch))
        {
            if (center >= 0)
            {
                var target = stride * center + offset;
                perCenter[target] += ((double*)&a)[lane];
                perCenter[target + 1] += ((double*)&b)[lane];
                perCenter[target + 2] += ((double*)&c)[lane];
            }
            lane++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ReadOnlySpan<int> Lanes(AtomBlock block, int batch) => block.Centers.AsSpan(batch * T.Count, T.Count);
}
