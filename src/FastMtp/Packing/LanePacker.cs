using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FastMtp.Kernels;

namespace FastMtp.Packing;

/// <summary>Turns rows of neighbours, one per centre, into slots of a block: slot k holds the k-th neighbour of every lane.</summary>
internal sealed unsafe class LanePacker(int lanes, int speciesCount)
{
    /// <summary>Local indices from here on refer to atoms that are not centres; those come after the centres.</summary>
    public const int FirstOther = 1 << 30;

    private readonly SlotEntries _entries = new(lanes, speciesCount);

    /// <summary>Fills slots and entries of a block that has <see cref="AtomBlock.CenterCount"/>.</summary>
    /// <param name="rows">A row for each centre.</param>
    /// <param name="order">Rows in the order of the lanes.</param>
    /// <param name="block">To be filled; its arrays are kept where they are large enough.</param>
    /// <param name="nobody">The local index that padding names.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pack(NeighborRows rows, ReadOnlySpan<int> order, AtomBlock block, int nobody = 0)
    {
        var batches = (order.Length + lanes - 1) / lanes;
        block.BeginSlots(batches);
        for (var batch = 0; batch < batches; batch++)
        {
            var most = 0;
            foreach (var row in InBatch(order, batch)) most = Math.Max(most, rows.Length(row));
            block.AddBatch(batch, Padded(most));
        }
        block.ReserveSlots();
        if (rows.HasDisplacements) block.ReserveDisplacements();
        block.FirstEntry[0] = 0;
        fixed (int* neighbors = block.Neighbors)
        {
            for (var batch = 0; batch < batches; batch++)
            {
                var (first, end) = (block.FirstSlot[batch], block.FirstSlot[batch + 1]);
                PackBatch(rows, InBatch(order, batch), end - first, block.CenterCount, nobody,
                    block.Displacements.Pointer + 3L * first * lanes, neighbors + first * lanes);
                AddEntries(rows, InBatch(order, batch), block.FirstEntry.AsSpan(first, end - first + 1));
            }
        }
        _entries.MoveTo(block);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackBatch(NeighborRows rows, ReadOnlySpan<int> batch, int slots, int centerCount, int nobody, double* displacements,
        int* neighbors)
    {
        var firsts = stackalloc int[3 * SlotEntries.MostLanes];
        var ends = firsts + SlotEntries.MostLanes;
        var from = ends + SlotEntries.MostLanes;
        for (var lane = 0; lane < lanes; lane++)
        {
            firsts[lane] = lane < batch.Length ? rows.First(batch[lane]) : 0;
            ends[lane] = lane < batch.Length ? Padded(rows.Length(batch[lane])) : 0;
        }
        for (var k = 0; k < slots; k += MtpKernel.SlotBlock)
        {
            // Past its end a row continues with padding, entry 0.
            for (var lane = 0; lane < lanes; lane++) from[lane] = k < ends[lane] ? firsts[lane] + k : 0;
            for (var lane = 0; lane < lanes; lane += 4)
            {
                if (lanes >= 4 && Avx.IsSupported)
                {
                    Transpose(rows.Locals, from + lane, neighbors + lane, centerCount, nobody);
                    if (!rows.HasDisplacements) continue;
                    Transpose(rows.X, from + lane, displacements + lane);
                    Transpose(rows.Y, from + lane, displacements + lanes + lane);
                    Transpose(rows.Z, from + lane, displacements + 2 * lanes + lane);
                }
                else
                {
                    Copy(rows, from, lane, displacements, neighbors, centerCount, nobody);
                }
            }
            displacements += 3 * MtpKernel.SlotBlock * lanes;
            neighbors += MtpKernel.SlotBlock * lanes;
        }
    }

    /// <summary>Four slots of four lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Transpose(double* source, int* from, double* to)
    {
        var (a, b, c, d) = (Vector256.Load(source + from[0]), Vector256.Load(source + from[1]), Vector256.Load(source + from[2]),
            Vector256.Load(source + from[3]));
        var (ab02, ab13, cd02, cd13) = (Avx.UnpackLow(a, b), Avx.UnpackHigh(a, b), Avx.UnpackLow(c, d), Avx.UnpackHigh(c, d));
        var stride = 3 * lanes;
        Avx.Permute2x128(ab02, cd02, 0x20).Store(to);
        Avx.Permute2x128(ab13, cd13, 0x20).Store(to + stride);
        Avx.Permute2x128(ab02, cd02, 0x31).Store(to + 2 * stride);
        Avx.Permute2x128(ab13, cd13, 0x31).Store(to + 3 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Transpose(int* source, int* from, int* to, int centerCount, int nobody)
    {
        var (a, b, c, d) = (Vector128.Load(source + from[0]), Vector128.Load(source + from[1]), Vector128.Load(source + from[2]),
            Vector128.Load(source + from[3]));
        var (ab01, ab23, cd01, cd23) = (Sse2.UnpackLow(a, b).AsInt64(), Sse2.UnpackHigh(a, b).AsInt64(), Sse2.UnpackLow(c, d).AsInt64(),
            Sse2.UnpackHigh(c, d).AsInt64());
        Local(Sse2.UnpackLow(ab01, cd01).AsInt32(), centerCount, nobody).Store(to);
        Local(Sse2.UnpackHigh(ab01, cd01).AsInt32(), centerCount, nobody).Store(to + lanes);
        Local(Sse2.UnpackLow(ab23, cd23).AsInt32(), centerCount, nobody).Store(to + 2 * lanes);
        Local(Sse2.UnpackHigh(ab23, cd23).AsInt32(), centerCount, nobody).Store(to + 3 * lanes);
    }

    private static Vector128<int> Local(Vector128<int> local, int centerCount, int nobody)
    {
        var isOther = Vector128.GreaterThanOrEqual(local, Vector128.Create(FirstOther));
        return Vector128.ConditionalSelect(Vector128.LessThan(local, default), Vector128.Create(nobody),
            local + (isOther & Vector128.Create(centerCount - FirstOther)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Copy(NeighborRows rows, int* from, int firstLane, double* displacements, int* neighbors, int centerCount, int nobody)
    {
        for (var lane = firstLane; lane < Math.Min(lanes, firstLane + 4); lane++)
        {
            for (var k = 0; k < MtpKernel.SlotBlock; k++)
            {
                var entry = from[lane] + k;
                var d = displacements + 3 * k * lanes + lane;
                if (rows.HasDisplacements) (d[0], d[lanes], d[2 * lanes]) = (rows.X[entry], rows.Y[entry], rows.Z[entry]);
                var local = rows.Locals[entry];
                neighbors[k * lanes + lane] = local >= FirstOther ? local - FirstOther + centerCount : local < 0 ? nobody : local;
            }
        }
    }

    private void AddEntries(NeighborRows rows, ReadOnlySpan<int> batch, Span<int> firstEntry)
    {
        var all = _entries.Bounds;
        for (var lane = 0; lane < SlotEntries.MostLanes; lane++)
        {
            var bounds = lane < batch.Length ? rows.Bounds(batch[lane]) : default;
            for (var species = 0; species < speciesCount; species++)
                all[SlotEntries.MostLanes * species + lane] = bounds.IsEmpty ? 0 : bounds[species];
        }
        _entries.AddBatch(Kinds(rows, batch, stackalloc (int, uint)[SlotEntries.MostLanes]), firstEntry);
    }

    /// <summary>The species of the centres and the lanes that have them.</summary>
    private static ReadOnlySpan<(int Type, uint Lanes)> Kinds(NeighborRows rows, ReadOnlySpan<int> batch,
        Span<(int Type, uint Lanes)> kinds)
    {
        var count = 0;
        for (var lane = 0; lane < batch.Length; lane++)
        {
            // Centres are sorted by species.
            var type = rows.CenterType(batch[lane]);
            if (count == 0 || kinds[count - 1].Type != type) kinds[count++] = (type, 0);
            kinds[count - 1].Lanes |= 1u << lane;
        }
        return kinds[..count];
    }

    private ReadOnlySpan<int> InBatch(ReadOnlySpan<int> order, int batch) =>
        order.Slice(batch * lanes, Math.Min(lanes, order.Length - batch * lanes));

    private static int Padded(int count) => (count + MtpKernel.SlotBlock - 1) & -MtpKernel.SlotBlock;
}
