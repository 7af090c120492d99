using System.Runtime.CompilerServices;
using FastMtp.Packing;

namespace FastMtp.Blocks;

internal sealed unsafe partial class BlockEvaluator<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Pullback(AtomBlock block, PotentialCoefficients coefficients, BlockCotangents cotangents, BlockState state,
        ParameterGradient gradient)
    {
        var radial = (T*)gradient.RadialAccumulators(block);
        for (var batch = 0; batch < block.BatchCount; batch++)
        {
            var frame = state[batch];
            var slots = block.FirstSlot[batch + 1] - block.FirstSlot[batch];
            var weights = Gather(block, batch, cotangents.EnergyWeights);
            FillDirections(block, batch, frame.Geometry, cotangents, (T*)state.Directions);
            state.Kernel.AccumulateTangents(slots, frame.Geometry, frame.Radial, state.Directions, state.TangentMoments);
            state.Kernel.ContractTangents(frame.Moments, state.TangentMoments);
            BackpropagateTangents(block, batch, coefficients, frame, weights, state);
            state.Kernel.PairGradients(slots, frame.Geometry, state.Directions, frame.Adjoints, state.TangentAdjoints, state.PairGradients);
            state.PairLists.Sort(block, batch);
            _radial.AddGradient(block, batch, state.PairLists, frame.Geometry, state.Directions, state.PairGradients,
                state.Polynomials(_radial.GradientScratch), radial);
            AddMomentGradient(block, batch, coefficients, weights, (T*)frame.Moments, (T*)state.TangentMoments, (T*)gradient.Moments);
        }
        gradient.AddRadial(block);
        for (var center = 0; center < block.CenterCount; center++)
            gradient.Species[block.CenterTypes[center]] += cotangents.EnergyWeights[center];
    }

    /// <summary>d_ij for every slot, split into its radial and its tangential part; the tangential one is divided by r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillDirections(AtomBlock block, int batch, double* geometry, BlockCotangents cotangents, T* directions)
    {
        var first = block.FirstSlot[batch];
        var slots = block.FirstSlot[batch + 1] - first;
        T gx = Gather(block, batch, cotangents.ForceWeights, 3, 0), gy = Gather(block, batch, cotangents.ForceWeights, 3, 1),
            gz = Gather(block, batch, cotangents.ForceWeights, 3, 2);
        T xx = Virial(0), yy = Virial(1), zz = Virial(2), yz = Virial(3), xz = Virial(4), xy = Virial(5);
        fixed (double* weights = cotangents.ForceWeights)
        fixed (int* neighbors = block.Neighbors)
        {
            // All slots first: what was just stored in halves cannot be loaded whole without waiting.
            for (var slot = 0; slot < slots; slot++)
                LaneRows.Gather(weights, neighbors + (first + slot) * T.Count, T.Count, (double*)(directions + 4 * slot));
            var r = (T*)block.Displacements.Pointer + 3L * first;
            for (var slot = 0; slot < slots; slot++, r += 3)
            {
                var d = directions + 4 * slot;
                var dx = gx - d[0] - T.MultiplyAdd(xx, r[0], T.MultiplyAdd(xy, r[1], xz * r[2]));
                var dy = gy - d[1] - T.MultiplyAdd(xy, r[0], T.MultiplyAdd(yy, r[1], yz * r[2]));
                var dz = gz - d[2] - T.MultiplyAdd(xz, r[0], T.MultiplyAdd(yz, r[1], zz * r[2]));
                var u = (T*)geometry + 4 * slot;
                var radial = T.MultiplyAdd(dx, u[0], T.MultiplyAdd(dy, u[1], dz * u[2]));
                d[0] = (dx - radial * u[0]) * u[3];
                d[1] = (dy - radial * u[1]) * u[3];
                d[2] = (dz - radial * u[2]) * u[3];
                d[3] = radial;
            }
        }

        T Virial(int component) => Gather(block, batch, cotangents.VirialWeights, 6, component);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Gather(AtomBlock block, int batch, double[] perCenter, int stride = 1, int offset = 0)
    {
        var values = T.Broadcast(0);
        var lane = 0;
        foreach (var center in Lanes(block, batch))
        {
            if (center >= 0) ((double*)&values)[lane] = perCenter[stride * center + offset];
            lane++;
        }
        return values;
    }
}
