using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FastMtp.Packing;

namespace FastMtp.Moving;

/// <summary>Fills the displacements of a block from the positions of its sites.</summary>
internal static unsafe class SiteDisplacements
{
    /// <summary>Lanes of a 256-bit register.</summary>
    private const int Four = 4;

    /// <summary>
    /// Computes the displacements of all slots and the shortest of each batch. Those beyond the cutoff are moved to the cutoff.
    /// </summary>
    /// <param name="block">Has room for them.</param>
    /// <param name="sites">[site][<see cref="SiteRows.Length"/>] Å.</param>
    /// <param name="cutoff">Å.</param>
    /// <returns>The square of the shortest, Å²; that of the cutoff if none is shorter.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Measure(AtomBlock block, double* sites, double cutoff)
    {
        var least = cutoff * cutoff;
        fixed (int* neighbors = block.Neighbors)
        {
            for (var batch = 0; batch < block.BatchCount; batch++)
            {
                var shortest = Avx512F.IsSupported && block.Lanes == SiteFilter.Step
                    ? Measure512(block, batch, neighbors, sites, cutoff)
                    : Avx.IsSupported && block.Lanes % Four == 0
                        ? Measure256(block, batch, neighbors, sites, cutoff)
                        : MeasureEach(block, batch, neighbors, sites, cutoff);
                block.Distances.Squares[batch] = shortest;
                least = Math.Min(least, shortest);
            }
        }
        return least;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Measure512(AtomBlock block, int batch, int* neighbors, double* sites, double cutoff)
    {
        var c = stackalloc int[SiteFilter.Step];
        for (var lane = 0; lane < SiteFilter.Step; lane++)
            c[lane] = SiteRows.Length * Math.Max(block.Centers[batch * SiteFilter.Step + lane], 0);
        var (x, y, z) = SiteGather.Gather512(sites, c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]);
        var (edge, limit) = (Vector512.Create(cutoff), Vector512.Create(cutoff * cutoff));
        var (least, ratios) = (limit, Vector512.Create(double.PositiveInfinity));
        var weights = block.Distances.Weights.AsSpan(block.FirstSlot[batch]);
        var index = neighbors + (long)SiteFilter.Step * block.FirstSlot[batch];
        var d = block.Displacements.Pointer + 3L * SiteFilter.Step * block.FirstSlot[batch];
        var end = neighbors + (long)SiteFilter.Step * block.FirstSlot[batch + 1];
        for (; index < end; index += SiteFilter.Step, d += 3 * SiteFilter.Step)
        {
            var (sx, sy, sz) = SiteGather.Gather512(
                sites,
                SiteRows.Length * index[0], SiteRows.Length * index[1], SiteRows.Length * index[2], SiteRows.Length * index[3],
                SiteRows.Length * index[4], SiteRows.Length * index[5], SiteRows.Length * index[6], SiteRows.Length * index[7]);
            var (dx, dy, dz) = (sx - x, sy - y, sz - z);
            var squares = Vector512.MultiplyAddEstimate(dx, dx, Vector512.MultiplyAddEstimate(dy, dy, dz * dz));
            var near = Vector512.LessThan(squares, limit);
            least = Vector512.MinNative(least, squares);
            ratios = Vector512.MinNative(squares * weights[0], ratios);
            weights = weights[1..];
            Vector512.ConditionalSelect(near, dx, edge).Store(d);
            Vector512.ConditionalSelect(near, dy, default).Store(d + SiteFilter.Step);
            Vector512.ConditionalSelect(near, dz, default).Store(d + 2 * SiteFilter.Step);
        }
        var shortest = least[0];
        for (var lane = 1; lane < SiteFilter.Step; lane++) shortest = Math.Min(shortest, least[lane]);
        var ratio = ratios[0];
        for (var lane = 1; lane < SiteFilter.Step; lane++) ratio = Math.Min(ratio, ratios[lane]);
        block.Distances.Ratios[batch] = ratio;
        return shortest;
    }

    /// <summary>The same operations as <see cref="MeasureEach"/> on four lanes at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Measure256(AtomBlock block, int batch, int* neighbors, double* sites, double cutoff)
    {
        var (lanes, edge, limit) = (block.Lanes, Vector256.Create(cutoff), Vector256.Create(cutoff * cutoff));
        var (least, ratios) = (limit, Vector256.Create(double.PositiveInfinity));
        var centers = stackalloc int[Four];
        for (var lane = 0; lane < lanes; lane += Four)
        {
            for (var k = 0; k < Four; k++) centers[k] = Math.Max(block.Centers[batch * lanes + lane + k], 0);
            var (x, y, z) = SiteGather.Gather256(sites, centers);
            var index = neighbors + (long)lanes * block.FirstSlot[batch] + lane;
            var d = block.Displacements.Pointer + 3L * lanes * block.FirstSlot[batch] + lane;
            foreach (var weight in block.Distances.Weights.AsSpan(block.FirstSlot[batch]..block.FirstSlot[batch + 1]))
            {
                var (sx, sy, sz) = SiteGather.Gather256(sites, index);
                var (dx, dy, dz) = (sx - x, sy - y, sz - z);
                var squares = dx * dx + dy * dy + dz * dz;
                var near = Vector256.LessThan(squares, limit);
                // In this order, a square that is not a number does not count.
                least = Vector256.MinNative(squares, least);
                ratios = Vector256.MinNative(squares * weight, ratios);
                Vector256.ConditionalSelect(near, dx, edge).Store(d);
                (near & dy).Store(d + lanes);
                (near & dz).Store(d + 2 * lanes);
                index += lanes;
                d += 3 * lanes;
            }
        }
        block.Distances.Ratios[batch] = Math.Min(Math.Min(ratios[0], ratios[1]), Math.Min(ratios[2], ratios[3]));
        return Math.Min(Math.Min(least[0], least[1]), Math.Min(least[2], least[3]));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double MeasureEach(AtomBlock block, int batch, int* neighbors, double* sites, double cutoff)
    {
        var (lanes, squaredCutoff) = (block.Lanes, cutoff * cutoff);
        var (least, ratio, weights) = (squaredCutoff, double.PositiveInfinity, block.Distances.Weights);
        for (var lane = 0; lane < lanes; lane++)
        {
            var at = sites + SiteRows.Length * Math.Max(block.Centers[batch * lanes + lane], 0);
            for (var slot = block.FirstSlot[batch]; slot < block.FirstSlot[batch + 1]; slot++)
            {
                var site = sites + SiteRows.Length * neighbors[slot * lanes + lane];
                var d = block.Displacements.Pointer + 3L * lanes * slot + lane;
                var (dx, dy, dz) = (site[0] - at[0], site[1] - at[1], site[2] - at[2]);
                var square = dx * dx + dy * dy + dz * dz;
                (d[0], d[lanes], d[2 * lanes]) = square < squaredCutoff ? (dx, dy, dz) : (cutoff, 0, 0);
                // A branch that is hardly ever taken costs less than a minimum that each slot waits for.
                if (square < least) least = square;
                if (square * weights[slot] < ratio) ratio = square * weights[slot];
            }
        }
        block.Distances.Ratios[batch] = ratio;
        return least;
    }
}
