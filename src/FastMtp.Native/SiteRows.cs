using System.Runtime.Intrinsics;
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

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();
}
