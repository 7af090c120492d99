using System.Runtime.CompilerServices;

namespace FastMtp.Kernels;

internal sealed unsafe partial class PlanInterpreter<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AccumulateTangents(int slots, double* geometry, double* radial, double* directions, double* tangents)
    {
        const int K = SlotBlock;
        var table = Pairs;
        var x = Room(table, 2);
        var v = x + 2 * K * (table.HighestPower + 1);
        var sums = v + 2 * K * table.FactorCount;
        for (var i = 0; i < table.Targets.Length; i++) sums[i] = T.Broadcast(0);
        var functions = RadialFunctions;
        fixed (int* powers = table.Powers, degrees = table.Degrees)
        {
            for (var block = 0; block < slots; block += K)
            {
                var f = (T*)radial + block * 2 * functions;
                var d = (T*)directions + block * SlotVectors;
                FillFactors(table, (T*)geometry + block * SlotVectors, d, x, v);
                var degree = degrees;
                var sum = sums;
                for (var mu = 0; mu < functions; mu++, f++)
                {
                    T f0 = f[0], f1 = f[2 * functions], f2 = f[4 * functions], f3 = f[6 * functions];
                    T g0 = f[functions] * d[3], g1 = f[3 * functions] * d[SlotVectors + 3], g2 = f[5 * functions] * d[2 * SlotVectors + 3],
                        g3 = f[7 * functions] * d[3 * SlotVectors + 3];
                    var power = x;
                    for (var endRun = degree + powers[mu]; degree < endRun; degree++, power += 2 * K)
                    {
                        T w0 = f0 * power[0], w1 = f1 * power[1], w2 = f2 * power[2], w3 = f3 * power[3];
                        var d0 = T.MultiplyAdd(g0, power[0], f0 * power[4]);
                        var d1 = T.MultiplyAdd(g1, power[1], f1 * power[5]);
                        var d2 = T.MultiplyAdd(g2, power[2], f2 * power[6]);
                        var d3 = T.MultiplyAdd(g3, power[3], f3 * power[7]);
                        var factor = v;
                        for (var end = sum + PairTable.Factors(*degree); sum < end; sum++, factor += 2 * K)
                        {
                            var tangent = T.MultiplyAdd(w3, factor[7],
                                T.MultiplyAdd(w2, factor[6], T.MultiplyAdd(w1, factor[5], w0 * factor[4])));
                            *sum = tangent + T.MultiplyAdd(d3, factor[3],
                                T.MultiplyAdd(d2, factor[2], T.MultiplyAdd(d1, factor[1], T.MultiplyAdd(d0, factor[0], *sum))));
                        }
                    }
                }
            }
        }
        StoreMoments(table, sums, (T*)tangents);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void PairGradients(int slots, double* geometry, double* directions, double* adjoints, double* tangentAdjoints,
        double* gradients)
    {
        const int K = SlotBlock;
        var table = Pairs;
        var x = Room(table, 2);
        var v = x + 2 * K * (table.HighestPower + 1);
        var ps = GatherAdjoints(table, (T*)adjoints, v + 2 * K * table.FactorCount);
        var qs = GatherAdjoints(table, (T*)tangentAdjoints, ps + table.Targets.Length);
        var functions = RadialFunctions;
        var zero = T.Broadcast(0);
        fixed (int* powers = table.Powers, degrees = table.Degrees)
        {
            for (var block = 0; block < slots; block += K)
            {
                var g = (T*)gradients + block * 2 * functions;
                FillFactors(table, (T*)geometry + block * SlotVectors, (T*)directions + block * SlotVectors, x, v);
                var degree = degrees;
                T* p = ps, q = qs;
                for (var mu = 0; mu < functions; mu++, g++)
                {
                    var power = x;
                    T a0 = zero, a1 = zero, a2 = zero, a3 = zero, b0 = zero, b1 = zero, b2 = zero, b3 = zero;
                    for (var endRun = degree + powers[mu]; degree < endRun; degree++, power += 2 * K)
                    {
                        T value0 = zero, value1 = zero, value2 = zero, value3 = zero;
                        T tangent0 = zero, tangent1 = zero, tangent2 = zero, tangent3 = zero;
                        T slope0 = zero, slope1 = zero, slope2 = zero, slope3 = zero;
                        var factor = v;
                        for (var end = p + PairTable.Factors(*degree); p < end; p++, q++, factor += 2 * K)
                        {
                            T onValue = *q, onSlope = *p;
                            value0 = T.MultiplyAdd(onValue, factor[0], value0);
                            slope0 = T.MultiplyAdd(onSlope, factor[0], slope0);
                            tangent0 = T.MultiplyAdd(onSlope, factor[4], tangent0);
                            value1 = T.MultiplyAdd(onValue, factor[1], value1);
                            slope1 = T.MultiplyAdd(onSlope, factor[1], slope1);
                            tangent1 = T.MultiplyAdd(onSlope, factor[5], tangent1);
                            value2 = T.MultiplyAdd(onValue, factor[2], value2);
                            slope2 = T.MultiplyAdd(onSlope, factor[2], slope2);
                            tangent2 = T.MultiplyAdd(onSlope, factor[6], tangent2);
                            value3 = T.MultiplyAdd(onValue, factor[3], value3);
                            slope3 = T.MultiplyAdd(onSlope, factor[3], slope3);
                            tangent3 = T.MultiplyAdd(onSlope, factor[7], tangent3);
                        }
                        a0 = T.MultiplyAdd(power[0], value0 + tangent0, T.MultiplyAdd(power[4], slope0, a0));
                        a1 = T.MultiplyAdd(power[1], value1 + tangent1, T.MultiplyAdd(power[5], slope1, a1));
                        a2 = T.MultiplyAdd(power[2], value2 + tangent2, T.MultiplyAdd(power[6], slope2, a2));
                        a3 = T.MultiplyAdd(power[3], value3 + tangent3, T.MultiplyAdd(power[7], slope3, a3));
                        b0 = T.MultiplyAdd(power[0], slope0, b0);
                        b1 = T.MultiplyAdd(power[1], slope1, b1);
                        b2 = T.MultiplyAdd(power[2], slope2, b2);
                        b3 = T.MultiplyAdd(power[3], slope3, b3);
                    }
                    g[0] = a0;
                    g[functions] = b0;
                    g[2 * functions] = a1;
                    g[3 * functions] = b1;
                    g[4 * functions] = a2;
                    g[5 * functions] = b2;
                    g[6 * functions] = a3;
                    g[7 * functions] = b3;
                }
            }
        }
    }
}
