using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FastMtp.Packing;

/// <summary>The two atoms of a block that are nearest to each other.</summary>
/// <param name="Squared">Their squared distance, Å²; infinite if no neighbour is within the cutoff.</param>
/// <param name="First">A centre.</param>
/// <param name="Second">Its neighbour.</param>
internal readonly record struct ShortestPair(double Squared, int First, int Second)
{
    public static ShortestPair None { get; } = new(double.PositiveInfinity, -1, -1);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe ShortestPair Of(AtomBlock block, double cutoff)
    {
        // Padding lies at the cutoff, beyond every neighbour.
        var (least, at) = (cutoff * cutoff, -1);
        for (var slot = 0; slot < block.FirstSlot[^1]; slot++)
        {
            var d = block.Displacements.Pointer + 3L * block.Lanes * slot;
            for (var lane = 0; lane < block.Lanes; lane += Vector128<double>.Count, d += Vector128<double>.Count)
            {
                var (x, y, z) = (Vector128.Load(d), Vector128.Load(d + block.Lanes), Vector128.Load(d + 2 * block.Lanes));
                var squares = x * x + y * y + z * z;
                if (!Vector128.LessThanAny(squares, Vector128.Create(least))) continue;
                for (var k = 0; k < Vector128<double>.Count; k++)
                    if (squares[k] < least) (least, at) = (squares[k], slot * block.Lanes + lane + k);
            }
        }
        if (at < 0) return None;
        var batch = 0;
        while (block.FirstSlot[batch + 1] <= at / block.Lanes) batch++;
        return new(least, block.Atoms[block.Centers[batch * block.Lanes + at % block.Lanes]], block.Atoms[block.Neighbors[at]]);
    }
}
