using System.Runtime.Intrinsics;
using FastMtp.Kernels;

namespace FastMtp.Native;

/// <summary>Positions in rows of one vector, so that one load takes an atom; the row after the last atom is far from everything.</summary>
internal sealed unsafe class SiteRows : IDisposable
{
    /// <summary>Doubles per atom.</summary>
    public const int Length = 4;

    /// <summary>Coordinate of an unused row, out of reach of every atom, Å.</summary>
    public const double FarAway = 1e100;

    /// <summary>Largest coordinate of an atom, Å: beyond it, rounding would be felt in the forces.</summary>
    public const double Farthest = 1e9;

    private AlignedBuffer _buffer = new(0);

    /// <summary>[atom + 1][<see cref="Length"/>] Å.</summary>
    public double* Pointer => _buffer.Pointer;

    /// <summary>Copies positions.</summary>
    /// <returns>Index of the first coordinate that is not a number of at most <see cref="Farthest"/>; −1 if there is none.</returns>
    public int Take(double* positions, int count)
    {
        var length = (long)Length * (count + 1);
        if (_buffer.Length < length)
        {
            _buffer.Dispose();
            _buffer = new AlignedBuffer(length + length / 8);
        }
        var to = Pointer;
        var (bad, limit) = (Vector256<double>.Zero, Vector256.Create(Farthest));
        for (var atom = 0; atom < count; atom++, to += Length)
        {
            var from = positions + 3L * atom;
            var row = Vector256.Create(from[0], from[1], from[2], 0);
            row.Store(to);
            bad |= ~Vector256.LessThanOrEqual(Vector256.Abs(row), limit);
        }
        Vector256.Create(FarAway).Store(to);
        return bad.ExtractMostSignificantBits() == 0
            ? -1
            : new ReadOnlySpan<double>(positions, 3 * count).IndexOfAnyExceptInRange(-Farthest, Farthest);
    }

    /// <summary>The largest squared displacement of an atom between two sets of rows, Å².</summary>
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

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();
}
