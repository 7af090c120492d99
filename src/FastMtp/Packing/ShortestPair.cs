using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FastMtp.Packing;

/// <summary>The two atoms of a block that are nearest to each other, or come nearest in relation to a limit for their species.</summary>
/// <param name="Squared">Their squared distance, Å²; infinite if no neighbour is within the cutoff.</param>
/// <param name="Ratio">The same in relation to the squared limit.</param>
/// <param name="First">A centre.</param>
/// <param name="Second">Its neighbour.</param>
internal readonly record struct ShortestPair(double Squared, double Ratio, int First, int Second)
{
    public static ShortestPair None { get; } = new(double.PositiveInfinity, double.PositiveInfinity, -1, -1);

    /// <summary>The nearest atoms.</summary>
    public static ShortestPair Of(AtomBlock block, double cutoff) => Of(block, cutoff, []);

    /// <param name="block">The block.</param>
    /// <param name="cutoff">Å.</param>
    /// <param name="squaredLimits">[z_i·N_T + z_j] positive, Å²; empty for the nearest atoms.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ShortestPair Of(AtomBlock block, double cutoff, ReadOnlySpan<double> squaredLimits)
    {
        Span<double> limits = stackalloc double[Math.Min(block.PairTypes.Length, 256)];
        if (block.PairTypes.Length > limits.Length) limits = new double[block.PairTypes.Length];
        for (var type = 0; type < limits.Length; type++) limits[type] = squaredLimits.IsEmpty ? 1 : squaredLimits[block.PairTypes[type]];

        (double Ratio, double Square, int At) best = (double.PositiveInfinity, 0.0, -1);
        // The batch with the lowest bound says which of the others need a look; the first of equal pairs counts, so it takes its turn, too.
        var nearest = block.Distances.Nearest(squaredLimits);
        var bound = nearest < 0 ? best.Ratio : (1 + 1e-12) * InBatch(block, nearest, cutoff, limits, best.Ratio, best).Ratio;
        for (var batch = 0; batch < block.BatchCount; batch++)
        {
            if (nearest < 0 || !block.Distances.AreAbove(Math.Min(bound, best.Ratio), batch))
                best = InBatch(block, batch, cutoff, limits, bound, best);
        }
        return best.At < 0 ? None : Of(block, best.Ratio, best.Square, best.At);
    }

    /// <summary>Looks for something better in a batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe (double Ratio, double Square, int At) InBatch(
        AtomBlock block, int batch, double cutoff, ReadOnlySpan<double> limits, double bound, (double Ratio, double Square, int At) best)
    {
        var (ratio, square, at) = best;
        for (var slot = block.FirstSlot[batch]; slot < block.FirstSlot[batch + 1]; slot++)
        {
            var largest = 0.0;
            for (var entry = block.FirstEntry[slot]; entry < block.FirstEntry[slot + 1]; entry++)
                largest = Math.Max(largest, limits[block.Entries[entry].PairType]);
            // Padding lies at the cutoff, beyond every neighbour.
            var candidates = Vector128.Create(Math.Min(Math.Min(bound, ratio) * largest, cutoff * cutoff));
            var d = block.Displacements.Pointer + 3L * block.Lanes * slot;
            for (var lane = 0; lane < block.Lanes; lane += Vector128<double>.Count, d += Vector128<double>.Count)
            {
                var (x, y, z) = (Vector128.Load(d), Vector128.Load(d + block.Lanes), Vector128.Load(d + 2 * block.Lanes));
                var squares = x * x + y * y + z * z;
                if (!Vector128.LessThanAny(squares, candidates)) continue;
                for (var k = 0; k < Vector128<double>.Count; k++)
                {
                    if (squares[k] >= cutoff * cutoff) continue;
                    var found = squares[k] / limits[PairType(block, slot, lane + k)];
                    if (found < ratio) (ratio, square, at) = (found, squares[k], slot * block.Lanes + lane + k);
                }
            }
        }
        return (ratio, square, at);
    }

    private static ShortestPair Of(AtomBlock block, double ratio, double square, int at)
    {
        var batch = 0;
        while (block.FirstSlot[batch + 1] <= at / block.Lanes) batch++;
        return new(square, ratio, block.Atoms[block.Centers[batch * block.Lanes + at % block.Lanes]], block.Atoms[block.Neighbors[at]]);
    }

    private static int PairType(AtomBlock block, int slot, int lane)
    {
        var entry = block.FirstEntry[slot];
        while ((block.Entries[entry].Lanes >> lane & 1) == 0) entry++;
        return block.Entries[entry].PairType;
    }
}
