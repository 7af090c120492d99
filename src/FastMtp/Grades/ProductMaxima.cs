using System.Numerics;
using System.Runtime.CompilerServices;
using FastMtp.Kernels;

namespace FastMtp.Grades;

/// <summary>
/// max_k |(b·W)_k| of many rows b: a matrix product of which only the largest entries are kept. Pairs of rows meet panels of four vectors
/// of columns, so that all sums stay in registers and a panel in the first-level cache.
/// </summary>
internal sealed unsafe class ProductMaxima : IDisposable
{
    private readonly int _length;
    private readonly int _panels;
    private readonly AlignedBuffer _packed;

    /// <summary>Packs W.</summary>
    /// <param name="length">Number of rows of W, the length of b.</param>
    /// <param name="columns">Number of columns of W.</param>
    /// <param name="entry">Gives an entry of W for a row and a column.</param>
    public ProductMaxima(int length, int columns, Func<int, int, double> entry)
    {
        _length = length;
        _panels = (columns + Width - 1) / Width;
        _packed = new AlignedBuffer((long)_panels * length * Width);
        for (var column = 0; column < columns; column++)
        {
            var target = _packed.Pointer + (long)column / Width * length * Width + column % Width;
            for (var row = 0; row < length; row++) target[(long)row * Width] = entry(row, column);
        }
    }

    private static int Width => 4 * Vector<double>.Count;

    /// <inheritdoc/>
    public void Dispose() => _packed.Dispose();

    /// <summary>Computes the maxima.</summary>
    /// <param name="rows">[count] where each row lies.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="maxima">[count].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Compute(nint* rows, int count, double* maxima)
    {
        for (var i = 0; i < count; i++) maxima[i] = 0;
        for (var panel = 0; panel < _panels; panel++)
        {
            var w = _packed.Pointer + (long)panel * _length * Width;
            for (var i = 0; i < count; i += 2)
            {
                var second = Math.Min(i + 1, count - 1);
                var (a, b) = Multiply((double*)rows[i], (double*)rows[second], w);
                // Written so that NaN stays.
                if (!(a <= maxima[i])) maxima[i] = a;
                if (!(b <= maxima[second])) maxima[second] = b;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (double A, double B) Multiply(double* a, double* b, double* w)
    {
        var size = Vector<double>.Count;
        Vector<double> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        for (var k = 0; k < _length; k++, w += 4 * size)
        {
            Vector<double> w0 = Vector.LoadAligned(w), w1 = Vector.LoadAligned(w + size), w2 = Vector.LoadAligned(w + 2 * size),
                w3 = Vector.LoadAligned(w + 3 * size);
            Vector<double> x = new(a[k]), y = new(b[k]);
            a0 = Vector.FusedMultiplyAdd(x, w0, a0);
            a1 = Vector.FusedMultiplyAdd(x, w1, a1);
            a2 = Vector.FusedMultiplyAdd(x, w2, a2);
            a3 = Vector.FusedMultiplyAdd(x, w3, a3);
            b0 = Vector.FusedMultiplyAdd(y, w0, b0);
            b1 = Vector.FusedMultiplyAdd(y, w1, b1);
            b2 = Vector.FusedMultiplyAdd(y, w2, b2);
            b3 = Vector.FusedMultiplyAdd(y, w3, b3);
        }
        return (Largest(a0, a1, a2, a3), Largest(b0, b1, b2, b3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Largest(Vector<double> a, Vector<double> b, Vector<double> c, Vector<double> d)
    {
        var largest = Vector.Max(Vector.Max(Vector.Abs(a), Vector.Abs(b)), Vector.Max(Vector.Abs(c), Vector.Abs(d)));
        var result = largest[0];
        for (var i = 1; i < Vector<double>.Count; i++) result = Math.Max(result, largest[i]);
        return result;
    }
}
