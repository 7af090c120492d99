using System.Runtime.CompilerServices;
using FastMtp.Kernels;

namespace FastMtp.PaceBlocks;

/// <summary>
/// The passes over a block of slots with neighbours of one species: radial functions, sums over neighbours, forces of pairs. A slot
/// that holds other pairs in some lanes has zeros there.
/// </summary>
internal static unsafe class PaceSums<T>
    where T : unmanaged, ILanes<T>
{
    private const int K = KernelPasses.SlotBlock;

    /// <summary>Radial functions and slopes.</summary>
    /// <param name="pair">The pair of species.</param>
    /// <param name="variable">x, x', φ and φ', K of each.</param>
    /// <param name="polynomials">[k][K] room for the Chebyshev polynomials.</param>
    /// <param name="radial">[function][2][K] to be filled.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FillRadial(PacePair pair, T* variable, T* polynomials, T* radial)
    {
        T* x = variable, dx = x + K, phi = dx + K, dphi = phi + K;
        FillPolynomials(pair.Length, x, polynomials);
        T s0 = phi[0] * dx[0], s1 = phi[1] * dx[1], s2 = phi[2] * dx[2], s3 = phi[3] * dx[3];
        fixed (double* all = pair.Series)
        {
            var series = all;
            for (var f = 0; f < pair.FunctionCount; f++, radial += 2 * K)
            {
                T a0 = T.Broadcast(series[0]), a1 = a0, a2 = a0, a3 = a0;
                T b0 = T.Broadcast(series[1]), b1 = b0, b2 = b0, b3 = b0;
                series += 2;
                var t = polynomials + K;
                for (var end = polynomials + K * pair.Length; t < end; t += K, series += 2)
                {
                    T a = T.Broadcast(series[0]), b = T.Broadcast(series[1]);
                    a0 = T.MultiplyAdd(a, t[0], a0);
                    a1 = T.MultiplyAdd(a, t[1], a1);
                    a2 = T.MultiplyAdd(a, t[2], a2);
                    a3 = T.MultiplyAdd(a, t[3], a3);
                    b0 = T.MultiplyAdd(b, t[0], b0);
                    b1 = T.MultiplyAdd(b, t[1], b1);
                    b2 = T.MultiplyAdd(b, t[2], b2);
                    b3 = T.MultiplyAdd(b, t[3], b3);
                }
                radial[0] = a0 * phi[0];
                radial[1] = a1 * phi[1];
                radial[2] = a2 * phi[2];
                radial[3] = a3 * phi[3];
                radial[4] = T.MultiplyAdd(b0, s0, a0 * dphi[0]);
                radial[5] = T.MultiplyAdd(b1, s1, a1 * dphi[1]);
                radial[6] = T.MultiplyAdd(b2, s2, a2 * dphi[2]);
                radial[7] = T.MultiplyAdd(b3, s3, a3 * dphi[3]);
            }
        }
    }

    /// <summary>Adds R·Y to the sums of all labels, and R of rank 1 to the densities.</summary>
    /// <param name="pair">The pair of species.</param>
    /// <param name="radial">As <see cref="FillRadial"/> leaves it.</param>
    /// <param name="harmonics">Of the directions.</param>
    /// <param name="moments">Sums by row.</param>
    /// <param name="densities">[P].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate(PacePair pair, T* radial, T* harmonics, T* moments, T* densities)
    {
        foreach (var group in pair.Groups)
        {
            var sum = moments + group.Row;
            var r = radial + group.Function * 2 * K;
            var first = harmonics + group.L * group.L * K;
            for (var f = 0; f < group.Count; f++, r += 2 * K)
            {
                T r0 = r[0], r1 = r[1], r2 = r[2], r3 = r[3];
                var y = first;
                for (var end = sum + 2 * group.L + 1; sum < end; sum++, y += K)
                    *sum = T.MultiplyAdd(r3, y[3], T.MultiplyAdd(r2, y[2], T.MultiplyAdd(r1, y[1], T.MultiplyAdd(r0, y[0], *sum))));
            }
        }
        var single = radial + pair.LabelCount * 2 * K;
        for (var f = pair.LabelCount; f < pair.FunctionCount; f++, single += 2 * K, densities++)
            *densities += single[0] + single[1] + (single[2] + single[3]);
    }

    /// <summary>Adds the derivatives of the energies to the forces of the pairs.</summary>
    /// <param name="pair">The pair of species.</param>
    /// <param name="geometry">[K][4].</param>
    /// <param name="radial">As <see cref="FillRadial"/> leaves it.</param>
    /// <param name="harmonics">Of the directions.</param>
    /// <param name="adjoints">∂V/∂ sums, by row.</param>
    /// <param name="slopes">[P] ∂V/∂ρ.</param>
    /// <param name="scratch">Room for as many as there are harmonics, and 3·K.</param>
    /// <param name="along">[K] ∂V/∂r of what depends on the distance alone; changed.</param>
    /// <param name="forces">[K][3] ∂V/∂r_ij.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddForces(
        PacePair pair, T* geometry, T* radial, T* harmonics, T* adjoints, T* slopes, T* scratch, T* along, T* forces)
    {
        var gradient = scratch;
        var q = scratch + 3 * K;
        // An l without labels in between still has rows.
        for (var i = 0; i < K * RealHarmonics<T>.Rows(pair.LargestL); i++) q[i] = T.Broadcast(0);
        T d0 = along[0], d1 = along[1], d2 = along[2], d3 = along[3];
        foreach (var group in pair.Groups)
        {
            var rows = 2 * group.L + 1;
            var y = harmonics + group.L * group.L * K;
            var factor = q + group.L * group.L * K;
            for (var m = 0; m < rows; m++, y += K, factor += K)
            {
                T q0 = T.Broadcast(0), q1 = q0, q2 = q0, q3 = q0, s0 = q0, s1 = q0, s2 = q0, s3 = q0;
                var r = radial + group.Function * 2 * K;
                var p = adjoints + group.Row + m;
                for (var f = 0; f < group.Count; f++, r += 2 * K, p += rows)
                {
                    var adjoint = *p;
                    q0 = T.MultiplyAdd(adjoint, r[0], q0);
                    q1 = T.MultiplyAdd(adjoint, r[1], q1);
                    q2 = T.MultiplyAdd(adjoint, r[2], q2);
                    q3 = T.MultiplyAdd(adjoint, r[3], q3);
                    s0 = T.MultiplyAdd(adjoint, r[4], s0);
                    s1 = T.MultiplyAdd(adjoint, r[5], s1);
                    s2 = T.MultiplyAdd(adjoint, r[6], s2);
                    s3 = T.MultiplyAdd(adjoint, r[7], s3);
                }
                factor[0] = q0;
                factor[1] = q1;
                factor[2] = q2;
                factor[3] = q3;
                d0 = T.MultiplyAdd(s0, y[0], d0);
                d1 = T.MultiplyAdd(s1, y[1], d1);
                d2 = T.MultiplyAdd(s2, y[2], d2);
                d3 = T.MultiplyAdd(s3, y[3], d3);
            }
        }
        var single = radial + pair.LabelCount * 2 * K;
        for (var f = pair.LabelCount; f < pair.FunctionCount; f++, single += 2 * K, slopes++)
        {
            d0 = T.MultiplyAdd(*slopes, single[4], d0);
            d1 = T.MultiplyAdd(*slopes, single[5], d1);
            d2 = T.MultiplyAdd(*slopes, single[6], d2);
            d3 = T.MultiplyAdd(*slopes, single[7], d3);
        }
        (along[0], along[1], along[2], along[3]) = (d0, d1, d2, d3);
        RealHarmonics<T>.Gradient(pair.LargestL, harmonics, q, gradient);
        for (var k = 0; k < K; k++, geometry += 4, gradient += 3, forces += 3)
        {
            // Only the part of the gradient that is tangent to the sphere counts.
            T x = geometry[0], y = geometry[1], z = geometry[2], inverse = geometry[3];
            var inward = T.MultiplyAdd(gradient[0], x, T.MultiplyAdd(gradient[1], y, gradient[2] * z));
            var radially = along[k] - inward * inverse;
            forces[0] += T.MultiplyAdd(radially, x, gradient[0] * inverse);
            forces[1] += T.MultiplyAdd(radially, y, gradient[1] * inverse);
            forces[2] += T.MultiplyAdd(radially, z, gradient[2] * inverse);
        }
    }

    // T_0 … T_(count − 1).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillPolynomials(int count, T* x, T* polynomials)
    {
        for (var k = 0; k < K; k++, x++, polynomials++)
        {
            var (lower, t, twice) = (T.Broadcast(1), *x, *x + *x);
            for (var n = 0; n < count; n++)
            {
                polynomials[n * K] = lower;
                (lower, t) = (t, T.MultiplySubtract(twice, t, lower));
            }
        }
    }
}
