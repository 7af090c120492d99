using System.Runtime.CompilerServices;
using FastMtp.Kernels;

namespace FastMtp.PaceBlocks;

/// <summary>
/// Real solid harmonics on the unit sphere, P_lm(z)·{Re, Im}(x + iy)^m/(l + m)! for a block of slots: row m ≥ 0 is the real part, row −m
/// the imaginary one, entry (l² + l + m)·K + slot. Gradients of these are harmonics of degree l − 1 with factors 1 and 1/2.
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
        for (var k = 0; k < K; k++, geometry += 4, rows++)
        {
            T x = geometry[0], y = geometry[1], z = geometry[2];
            T c = T.Broadcast(1), s = T.Broadcast(0);
            for (var m = 0; m <= degree; m++)
            {
                if (m > 0)
                {
                    var scale = T.Broadcast(0.5 / m);
                    (c, s) = (T.MultiplySubtract(x, c, y * s) * scale, T.MultiplyAdd(x, s, y * c) * scale);
                }
                T lowerC = T.Broadcast(0), lowerS = lowerC, currentC = c, currentS = s;
                for (var l = m; ; l++)
                {
                    var row = (l * l + l) * K;
                    rows[row + m * K] = currentC;
                    if (m > 0) rows[row - m * K] = currentS;
                    if (l == degree) break;
                    var next = T.Broadcast(1.0 / ((l + m + 1) * (l - m + 1)));
                    var factor = z * T.Broadcast(2 * l + 1);
                    (currentC, lowerC) = (T.MultiplySubtract(factor, currentC, lowerC) * next, currentC);
                    if (m > 0) (currentS, lowerS) = (T.MultiplySubtract(factor, currentS, lowerS) * next, currentS);
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
}
