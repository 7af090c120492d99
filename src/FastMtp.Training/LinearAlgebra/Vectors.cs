using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FastMtp.Training.LinearAlgebra;

/// <summary>
/// Vector operations with the same rounding on every processor: four lanes, separate multiply and add (no fused
/// operation), one fixed order of summation.
/// </summary>
internal static class Vectors
{
    private const int Width = 4;

    /// <summary>Scalar product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(b.Length, a.Length);
        ref var pa = ref MemoryMarshal.GetReference(a);
        ref var pb = ref MemoryMarshal.GetReference(b);
        // Four independent sums hide the latency of the addition.
        var sum0 = Vector256<double>.Zero;
        var sum1 = sum0;
        var sum2 = sum0;
        var sum3 = sum0;
        var i = 0;
        for (; i <= a.Length - 4 * Width; i += 4 * Width)
        {
            sum0 += Load(ref pa, i) * Load(ref pb, i);
            sum1 += Load(ref pa, i + Width) * Load(ref pb, i + Width);
            sum2 += Load(ref pa, i + 2 * Width) * Load(ref pb, i + 2 * Width);
            sum3 += Load(ref pa, i + 3 * Width) * Load(ref pb, i + 3 * Width);
        }
        for (; i <= a.Length - Width; i += Width) sum0 += Load(ref pa, i) * Load(ref pb, i);
        var sum = Vector256.Sum((sum0 + sum1) + (sum2 + sum3));
        for (; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>Euclidean norm.</summary>
    public static double Norm(ReadOnlySpan<double> a) => Math.Sqrt(Dot(a, a));

    /// <summary>Largest absolute entry; NaN if any entry is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double MaxNorm(ReadOnlySpan<double> a)
    {
        var max = 0.0;
        foreach (var x in a) max = Math.Max(max, Math.Abs(x));
        return max;
    }

    /// <summary>sum = a + factor·b; <paramref name="sum"/> may be <paramref name="a"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(ReadOnlySpan<double> a, double factor, ReadOnlySpan<double> b, Span<double> sum)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(a.Length, sum.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(b.Length, sum.Length);
        ref var pa = ref MemoryMarshal.GetReference(a);
        ref var pb = ref MemoryMarshal.GetReference(b);
        ref var ps = ref MemoryMarshal.GetReference(sum);
        var i = 0;
        for (; i <= sum.Length - Width; i += Width) (Load(ref pa, i) + factor * Load(ref pb, i)).StoreUnsafe(ref ps, (nuint)i);
        for (; i < sum.Length; i++) sum[i] = a[i] + factor * b[i];
    }

    /// <summary>target += p·a + q·b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddTwo(Span<double> target, double p, ReadOnlySpan<double> a, double q, ReadOnlySpan<double> b)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(a.Length, target.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(b.Length, target.Length);
        ref var pt = ref MemoryMarshal.GetReference(target);
        ref var pa = ref MemoryMarshal.GetReference(a);
        ref var pb = ref MemoryMarshal.GetReference(b);
        var i = 0;
        for (; i <= target.Length - Width; i += Width)
            (Load(ref pt, i) + (p * Load(ref pa, i) + q * Load(ref pb, i))).StoreUnsafe(ref pt, (nuint)i);
        for (; i < target.Length; i++) target[i] += p * a[i] + q * b[i];
    }

    /// <summary>Returns row·x and adds factor·row to <paramref name="sum"/>, reading the row from memory once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double DotAndAdd(ReadOnlySpan<double> row, ReadOnlySpan<double> x, double factor, Span<double> sum)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(x.Length, row.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(sum.Length, row.Length);
        ref var pr = ref MemoryMarshal.GetReference(row);
        ref var px = ref MemoryMarshal.GetReference(x);
        ref var ps = ref MemoryMarshal.GetReference(sum);
        var dot0 = Vector256<double>.Zero;
        var dot1 = dot0;
        var i = 0;
        for (; i <= row.Length - 2 * Width; i += 2 * Width)
        {
            var r0 = Load(ref pr, i);
            var r1 = Load(ref pr, i + Width);
            dot0 += r0 * Load(ref px, i);
            dot1 += r1 * Load(ref px, i + Width);
            (Load(ref ps, i) + factor * r0).StoreUnsafe(ref ps, (nuint)i);
            (Load(ref ps, i + Width) + factor * r1).StoreUnsafe(ref ps, (nuint)(i + Width));
        }
        var dot = Vector256.Sum(dot0 + dot1);
        for (; i < row.Length; i++)
        {
            dot += row[i] * x[i];
            sum[i] += factor * row[i];
        }
        return dot;
    }

    private static Vector256<double> Load(ref double start, int index) => Vector256.LoadUnsafe(ref start, (nuint)index);
}
