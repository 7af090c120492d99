using System.Runtime.CompilerServices;
using FastMtp.Kernels;

namespace FastMtp.PaceBlocks;

/// <summary>
/// Real solid harmonics on the unit sphere, P_lm(z)·{Re, Im}(x + iy)^m/(l + m)! for a block of slots: row m ≥ 0 is the real part, row
/// −m the imaginary one, entry (l² + l + m)·K + slot. Gradients of these are harmonics of degree l − 1 with factors 1 and 1/2.
/// </summary>
internal static unsafe class RealHarmonics<T>
    where T : unmanaged, ILanes<T>
{
    private const int K = KernelPasses.SlotBlock;

    /// <summary>Rows up to a degree.</summary>
    public static int Rows(int degree) => (degree + 1) * (degree + 1);

    /// <summary>Fills the harmonics up to a degree in the directions of a block of slots.</summary>
    /// <param name="degree">The highest l.</param>
    /// <param name="geometry">[K][4] x, y, z, 1/r.</param>
    /// <param name="rows">To be filled.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(int degree, T* geometry, T* rows)
    {
        fixed (double* factors = RealHarmonics.Factors)
        {
            // Two slots at a time hide the latency, and fit the registers.
            for (var k = 0; k < K; k += 2, geometry += 8, rows += 2)
            {
                T x0 = geometry[0], y0 = geometry[1], z0 = geometry[2], x1 = geometry[4], y1 = geometry[5], z1 = geometry[6];
                T c0 = T.Broadcast(1), c1 = c0, s0 = T.Broadcast(0), s1 = s0;
                for (var m = 0; m <= degree; m++)
                {
                    if (m > 0)
                    {
                        var scale = T.Broadcast(0.5 / m);
                        (c0, s0) = (T.MultiplySubtract(x0, c0, y0 * s0) * scale, T.MultiplyAdd(x0, s0, y0 * c0) * scale);
                        (c1, s1) = (T.MultiplySubtract(x1, c1, y1 * s1) * scale, T.MultiplyAdd(x1, s1, y1 * c1) * scale);
                    }
                    Column(degree, m, z0, z1, c0, c1, factors, rows);
                    if (m > 0) Column(degree, -m, z0, z1, s0, s1, factors, rows);
                }
            }
        }
    }

    /// <summary>The gradient of Σ q·row at the directions, of the rows as polynomials in three variables.</summary>
    /// <param name="degree">The highest l.</param>
    /// <param name="rows">Of these directions.</param>
    /// <param name="q">The factors, in the order of the rows.</param>
    /// <param name="gradient">[K][3] to be filled.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient(int degree, T* rows, T* q, T* gradient)
    {
        var half = T.Broadcast(0.5);
        for (var k = 0; k < K; k++, rows++, q++, gradient += 3)
        {
            T gx = T.Broadcast(0), gy = gx, gz = gx;
            for (var l = 0; l < degree; l++)
            {
                // ∂C_m = ½(C_(m−1) − C_(m+1), −S_(m−1) − S_(m+1)), ∂S_m = ½(S_(m−1) − S_(m+1), C_(m−1) + C_(m+1)), ∂C_0 = −(C_1, S_1),
                // and ∂/∂z lowers l alone.
                var row = rows + (l * l + l) * K;
                var upper = q + ((l + 1) * (l + 1) + l + 1) * K;
                gx = T.MultiplyAdd(row[0], upper[K], gx);
                gy = T.MultiplyAdd(row[0], upper[-K], gy);
                gz = T.MultiplyAdd(row[0], upper[0], gz);
                T lowerC = upper[0] + upper[0], lowerS = T.Broadcast(0);
                for (var m = 1; m <= l; m++)
                {
                    T c = row[m * K], s = row[-m * K], nextC = upper[(m + 1) * K], nextS = upper[-(m + 1) * K];
                    T ownC = upper[m * K], ownS = upper[-m * K];
                    gx = T.MultiplyAdd(c, nextC - lowerC, T.MultiplyAdd(s, nextS - lowerS, gx));
                    gy = T.MultiplyAdd(c, nextS + lowerS, gy) - s * (nextC + lowerC);
                    gz = T.MultiplyAdd(c, ownC, T.MultiplyAdd(s, ownS, gz));
                    (lowerC, lowerS) = (ownC, ownS);
                }
            }
            gradient[0] = gx * half;
            gradient[1] = gy * half;
            gradient[2] = gz;
        }
    }

    // Rows m of all l from that of l = |m| on: row_(l+1) = ((2l + 1)·z·row_l − row_(l−1))/((l + m + 1)(l − m + 1)).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Column(int degree, int m, T z0, T z1, T current0, T current1, double* factors, T* rows)
    {
        var l = Math.Abs(m);
        var factor = factors + 2 * RealHarmonics.LargestL * l;
        T lower0 = T.Broadcast(0), lower1 = lower0;
        for (; ; l++)
        {
            var row = rows + (l * l + l + m) * K;
            row[0] = current0;
            row[1] = current1;
            if (l == degree) break;
            T scale = T.Broadcast(factor[2 * l]), lowerScale = T.Broadcast(factor[2 * l + 1]);
            (current0, lower0) = (T.MultiplySubtract(z0 * scale, current0, lowerScale * lower0), current0);
            (current1, lower1) = (T.MultiplySubtract(z1 * scale, current1, lowerScale * lower1), current1);
        }
    }
}

/// <summary>The factors of the recurrence of <see cref="RealHarmonics{T}"/>.</summary>
internal static class RealHarmonics
{
    /// <summary>The largest l that there is room for.</summary>
    public const int LargestL = 32;

    /// <summary>[m][l][2] (2l + 1)/((l + m + 1)(l − m + 1)) and 1/((l + m + 1)(l − m + 1)).</summary>
    public static readonly double[] Factors = Make();

    private static double[] Make()
    {
        var factors = new double[2 * LargestL * (LargestL + 1)];
        for (var m = 0; m <= LargestL; m++)
        {
            for (var l = m; l < LargestL; l++)
            {
                var divisor = (double)(l + m + 1) * (l - m + 1);
                (factors[2 * (LargestL * m + l)], factors[2 * (LargestL * m + l) + 1]) = ((2 * l + 1) / divisor, 1 / divisor);
            }
        }
        return factors;
    }
}
