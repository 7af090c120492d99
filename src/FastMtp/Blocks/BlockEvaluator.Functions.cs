using System.Numerics;
using System.Runtime.CompilerServices;
using FastMtp.Kernels;
using FastMtp.Packing;

namespace FastMtp.Blocks;

/// <summary>
/// All basis functions at once, with their gradients: a tangent pass along a displacement gives the derivatives of every function. It
/// takes one for each neighbour and component, where reverse passes would take one for each function.
/// </summary>
internal sealed unsafe partial class BlockEvaluator<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void EvaluateFunctions(AtomBlock block, PotentialCoefficients coefficients, BlockState state, FunctionArrays results)
    {
        state.Prepare(block);
        var pairs = coefficients.Locate(block, state);
        var (count, components) = (_functions.Length, results.Components);
        using var buffer = new AlignedBuffer((long)count * T.Count);
        var values = (T*)buffer.Pointer;
        for (var batch = 0; batch < block.BatchCount; batch++)
        {
            var frame = state[batch];
            var slots = block.FirstSlot[batch + 1] - block.FirstSlot[batch];
            EvaluateMoments(block, batch, pairs, coefficients.Tables, frame, state);
            Collect((T*)frame.Moments, values);
            ScatterFunctions(block, batch, coefficients, values, results.Energies, 1, 0);
            for (var component = 0; component < components; component++)
            {
                MoveCenters(block, batch, component, frame, state, results);
                Differentiate(0, slots, frame, state, values);
                ScatterFunctions(block, batch, coefficients, values, results.Forces, components, component);
                for (var slot = 0; slot < slots; slot++)
                {
                    var first = slot / KernelPasses.SlotBlock * KernelPasses.SlotBlock;
                    MoveNeighbors(block, batch, slot, component, frame, state, results);
                    Differentiate(first, KernelPasses.SlotBlock, frame, state, values);
                    SubtractFromNeighbors(block, batch, slot, coefficients, values, results, component);
                }
            }
            for (var component = 0; results.HasVirials && component < 6; component++)
            {
                Strain(block, batch, component, frame, state);
                Differentiate(0, slots, frame, state, values);
                ScatterFunctions(block, batch, coefficients, values, results.Virials, 6, component);
            }
        }
    }

    /// <summary>Subtracts the derivatives of a slot from the rows of its neighbours, for the species of each centre.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SubtractFromNeighbors(AtomBlock block, int batch, int slot, PotentialCoefficients coefficients, T* values,
        FunctionArrays results, int component)
    {
        var count = _functions.Length;
        var species = new CentralSpecies(block, batch, coefficients.AreCommon);
        fixed (double* rows = results.Forces)
        fixed (int* atoms = &block.Neighbors[(block.FirstSlot[batch] + slot) * T.Count])
        {
            while (species.MoveNext())
            {
                var target = rows + component * results.Functions + species.Species * count;
                if (species.AreAll)
                    LaneRows.Subtract((double*)values, count, T.Count, atoms, target, (long)results.Components * results.Functions);
                else
                    SubtractLanes(values, species.Lanes, atoms, target, results.Components * results.Functions);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SubtractLanes(T* values, uint lanes, int* atoms, double* rows, long stride)
    {
        for (; lanes != 0; lanes &= lanes - 1)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            var row = rows + atoms[lane] * stride;
            for (var i = 0; i < _functions.Length; i++) row[i] -= ((double*)(values + i))[lane];
        }
    }

    /// <summary>Derivatives of all functions along the directions, which are those of some slots and zero in all others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Differentiate(int first, int slots, in BlockState.Frame frame, BlockState state, T* derivatives)
    {
        state.Kernel.AccumulateTangents(slots, frame.Geometry + 4L * first * T.Count,
            frame.Radial + 2L * Kernel.Program.Plan.RadialFunctionCount * first * T.Count,
            state.Directions + 4L * first * T.Count, state.TangentMoments);
        state.Kernel.ContractTangents(frame.Moments, state.TangentMoments);
        Collect((T*)state.TangentMoments, derivatives);
    }

    /// <summary>d_ij = e_i, along which V_i grows by the force on the centre.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MoveCenters(AtomBlock block, int batch, int component, in BlockState.Frame frame, BlockState state,
        FunctionArrays results)
    {
        var e = stackalloc T[3];
        e[0] = e[1] = e[2] = T.Broadcast(0);
        var lane = 0;
        foreach (var center in Lanes(block, batch))
        {
            if (center >= 0) ((double*)(e + results.Axis(center, component)))[lane] = 1;
            lane++;
        }
        var slots = block.FirstSlot[batch + 1] - block.FirstSlot[batch];
        for (var slot = 0; slot < slots; slot++) SetDirection(slot, e[0], e[1], e[2], frame, state);
    }

    /// <summary>d_ij = e_j in one slot and 0 in the rest of its block of slots: V_i falls by the force on the neighbour.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MoveNeighbors(AtomBlock block, int batch, int slot, int component, in BlockState.Frame frame, BlockState state,
        FunctionArrays results)
    {
        var e = stackalloc T[3];
        var none = e[0] = e[1] = e[2] = T.Broadcast(0);
        var neighbors = (block.FirstSlot[batch] + slot) * T.Count;
        for (var lane = 0; lane < T.Count; lane++)
            ((double*)(e + results.Axis(block.Neighbors[neighbors + lane], component)))[lane] = 1;
        var directions = (T*)state.Directions + 4 * (slot / KernelPasses.SlotBlock * KernelPasses.SlotBlock);
        for (var i = 0; i < 4 * KernelPasses.SlotBlock; i++) directions[i] = none;
        SetDirection(slot, e[0], e[1], e[2], frame, state);
    }

    /// <summary>d_ij = −e_a·(r_ij)_b for a component ab of the virial.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Strain(AtomBlock block, int batch, int component, in BlockState.Frame frame, BlockState state)
    {
        ReadOnlySpan<(int A, int B)> components = [(0, 0), (1, 1), (2, 2), (1, 2), (0, 2), (0, 1)];
        var (a, b) = components[component];
        var none = T.Broadcast(0);
        var slots = block.FirstSlot[batch + 1] - block.FirstSlot[batch];
        var r = (T*)block.Displacements.Pointer + 3L * block.FirstSlot[batch];
        for (var slot = 0; slot < slots; slot++, r += 3)
        {
            var d = none - r[b];
            SetDirection(slot, a == 0 ? d : none, a == 1 ? d : none, a == 2 ? d : none, frame, state);
        }
    }

    /// <summary>A direction, split into its radial and its tangential part; the tangential one is divided by r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SetDirection(int slot, T x, T y, T z, in BlockState.Frame frame, BlockState state)
    {
        var u = (T*)frame.Geometry + 4 * slot;
        var d = (T*)state.Directions + 4 * slot;
        var radial = T.MultiplyAdd(x, u[0], T.MultiplyAdd(y, u[1], z * u[2]));
        d[0] = (x - radial * u[0]) * u[3];
        d[1] = (y - radial * u[1]) * u[3];
        d[2] = (z - radial * u[2]) * u[3];
        d[3] = radial;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Collect(T* moments, T* values)
    {
        for (var i = 0; i < _functions.Length; i++) values[i] = moments[_functions[i]];
    }

    /// <summary>Adds the functions of every lane to a row of its centre.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ScatterFunctions(AtomBlock block, int batch, PotentialCoefficients coefficients, T* values, double[] rows, int stride,
        int offset)
    {
        var lane = 0;
        var all = _functions.Length * coefficients.MomentSets;
        foreach (var center in Lanes(block, batch))
        {
            if (center >= 0)
            {
                var species = coefficients.AreCommon ? 0 : block.CenterTypes[center];
                var row = rows.AsSpan((stride * center + offset) * all + species * _functions.Length, _functions.Length);
                for (var i = 0; i < row.Length; i++) row[i] += ((double*)(values + i))[lane];
            }
            lane++;
        }
    }
}
