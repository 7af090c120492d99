using System.Numerics;
using System.Runtime.CompilerServices;
using FastMtp.Packing;

namespace FastMtp.Blocks;

/// <summary>
/// Radial functions from factors. Every lane has the coefficients of its own pair of species, Σ_k w_k·B_k with weights that
/// differ between lanes and tables that do not: N_f·N_b·(r + 3) operations, regardless of how many kinds of pairs share a slot.
/// </summary>
internal sealed unsafe partial class RadialStage<T, TNumber>
{
    /// <summary>
    /// Vectors of scratch for factors: weights, coefficients and series of every lane of a slot, or the common functions of a block.
    /// </summary>
    private static int ScratchLength(SharedTables tables, int pairLength) =>
        tables.AreFunctions ? SharedScratch(tables) : tables.Count == 0 ? 0 : tables.Count + 3 * pairLength;

    /// <summary>f and f' of a slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumTables(AtomBlock block, int slot, TNumber*[] pairs, SharedTables tables, T* polynomials, T* scratch, T* f)
    {
        var weights = scratch;
        var coefficients = scratch + tables.Count;
        var series = coefficients + PairLength;
        GatherWeights(block, slot, pairs, weights, tables.Count);
        Combine(tables, weights, coefficients);
        WriteSeries(coefficients, series);
        Sum(new LaneSeries(series), polynomials, f);
    }

    /// <summary>[k] w_k of each lane's pair.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GatherWeights(AtomBlock block, int slot, TNumber*[] pairs, T* weights, int count)
    {
        var firstEntry = block.FirstEntry[slot];
        var first = pairs[block.Entries[firstEntry].PairType];
        for (var k = 0; k < count; k++) weights[k] = T.BroadcastAt(first, k);
        for (var entry = firstEntry + 1; entry < block.FirstEntry[slot + 1]; entry++)
        {
            var (pair, lanes) = block.Entries[entry];
            var source = pairs[pair];
            for (; lanes != 0; lanes &= lanes - 1)
            {
                var lane = (TNumber*)weights + BitOperations.TrailingZeroCount(lanes);
                for (var k = 0; k < count; k++) lane[k * T.Count] = source[k];
            }
        }
    }

    /// <summary>[mu][b] c of each lane's pair. Four coefficients share every load of a weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Combine(SharedTables tables, T* weights, T* coefficients)
    {
        var length = PairLength;
        var i = 0;
        for (; i <= length - 4; i += 4)
        {
            T a = T.Broadcast(0), b = a, c = a, d = a;
            var table = (TNumber*)tables.Pointer + i;
            for (var k = 0; k < tables.Count; k++, table += length)
            {
                var weight = weights[k];
                a = T.MultiplyAdd(weight, T.BroadcastAt(table, 0), a);
                b = T.MultiplyAdd(weight, T.BroadcastAt(table, 1), b);
                c = T.MultiplyAdd(weight, T.BroadcastAt(table, 2), c);
                d = T.MultiplyAdd(weight, T.BroadcastAt(table, 3), d);
            }
            (coefficients[i], coefficients[i + 1], coefficients[i + 2], coefficients[i + 3]) = (a, b, c, d);
        }
        for (; i < length; i++)
        {
            var a = T.Broadcast(0);
            for (var k = 0; k < tables.Count; k++)
                a = T.MultiplyAdd(weights[k], T.BroadcastAt((TNumber*)tables.Pointer, k * length + i), a);
            coefficients[i] = a;
        }
    }

    /// <summary><see cref="RadialSeries.Write"/> for every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WriteSeries(T* coefficients, T* series)
    {
        for (var mu = 0; mu < _functions; mu++)
        {
            T above = T.Broadcast(0), next = above;
            var (first, width) = RadialSeries.Column(mu, _functions, _size);
            for (var b = _size - 1; b >= 0; b--)
            {
                var c = coefficients[mu * _size + b];
                var row = series + first + 2 * width * b;
                row[0] = c;
                row[width] = next;
                (above, next) = (next,
                    T.MultiplyAdd(T.Broadcast(RadialSeries.Factor(b, _slope)), c, b == 1 ? T.Broadcast(0.5) * above : above));
            }
        }
    }
}
