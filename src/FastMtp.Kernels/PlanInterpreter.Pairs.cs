using System.Runtime.CompilerServices;

namespace FastMtp.Kernels;

internal sealed unsafe partial class PlanInterpreter<T>
{
    /// <summary>Vectors per slot of the geometry and of the directions.</summary>
    private const int SlotVectors = 4;

    private int RadialFunctions => Program.Plan.RadialFunctionCount;

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Accumulate(int slots, double* geometry, double* radial, double* moments)
    {
        const int K = SlotBlock;
        var bytes = stackalloc byte[FactorBytes];
        var x = AlignedBuffer.Align<T>(bytes);
        var v = x + FactorOffset;
        var sums = ClearedPlaces(v + K * _factorCount);
        var functions = RadialFunctions;
        fixed (int* powers = _pairs.Powers, degrees = _pairs.Degrees)
        {
            for (var block = 0; block < slots; block += K)
            {
                var f = (T*)radial + block * 2 * functions;
                FillFactors((T*)geometry + block * SlotVectors, x, v);
                var degree = degrees;
                var sum = sums;
                for (var mu = 0; mu < functions; mu++, f++)
                {
                    T f0 = f[0], f1 = f[2 * functions], f2 = f[4 * functions], f3 = f[6 * functions];
                    var power = x;
                    for (var last = degree + powers[mu]; degree < last; degree++, power += K)
                    {
                        T w0 = f0 * power[0], w1 = f1 * power[1], w2 = f2 * power[2], w3 = f3 * power[3];
                        var factor = v;
                        for (var end = sum + PairTable.Factors(*degree); sum < end; sum++, factor += K)
                            *sum = T.MultiplyAdd(w3, factor[3], T.MultiplyAdd(w2, factor[2], T.MultiplyAdd(w1, factor[1], T.MultiplyAdd(w0, factor[0], *sum))));
                    }
                }
            }
        }
        StoreMoments(sums, (T*)moments);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void PairForces(int slots, double* geometry, double* radial, double* adjoints, double* forces)
    {
        const int K = SlotBlock;
        var bytes = stackalloc byte[FactorBytes];
        var x = AlignedBuffer.Align<T>(bytes);
        var y = x + FactorOffset;
        var places = GatherPlaces((T*)adjoints, y + K * _factorCount);
        var functions = RadialFunctions;
        var zero = T.Broadcast(0);
        var one = T.Broadcast(1);
        fixed (int* powers = _pairs.Powers, degrees = _pairs.Degrees)
        {
            for (var block = 0; block < slots; block += K)
            {
                var g = (T*)geometry + block * SlotVectors;
                FillPowers(g, 0, _pairs.HighestPower, x);
                FillPowers(g, 1, _pairs.HighestDegree, y);
                for (var half = 0; half < K; half += 2)
                {
                var f = (T*)radial + (block + half) * 2 * functions;
                T z0 = g[(half + 0) * SlotVectors + 2], z1 = g[(half + 1) * SlotVectors + 2];
                T gx0 = zero, gy0 = zero, gz0 = zero, along0 = zero;
                T gx1 = zero, gy1 = zero, gz1 = zero, along1 = zero;
                var degree = degrees;
                var adjoint = places;
                for (var mu = 0; mu < functions; mu++, f++)
                {
                    var power = x + half;
                    T lower0 = zero, px0 = zero, py0 = zero, pz0 = zero, p0 = zero;
                    T lower1 = zero, px1 = zero, py1 = zero, pz1 = zero, p1 = zero;
                    for (var last = degree + powers[mu]; degree < last; degree++, power += K)
                    {
                        // q = Σ P·y^b, s = Σ P·y^(b−1), for c = 0 and, in n and t, for c = 1.
                        T q0 = *adjoint, s0 = zero, n0 = zero, t0 = zero, below0 = one, belower0 = zero;
                        T q1 = *adjoint, s1 = zero, n1 = zero, t1 = zero, below1 = one, belower1 = zero;
                        adjoint++;
                        var factor = y + half + K;
                        for (var end = adjoint + 2 * *degree; adjoint < end; adjoint += 2, factor += K)
                        {
                            T p = adjoint[0], r = adjoint[1];
                            q0 = T.MultiplyAdd(p, factor[0], q0);
                            s0 = T.MultiplyAdd(p, below0, s0);
                            n0 = T.MultiplyAdd(r, below0, n0);
                            t0 = T.MultiplyAdd(r, belower0, t0);
                            belower0 = below0;
                            below0 = factor[0];
                            q1 = T.MultiplyAdd(p, factor[1], q1);
                            s1 = T.MultiplyAdd(p, below1, s1);
                            n1 = T.MultiplyAdd(r, below1, n1);
                            t1 = T.MultiplyAdd(r, belower1, t1);
                            belower1 = below1;
                            below1 = factor[1];
                        }
                        q0 = T.MultiplyAdd(z0, n0, q0);
                        p0 = T.MultiplyAdd(power[0], q0, p0);
                        px0 = T.MultiplyAdd(lower0, q0, px0);
                        py0 = T.MultiplyAdd(power[0], T.MultiplyAdd(z0, t0, s0), py0);
                        pz0 = T.MultiplyAdd(power[0], n0, pz0);
                        lower0 = power[0];
                        q1 = T.MultiplyAdd(z1, n1, q1);
                        p1 = T.MultiplyAdd(power[1], q1, p1);
                        px1 = T.MultiplyAdd(lower1, q1, px1);
                        py1 = T.MultiplyAdd(power[1], T.MultiplyAdd(z1, t1, s1), py1);
                        pz1 = T.MultiplyAdd(power[1], n1, pz1);
                        lower1 = power[1];
                    }
                    gx0 = T.MultiplyAdd(f[0 * 2 * functions], px0, gx0);
                    gy0 = T.MultiplyAdd(f[0 * 2 * functions], py0, gy0);
                    gz0 = T.MultiplyAdd(f[0 * 2 * functions], pz0, gz0);
                    along0 = T.MultiplyAdd(f[0 * 2 * functions + functions], p0, along0);
                    gx1 = T.MultiplyAdd(f[1 * 2 * functions], px1, gx1);
                    gy1 = T.MultiplyAdd(f[1 * 2 * functions], py1, gy1);
                    gz1 = T.MultiplyAdd(f[1 * 2 * functions], pz1, gz1);
                    along1 = T.MultiplyAdd(f[1 * 2 * functions + functions], p1, along1);
                }
                var force = (T*)forces + (block + half) * 3;
                StoreForce(g + (half + 0) * SlotVectors, gx0, gy0, gz0, along0, force + 0 * 3);
                StoreForce(g + (half + 1) * SlotVectors, gx1, gy1, gz1, along1, force + 1 * 3);
}
            }
        }
    }

    /// <summary>Only the part of the gradient that is tangential to the sphere turns the unit vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreForce(T* g, T gx, T gy, T gz, T along, T* force)
    {
        var outward = T.MultiplyAdd(gx, g[0], T.MultiplyAdd(gy, g[1], gz * g[2]));
        along -= outward * g[3];
        force[0] = T.MultiplyAdd(along, g[0], gx * g[3]);
        force[1] = T.MultiplyAdd(along, g[1], gy * g[3]);
        force[2] = T.MultiplyAdd(along, g[2], gz * g[3]);
    }
}
