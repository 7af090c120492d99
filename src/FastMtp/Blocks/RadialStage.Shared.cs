using System.Runtime.CompilerServices;
using FastMtp.Kernels;
using FastMtp.Packing;

namespace FastMtp.Blocks;

/// <summary>
/// Radial functions as combinations of a few that all pairs share: f_mu = Σ_k W[mu][k]·ψ_k. The sums over polynomials are then those of
/// r functions instead of N_f, and each f takes r products instead of N_b.
/// </summary>
internal sealed unsafe partial class RadialStage<T, TNumber>
{
    /// <summary>ψ and ψ' of a block of slots, [slot][2][r], then f and f' of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumShared(AtomBlock block, int slot, TNumber*[] pairs, SharedTables tables, T* polynomials, int stride, T* scratch, T* f)
    {
        var rank = tables.Count;
        var common = scratch + 2 * _functions + 1;
        for (var k = 0; k < MtpKernel.SlotBlock; k += 2)
        {
            var psi = common + k * 2 * rank;
            var functions = (TNumber*)tables.Pointer;
            _common!.SumTwoSlots<OneKind>(functions, functions, scratch, polynomials + k * stride, stride, psi);
            var target = f + k * 2 * _functions;
            if (IsOneKind(block, slot + k))
            {
                MixTwoSlots(pairs[block.Entries[block.FirstEntry[slot + k]].PairType], rank, psi, target);
                continue;
            }
            MixEntries(block, slot + k, pairs, rank, psi, scratch, target);
            MixEntries(block, slot + k + 1, pairs, rank, psi + 2 * rank, scratch, target + 2 * _functions);
        }
    }

    /// <summary>Vectors of scratch that a block of slots needs for r common functions.</summary>
    private static int SharedScratch(SharedTables tables) => tables.AreFunctions ? MtpKernel.SlotBlock * 2 * tables.Count : 0;

    /// <summary>Two slots with pairs of one kind, two functions at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MixTwoSlots(TNumber* weights, int rank, T* psi, T* f)
    {
        T* first = psi, second = psi + 2 * rank, g = f + 2 * _functions;
        var mu = 0;
        for (; mu + 1 < _functions; mu += 2, weights += 2 * rank)
        {
            T a0 = T.Broadcast(0), b0 = a0, da0 = a0, db0 = a0, a1 = a0, b1 = a0, da1 = a0, db1 = a0;
            for (var k = 0; k < rank; k++)
            {
                T a = T.BroadcastAt(weights, k), b = T.BroadcastAt(weights, rank + k);
                T u = first[k], du = first[rank + k], v = second[k], dv = second[rank + k];
                a0 = T.MultiplyAdd(a, u, a0);
                b0 = T.MultiplyAdd(b, u, b0);
                da0 = T.MultiplyAdd(a, du, da0);
                db0 = T.MultiplyAdd(b, du, db0);
                a1 = T.MultiplyAdd(a, v, a1);
                b1 = T.MultiplyAdd(b, v, b1);
                da1 = T.MultiplyAdd(a, dv, da1);
                db1 = T.MultiplyAdd(b, dv, db1);
            }
            (f[mu], f[mu + 1], f[_functions + mu], f[_functions + mu + 1]) = (a0, b0, da0, db0);
            (g[mu], g[mu + 1], g[_functions + mu], g[_functions + mu + 1]) = (a1, b1, da1, db1);
        }
        if (mu == _functions) return;
        MixOne(weights, rank, first, f + mu);
        MixOne(weights, rank, second, g + mu);
    }

    /// <summary>A slot with pairs of several kinds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MixEntries(AtomBlock block, int slot, TNumber*[] pairs, int rank, T* psi, T* scratch, T* f)
    {
        var target = f;
        for (var entry = block.FirstEntry[slot]; entry < block.FirstEntry[slot + 1]; entry++)
        {
            var (pair, lanes) = block.Entries[entry];
            var weights = pairs[pair];
            for (var mu = 0; mu < _functions; mu++) MixOne(weights + mu * rank, rank, psi, target + mu);
            if (target == f)
            {
                target = scratch + 1;
                continue;
            }
            var mask = T.Mask(lanes);
            for (var i = 0; i < 2 * _functions; i++) f[i] = T.Select(mask, target[i], f[i]);
        }
    }

    /// <summary>One function of one slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void MixOne(TNumber* weights, int rank, T* psi, T* f)
    {
        T value = T.Broadcast(0), slope = value;
        for (var k = 0; k < rank; k++)
        {
            var w = T.BroadcastAt(weights, k);
            value = T.MultiplyAdd(w, psi[k], value);
            slope = T.MultiplyAdd(w, psi[rank + k], slope);
        }
        f[0] = value;
        f[_functions] = slope;
    }

    /// <summary>True if a slot and the next hold pairs of one kind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsOneKind(AtomBlock block, int slot)
    {
        var entry = block.FirstEntry[slot];
        return block.FirstEntry[slot + 2] == entry + 2 && block.Entries[entry].PairType == block.Entries[entry + 1].PairType;
    }
}
