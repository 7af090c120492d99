using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FastMtp.Kernels;

namespace FastMtp.Moving;

/// <summary>Positions in rows of one vector, so that one load takes an atom; the row after the last atom is far from everything.</summary>
internal sealed unsafe class SiteRows : IDisposable
{
    /// <summary>Doubles per row: x y z and one that makes it a vector.</summary>
    public const int Length = 1 << Shift;

    /// <summary>Binary logarithm of <see cref="Length"/>.</summary>
    public const int Shift = 2;

    /// <summary>Coordinate of the dummy site, out of reach of every atom, Å.</summary>
    public const double FarAway = 1e100;

    private AlignedBuffer _buffer = new(0);

    /// <summary>[atom + 1][<see cref="Length"/>] Å.</summary>
    public double* Pointer => _buffer.Pointer;

    /// <summary>Number of atoms.</summary>
    public int Count { get; private set; }

    /// <summary>Makes room for this many atoms, whose positions the caller writes.</summary>
    public void Resize(int count)
    {
        var length = (long)Length * (count + 1);
        if (_buffer.Length < length)
        {
            // Exact at first; with headroom once the number turns out to vary.
            var spare = _buffer.Length == 0 ? 0 : length / 8;
            _buffer.Dispose();
            _buffer = new AlignedBuffer(length + spare);
        }
        Count = count;
        Vector256.Create(FarAway).Store(Pointer + (length - Length));
    }

    /// <summary>Copies atoms from a first to one before an end.</summary>
    public void Copy(SiteRows from, int first, int end)
    {
        var (at, size) = ((long)Length * first, sizeof(double) * (long)Length * (end - first));
        Buffer.MemoryCopy(from.Pointer + at, Pointer + at, size, size);
    }

    /// <summary>The largest squared displacement of the atoms from a first to one before an end between two sets of rows, Å².</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double FarthestMove(SiteRows since, int first, int end)
    {
        var farthest = 0.0;
        double* a = Pointer + (long)Length * first, b = since.Pointer + (long)Length * first;
        for (; Avx.IsSupported && end - first >= 4; first += 4, a += 4 * Length, b += 4 * Length)
        {
            // Pairs of products are added as Dot adds them.
            var ab = Avx.HorizontalAdd(Square(a, b, 0), Square(a, b, 1));
            var cd = Avx.HorizontalAdd(Square(a, b, 2), Square(a, b, 3));
            var squares = Avx.Permute2x128(ab, cd, 0x20) + Avx.Permute2x128(ab, cd, 0x31);
            // A square that is not a number is not less than anything, and is returned.
            if (Vector256.LessThanOrEqualAll(squares, Vector256.Create(farthest))) continue;
            for (var k = 0; k < 4; k++) farthest = Math.Max(farthest, squares[k]);
        }
        for (; first < end; first++, a += Length, b += Length)
        {
            var moved = Vector256.Load(a) - Vector256.Load(b);
            farthest = Math.Max(farthest, Vector256.Dot(moved, moved));
        }
        return farthest;
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Square(double* a, double* b, int atom)
    {
        var moved = Vector256.Load(a + atom * Length) - Vector256.Load(b + atom * Length);
        return moved * moved;
    }
}
