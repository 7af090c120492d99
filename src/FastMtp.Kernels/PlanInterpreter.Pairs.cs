using System.Runtime.CompilerServices;

namespace FastMtp.Kernels;

internal sealed unsafe partial class PlanInterpreter<T>
{
    /// <summary>Vectors per slot of the geometry and of the directions.</summary>
    private const int SlotVectors = 4;

    private int RadialFunctions => Program.Plan.RadialFunctionCount;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Accumulate(int slots, double* geometry, double* radial, double* moments)
    {
        const int K = SlotBlock;
        var table = Pairs;
        var x = Room(table, 1);
        var v = x + K * (table.HighestPower + 1);
        var sums = v + K * table.FactorCount;
        for (var i = 0; i < table.Targets.Length; i++) sums[i] = T.Broadcast(0);
        var functions = RadialFunctions;
        fixed (int* powers = table.Powers, degrees = table.Degrees)
        {
            for (var block = 0; block < slots; block += K)
            {
                var f = (T*)radial + block * 2 * functions;
                FillFactors(table, (T*)geometry + block * SlotVectors, x, v);
                var degree = degrees;
                var sum = sums;
                for (var mu = 0; mu < functions; mu++, f++)
                {
                    T f0 = f[0], f1 = f[2 * functions], f2 = f[4 * functions], f3 = f[6 * functions];
                    var power = x;
                    for (var endRun = degree + powers[mu]; degree < endRun; degree++, power += K)
                    {
                        T w0 = f0 * power[0], w1 = f1 * power[1], w2 = f2 * power[2], w3 = f3 * power[3];
                        var factor = v;
                        for (var end = sum + PairTable.Factors(*degree); sum < end; sum++, factor += K)
                            *sum = T.MultiplyAdd(w3, factor[3],
                                T.MultiplyAdd(w2, factor[2], T.MultiplyAdd(w1, factor[1], T.MultiplyAdd(w0, factor[0], *sum))));
                    }
                }
            }
        }
        StoreMoments(table, sums, (T*)moments);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void PairForces(int slots, double* geometry, double* radial, double* adjoints, double* forces)
    {
        const int K = SlotBlock;
        var table = Pairs;
        var x = Room(table, 1);
        var y = x + K * (table.HighestPower + 1);
        var ps = GatherAdjoints(table, (T*)adjoints, y + K * table.FactorCount);
        var functions = RadialFunctions;
        T zero = T.Broadcast(0), one = T.Broadcast(1);
        fixed (int* powers = table.Powers, degrees = table.Degrees)
        {
            for (var slot = 0; slot < slots; slot += 2)
            {
                var g = (T*)geometry + slot * SlotVectors;
                if (slot % K == 0)
                {
                    FillPowers(g, 0, table.HighestPower, x);
                    FillPowers(g, 1, table.HighestDegree, y);
                }
                // Two slots share each load of an adjoint; four would not fit the registers.
                var f = (T*)radial + slot * 2 * functions;
                T z0 = g[2], z1 = g[SlotVectors + 2];
                T gx0 = zero, gy0 = zero, gz0 = zero, radial0 = zero;
                T gx1 = zero, gy1 = zero, gz1 = zero, radial1 = zero;
                var degree = degrees;
                var adjoint = ps;
                for (var mu = 0; mu < functions; mu++, f++)
                {
                    var power = x + slot % K;
                    T lower0 = zero, px0 = zero, py0 = zero, pz0 = zero, p0 = zero;
                    T lower1 = zero, px1 = zero, py1 = zero, pz1 = zero, p1 = zero;
                    for (var endRun = degree + powers[mu]; degree < endRun; degree++, power += K)
                    {
                        // Without z: q = Σ P·y^b and its y-derivative dq = Σ P·y^(b−1). With z: r and dr.
                        T q0 = *adjoint, dq0 = zero, r0 = zero, dr0 = zero, once0 = one, twice0 = zero;
                        T q1 = *adjoint, dq1 = zero, r1 = zero, dr1 = zero, once1 = one, twice1 = zero;
                        adjoint++;
                        var factor = y + slot % K + K;
                        for (var end = adjoint + 2 * *degree; adjoint < end; adjoint += 2, factor += K)
                        {
                            T without = adjoint[0], with = adjoint[1];
                            T y0 = factor[0], y1 = factor[1];
                            q0 = T.MultiplyAdd(without, y0, q0);
                            dq0 = T.MultiplyAdd(without, once0, dq0);
                            r0 = T.MultiplyAdd(with, once0, r0);
                            dr0 = T.MultiplyAdd(with, twice0, dr0);
                            q1 = T.MultiplyAdd(without, y1, q1);
                            dq1 = T.MultiplyAdd(without, once1, dq1);
                            r1 = T.MultiplyAdd(with, once1, r1);
                            dr1 = T.MultiplyAdd(with, twice1, dr1);
                            (twice0, once0) = (once0, y0);
                            (twice1, once1) = (once1, y1);
                        }
                        q0 = T.MultiplyAdd(z0, r0, q0);
                        p0 = T.MultiplyAdd(power[0], q0, p0);
                        px0 = T.MultiplyAdd(lower0, q0, px0);
                        py0 = T.MultiplyAdd(power[0], T.MultiplyAdd(z0, dr0, dq0), py0);
                        pz0 = T.MultiplyAdd(power[0], r0, pz0);
                        lower0 = power[0];
                        q1 = T.MultiplyAdd(z1, r1, q1);
                        p1 = T.MultiplyAdd(power[1], q1, p1);
                        px1 = T.MultiplyAdd(lower1, q1, px1);
                        py1 = T.MultiplyAdd(power[1], T.MultiplyAdd(z1, dr1, dq1), py1);
                        pz1 = T.MultiplyAdd(power[1], r1, pz1);
                        lower1 = power[1];
                    }
                    T f0 = f[0], f1 = f[2 * functions];
                    gx0 = T.MultiplyAdd(f0, px0, gx0);
                    gy0 = T.MultiplyAdd(f0, py0, gy0);
                    gz0 = T.MultiplyAdd(f0, pz0, gz0);
                    gx1 = T.MultiplyAdd(f1, px1, gx1);
                    gy1 = T.MultiplyAdd(f1, py1, gy1);
                    gz1 = T.MultiplyAdd(f1, pz1, gz1);
                    radial0 = T.MultiplyAdd(f[functions], p0, radial0);
                    radial1 = T.MultiplyAdd(f[3 * functions], p1, radial1);
                }
                var force = (T*)forces + slot * 3;
                StoreForce(g, gx0, gy0, gz0, radial0, force);
                StoreForce(g + SlotVectors, gx1, gy1, gz1, radial1, force + 3);
            }
        }
    }

    /// <summary>
    /// Only the part of the gradient that is tangential to the sphere turns the unit vector. Inlined, because a call would
    /// spill all registers.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreForce(T* g, T gx, T gy, T gz, T radial, T* force)
    {
        var projection = T.MultiplyAdd(gx, g[0], T.MultiplyAdd(gy, g[1], gz * g[2]));
        radial -= projection * g[3];
        force[0] = T.MultiplyAdd(radial, g[0], gx * g[3]);
        force[1] = T.MultiplyAdd(radial, g[1], gy * g[3]);
        force[2] = T.MultiplyAdd(radial, g[2], gz * g[3]);
    }
}
