using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FastMtp.Kernels;

namespace FastMtp.Native;

/// <summary>Positions as whole vectors, so that one load takes an atom; behind the last atom one far from everything.</summary>
internal sealed unsafe class SiteRows : IDisposable
{
    /// <summary>Doubles per atom.</summary>
    public const int Length = 4;

    /// <summary>Where nobody is, Å.</summary>
    public const double FarAway = 1e100;

    private AlignedBuffer _buffer = new(0);

    /// <summary>[atom + 1][<see cref="Length"/>] Å.</summary>
    public double* Pointer => _buffer.Pointer;

    /// <summary>Takes positions over.</summary>
    /// <returns>False if one is not a finite number.</returns>
    public bool Take(double* positions, int count)
    {
        var length = (long)Length * (count + 1);
        if (_buffer.Length < length)
        {
            _buffer.Dispose();
            _buffer = new AlignedBuffer(length + length / 8);
        }
        var to = Pointer;
        var sum = 0.0;
        for (var atom = 0; atom < count; atom++, positions += 3, to += Length)
        {
            (to[0], to[1], to[2]) = (positions[0], positions[1], positions[2]);
            // Zero for numbers, no number for what is infinite or none.
            sum += 0 * (positions[0] + positions[1] + positions[2]);
        }
        (to[0], to[1], to[2]) = (FarAway, FarAway, FarAway);
        return sum == 0;
    }

    /// <summary>The square of the farthest way between here and there, Å².</summary>
    public double FarthestMove(SiteRows other, int count)
    {
        var farthest = 0.0;
        double* a = Pointer, b = other.Pointer;
        for (var atom = 0; atom < count; atom++, a += Length, b += Length)
        {
            var moved = Vector256.Load(a) - Vector256.Load(b);
            farthest = Math.Max(farthest, Vector256.Dot(moved, moved));
        }
        return farthest;
    }

    /// <summary>x, y and z of the atoms at eight places; a place is <see cref="Length"/> times the atom.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<double> X, Vector512<double> Y, Vector512<double> Z) Gather512(double* rows, int a, int b, int c, int d, int e, int f, int g, int h)
    {
        var (ae, bf, cg, dh) = (Pair(rows, a, e), Pair(rows, b, f), Pair(rows, c, g), Pair(rows, d, h));
        var (left, right) = (Avx512F.UnpackLow(ae, bf), Avx512F.UnpackLow(cg, dh));
        var first = Vector512.Create(0L, 1, 8, 9, 4, 5, 12, 13);
        return (Avx512F.PermuteVar8x64x2(left, first, right),
            Avx512F.PermuteVar8x64x2(Avx512F.UnpackHigh(ae, bf), first, Avx512F.UnpackHigh(cg, dh)),
            Avx512F.PermuteVar8x64x2(left, Vector512.Create(2L, 3, 10, 11, 6, 7, 14, 15), right));
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Pair(double* rows, int a, int b) =>
        Avx512F.InsertVector256(Vector256.Load(rows + a).ToVector512Unsafe(), Vector256.Load(rows + b), 1);
}
