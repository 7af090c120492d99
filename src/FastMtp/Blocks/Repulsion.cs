using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FastMtp.Packing;
using FastMtp.Zbl;

namespace FastMtp.Blocks;

/// <summary>Adds the repulsion of a <see cref="ZblTable"/> to a kernel's results for a batch.</summary>
internal static unsafe class Repulsion
{
    /// <summary>
    /// Adds half of each pair's energy to the site energies, and its gradient to the pair forces before they are scattered.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<TNumber>(ZblTable repulsion, AtomBlock block, int batch, TNumber* pairForces, double[] siteEnergies)
        where TNumber : unmanaged, INumberBase<TNumber>
    {
        if (block.Distances.AreBeyond(repulsion.Reach * repulsion.Reach, batch)) return;
        var first = block.FirstSlot[batch];
        for (var slot = first; slot < block.FirstSlot[batch + 1]; slot++)
        {
            var d = block.Displacements.Pointer + 3L * slot * block.Lanes;
            var reach = Vector128.Create(SquaredReach(repulsion, block, slot));
            for (var lane = 0; lane < block.Lanes; lane += Vector128<double>.Count)
            {
                var (x, y, z) = (Vector128.Load(d + lane), Vector128.Load(d + block.Lanes + lane),
                    Vector128.Load(d + 2 * block.Lanes + lane));
                var near = Vector128.LessThan(x * x + y * y + z * z, reach).ExtractMostSignificantBits();
                // Few pairs are this close.
                for (; near != 0; near &= near - 1)
                    AddPair(repulsion, block, batch, slot, lane + BitOperations.TrailingZeroCount(near), pairForces, siteEnergies);
            }
        }
    }

    /// <summary>The longest of the pairs in a slot, Å²: most slots hold pairs of one type.</summary>
    private static double SquaredReach(ZblTable repulsion, AtomBlock block, int slot)
    {
        var reach = 0.0;
        for (var entry = block.FirstEntry[slot]; entry < block.FirstEntry[slot + 1]; entry++)
            reach = Math.Max(reach, repulsion.SquaredReachOf(block.PairTypes[block.Entries[entry].PairType]));
        return reach;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddPair<TNumber>(ZblTable repulsion, AtomBlock block, int batch, int slot, int lane, TNumber* pairForces,
        double[] siteEnergies)
        where TNumber : unmanaged, INumberBase<TNumber>
    {
        var center = block.Centers[batch * block.Lanes + lane];
        if (center < 0) return;
        var entry = block.FirstEntry[slot];
        while ((block.Entries[entry].Lanes >> lane & 1) == 0) entry++;
        var d = block.Displacements.Pointer + 3L * slot * block.Lanes + lane;
        var (x, y, z) = (d[0], d[block.Lanes], d[2 * block.Lanes]);
        var distance = Math.Sqrt(x * x + y * y + z * z);
        var (energy, slope) = repulsion.At(block.PairTypes[block.Entries[entry].PairType], distance);
        siteEnergies[center] += 0.5 * energy;
        var f = pairForces + 3L * (slot - block.FirstSlot[batch]) * block.Lanes + lane;
        f[0] += TNumber.CreateTruncating(0.5 * slope / distance * x);
        f[block.Lanes] += TNumber.CreateTruncating(0.5 * slope / distance * y);
        f[2 * block.Lanes] += TNumber.CreateTruncating(0.5 * slope / distance * z);
    }
}
