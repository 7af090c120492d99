using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FastMtp.Kernels;

namespace FastMtp.Blocks;

/// <summary>
/// Converts between vectors of lanes [3][lane] and rows [atom][3] of the lanes' atoms. Four lanes are transposed at a time if the
/// processor can; a row is then read and written as four numbers, so one extra number must follow the last row.
/// </summary>
internal static unsafe class LaneRows
{
    /// <summary>rows[atoms[lane]] −= values[·][lane], lane by lane: the same atom may occur more than once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(double* values, int lanes, int* atoms, double* rows)
    {
        if (!Avx.IsSupported || lanes % 4 != 0)
        {
            SubtractEach(values, lanes, atoms, rows);
            return;
        }
        for (var lane = 0; lane < lanes; lane += 4, values += 4, atoms += 4)
        {
            var x = *(Vector256<double>*)values;
            var y = *(Vector256<double>*)(values + lanes);
            var z = *(Vector256<double>*)(values + 2 * lanes);
            Vector256<double> xy = Avx.UnpackLow(x, y), z0 = Avx.UnpackLow(z, Vector256<double>.Zero);
            Vector256<double> xyOdd = Avx.UnpackHigh(x, y), z0Odd = Avx.UnpackHigh(z, Vector256<double>.Zero);
            *Row(rows, atoms[0]) -= Avx.Permute2x128(xy, z0, 0x20);
            *Row(rows, atoms[1]) -= Avx.Permute2x128(xyOdd, z0Odd, 0x20);
            *Row(rows, atoms[2]) -= Avx.Permute2x128(xy, z0, 0x31);
            *Row(rows, atoms[3]) -= Avx.Permute2x128(xyOdd, z0Odd, 0x31);
        }
    }

    /// <summary>The same for floats, which are subtracted as doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(float* values, int lanes, int* atoms, double* rows)
    {
        if (!Avx.IsSupported || lanes % 4 != 0)
        {
            SubtractEach(values, lanes, atoms, rows);
            return;
        }
        for (var lane = 0; lane < lanes; lane += 4, values += 4, atoms += 4)
        {
            Vector128<float> x = Vector128.Load(values), y = Vector128.Load(values + lanes), z = Vector128.Load(values + 2 * lanes);
            Vector128<float> xy = Sse.UnpackLow(x, y), xyEnd = Sse.UnpackHigh(x, y);
            Vector128<float> z0 = Sse.UnpackLow(z, Vector128<float>.Zero), z0End = Sse.UnpackHigh(z, Vector128<float>.Zero);
            *Row(rows, atoms[0]) -= Avx.ConvertToVector256Double(Sse.MoveLowToHigh(xy, z0));
            *Row(rows, atoms[1]) -= Avx.ConvertToVector256Double(Sse.MoveHighToLow(z0, xy));
            *Row(rows, atoms[2]) -= Avx.ConvertToVector256Double(Sse.MoveLowToHigh(xyEnd, z0End));
            *Row(rows, atoms[3]) -= Avx.ConvertToVector256Double(Sse.MoveHighToLow(z0End, xyEnd));
        }
    }

    /// <summary>values[·][lane] = rows[atoms[lane]].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather(double* rows, int* atoms, int lanes, double* values)
    {
        if (!Avx.IsSupported || lanes % 4 != 0)
        {
            for (var lane = 0; lane < lanes; lane++)
                for (var k = 0; k < 3; k++) values[k * lanes + lane] = rows[3L * atoms[lane] + k];
            return;
        }
        for (var lane = 0; lane < lanes; lane += 4, values += 4, atoms += 4)
        {
            Vector256<double> a = *Row(rows, atoms[0]), b = *Row(rows, atoms[1]), c = *Row(rows, atoms[2]), d = *Row(rows, atoms[3]);
            var (x, y, z) = Columns(a, b, c, d);
            *(Vector256<double>*)values = x;
            *(Vector256<double>*)(values + lanes) = y;
            *(Vector256<double>*)(values + 2 * lanes) = z;
        }
    }

    /// <summary>The first three numbers of four rows, which have four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<double> X, Vector256<double> Y, Vector256<double> Z) Columns(
        Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d)
    {
        Vector256<double> xz = Avx.UnpackLow(a, b), y = Avx.UnpackHigh(a, b), xzEnd = Avx.UnpackLow(c, d), yEnd = Avx.UnpackHigh(c, d);
        return (Avx.Permute2x128(xz, xzEnd, 0x20), Avx.Permute2x128(y, yEnd, 0x20), Avx.Permute2x128(xz, xzEnd, 0x31));
    }

    /// <summary>rows[atoms[lane]·stride + i] −= values[i][lane], lane by lane: the same atom may occur more than once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(double* values, int count, int lanes, int* atoms, double* rows, long stride)
    {
        for (var lane = 0; lane < lanes; lane += 4)
        {
            var i = 0;
            if (Avx.IsSupported && lanes % 4 == 0)
            {
                double* row0 = rows + atoms[lane] * stride, row1 = rows + atoms[lane + 1] * stride;
                double* row2 = rows + atoms[lane + 2] * stride, row3 = rows + atoms[lane + 3] * stride;
                for (; i <= count - 4; i += 4)
                {
                    var v = values + i * lanes + lane;
                    Vector256<double> a = *(Vector256<double>*)v, b = *(Vector256<double>*)(v + lanes);
                    Vector256<double> c = *(Vector256<double>*)(v + 2 * lanes), d = *(Vector256<double>*)(v + 3 * lanes);
                    Vector256<double> even = Avx.UnpackLow(a, b), odd = Avx.UnpackHigh(a, b);
                    Vector256<double> evenEnd = Avx.UnpackLow(c, d), oddEnd = Avx.UnpackHigh(c, d);
                    *(Vector256<double>*)(row0 + i) -= Avx.Permute2x128(even, evenEnd, 0x20);
                    *(Vector256<double>*)(row1 + i) -= Avx.Permute2x128(odd, oddEnd, 0x20);
                    *(Vector256<double>*)(row2 + i) -= Avx.Permute2x128(even, evenEnd, 0x31);
                    *(Vector256<double>*)(row3 + i) -= Avx.Permute2x128(odd, oddEnd, 0x31);
                }
            }
            for (; i < count; i++)
                for (var k = lane; k < Math.Min(lane + 4, lanes); k++) rows[atoms[k] * stride + i] -= values[i * lanes + k];
        }
    }

    /// <summary>Copies rows of vectors in some lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Keep<T>(uint lanes, T* from, T* to, int rows)
        where T : unmanaged, ILanes<T>
    {
        var mask = T.Mask(lanes);
        for (var row = 0; row < rows; row++) to[row] = T.Select(mask, from[row], to[row]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SubtractEach<TNumber>(TNumber* values, int lanes, int* atoms, double* rows)
        where TNumber : unmanaged, INumberBase<TNumber>
    {
        for (var lane = 0; lane < lanes; lane++)
        {
            var row = rows + 3L * atoms[lane];
            for (var k = 0; k < 3; k++) row[k] -= double.CreateTruncating(values[k * lanes + lane]);
        }
    }

    private static Vector256<double>* Row(double* rows, int atom) => (Vector256<double>*)(rows + 3L * atom);
}
