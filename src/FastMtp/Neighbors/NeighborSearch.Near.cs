using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FastMtp.Neighbors;

/// <summary>The comparison of distances with the cutoff, for many candidates at a time.</summary>
internal sealed partial class NeighborSearch
{
    // Records place and image of the near ones. Gathering them later in one pass avoids unpredictable branches.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FindNear(int place, ReadOnlySpan<PlaceRun> runs, NeighborBuffer buffer)
    {
        foreach (var (start, end, image) in runs)
        {
            buffer.Reserve(end - start);
            for (var first = start; first < end; first += 64)
            {
                for (var near = Near(place, first, Math.Min(64, end - first), _grid.Images.Shifts[image]); near != 0; near &= near - 1)
                {
                    buffer.Index[buffer.Count] = first + BitOperations.TrailingZeroCount(near);
                    buffer.Image[buffer.Count++] = image;
                }
            }
        }
    }

    // The displacement is (r_j − r_i) + shift in this order: exchanging i and j then changes nothing but the sign.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FindNear512(int place, ReadOnlySpan<PlaceRun> runs, NeighborBuffer buffer)
    {
        ref var xs = ref MemoryMarshal.GetArrayDataReference(_grid.X);
        ref var ys = ref MemoryMarshal.GetArrayDataReference(_grid.Y);
        ref var zs = ref MemoryMarshal.GetArrayDataReference(_grid.Z);
        var (x, y, z) = (Vector512.Create(_grid.X[place]), Vector512.Create(_grid.Y[place]), Vector512.Create(_grid.Z[place]));
        var squaredCutoff = Vector512.Create(_squaredCutoff);
        var shifts = _grid.Images.Shifts;
        var count = 0;
        foreach (var (start, end, image) in runs)
        {
            buffer.Count = count;
            buffer.Reserve(end - start);
            ref var places = ref MemoryMarshal.GetArrayDataReference(buffer.Index);
            ref var images = ref MemoryMarshal.GetArrayDataReference(buffer.Image);
            ref readonly var shift = ref shifts[image];
            var (shiftX, shiftY, shiftZ) = (Vector512.Create(shift.X), Vector512.Create(shift.Y), Vector512.Create(shift.Z));
            var (last, candidates) = (Vector512.Create((long)end), Vector512.Create((long)start) + Vector512<long>.Indices);
            for (var first = start; first < end; first += Vector512<double>.Count)
            {
                var dx = Vector512.LoadUnsafe(ref xs, (nuint)first) - x + shiftX;
                var dy = Vector512.LoadUnsafe(ref ys, (nuint)first) - y + shiftY;
                var dz = Vector512.LoadUnsafe(ref zs, (nuint)first) - z + shiftZ;
                var near = Vector512.LessThan(dx * dx + dy * dy + dz * dz, squaredCutoff).AsInt64() & Vector512.LessThan(candidates, last);
                Avx512F.ConvertToVector256Int32(Avx512F.Compress(Vector512<long>.Zero, near, candidates))
                    .StoreUnsafe(ref places, (nuint)count);
                Vector256.Create(image).StoreUnsafe(ref images, (nuint)count);
                count += BitOperations.PopCount(near.ExtractMostSignificantBits());
                candidates += Vector512.Create((long)Vector512<double>.Count);
            }
        }
        buffer.Count = count;
    }

    // Bit k: whether the atom at place first + k is nearer than the cutoff.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ulong Near(int place, int first, int count, Vector3 shift)
    {
        ref var xs = ref MemoryMarshal.GetArrayDataReference(_grid.X);
        ref var ys = ref MemoryMarshal.GetArrayDataReference(_grid.Y);
        ref var zs = ref MemoryMarshal.GetArrayDataReference(_grid.Z);
        var (x, y, z) = (Vector256.Create(_grid.X[place]), Vector256.Create(_grid.Y[place]), Vector256.Create(_grid.Z[place]));
        var (shiftX, shiftY, shiftZ) = (Vector256.Create(shift.X), Vector256.Create(shift.Y), Vector256.Create(shift.Z));
        var squaredCutoff = Vector256.Create(_squaredCutoff);
        var near = 0ul;
        for (var k = 0; k < count; k += Vector256<double>.Count)
        {
            var dx = Vector256.LoadUnsafe(ref xs, (nuint)(first + k)) - x + shiftX;
            var dy = Vector256.LoadUnsafe(ref ys, (nuint)(first + k)) - y + shiftY;
            var dz = Vector256.LoadUnsafe(ref zs, (nuint)(first + k)) - z + shiftZ;
            near |= (ulong)Vector256.LessThan(dx * dx + dy * dy + dz * dz, squaredCutoff).ExtractMostSignificantBits() << k;
        }
        return near & (ulong.MaxValue >> (64 - count));
    }
}
