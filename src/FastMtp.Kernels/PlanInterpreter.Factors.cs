using System.Runtime.CompilerServices;

namespace FastMtp.Kernels;

/// <summary>Shared by the pair passes: the factors of a block of slots, and the rows of moments in the order of the runs.</summary>
internal sealed unsafe partial class PlanInterpreter<T>
{
    /// <summary>
    /// For the powers of x, the factors and the targets, each <paramref name="kinds"/> times: a value, or a value and its
    /// derivative.
    /// </summary>
    private static T* Room(PairTable table, int kinds) =>
        (T*)Scratch.Take(kinds * (SlotBlock * (table.HighestPower + 1 + table.FactorCount) + table.Targets.Length) * T.Count);

    /// <summary>[n][slot] u^n/n! for n = 0 … highest, u the given component of the unit vectors of a block of slots.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillPowers(T* geometry, int component, int highest, T* powers)
    {
        var u = geometry + component;
        T u0 = u[0], u1 = u[SlotVectors], u2 = u[2 * SlotVectors], u3 = u[3 * SlotVectors];
        powers[0] = powers[1] = powers[2] = powers[3] = T.Broadcast(1);
        for (var n = 1; n <= highest; n++, powers += SlotBlock)
        {
            var inverse = T.Broadcast(1.0 / n);
            powers[4] = powers[0] * u0 * inverse;
            powers[5] = powers[1] * u1 * inverse;
            powers[6] = powers[2] * u2 * inverse;
            powers[7] = powers[3] * u3 * inverse;
        }
    }

    /// <summary>x: [a][slot] x^a/a!; v: [factor][slot] y^b/b! z^c in the order of a run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillFactors(PairTable table, T* geometry, T* x, T* v)
    {
        FillPowers(geometry, 0, table.HighestPower, x);
        for (var slot = 0; slot < SlotBlock; slot++, geometry += SlotVectors, v++)
        {
            T y = geometry[1], z = geometry[2], power = T.Broadcast(1);
            *v = power;
            var next = v + SlotBlock;
            for (var degree = 1; degree <= table.HighestDegree; degree++, next += 2 * SlotBlock)
            {
                next[SlotBlock] = power * z;
                power = power * y * T.Broadcast(1.0 / degree);
                next[0] = power;
            }
        }
    }

    /// <summary>x: [a][2][slot] x^a/a!, its derivative along the direction; v: [factor][2][slot] y^b/b! z^c, its derivative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillFactors(PairTable table, T* geometry, T* directions, T* x, T* v)
    {
        const int Tangent = SlotBlock;
        for (var slot = 0; slot < SlotBlock; slot++, geometry += SlotVectors, directions += SlotVectors, x++, v++)
        {
            T zero = T.Broadcast(0), power = T.Broadcast(1);
            x[0] = power;
            x[Tangent] = zero;
            for (var n = 1; n <= table.HighestPower; n++)
            {
                x[(2 * n + 1) * SlotBlock] = power * directions[0];
                power = power * geometry[0] * T.Broadcast(1.0 / n);
                x[2 * n * SlotBlock] = power;
            }
            T y = geometry[1], z = geometry[2], dy = directions[1], dz = directions[2], tangent = zero;
            power = T.Broadcast(1);
            v[0] = power;
            v[Tangent] = zero;
            var next = v + 2 * SlotBlock;
            for (var degree = 1; degree <= table.HighestDegree; degree++, next += 4 * SlotBlock)
            {
                next[2 * SlotBlock] = power * z;
                next[2 * SlotBlock + Tangent] = T.MultiplyAdd(tangent, z, power * dz);
                tangent = power * dy;
                power = power * y * T.Broadcast(1.0 / degree);
                next[0] = power;
                next[Tangent] = tangent;
            }
        }
    }

    /// <summary>Adjoints in the order of the runs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T* GatherAdjoints(PairTable table, T* rows, T* adjoints)
    {
        var next = adjoints;
        foreach (var target in table.Targets) *next++ = target.Row == PairTable.Target.Empty ? T.Broadcast(0) : rows[target.Row];
        return adjoints;
    }

    /// <summary>
    /// From sums over divided powers to moments, then the components with higher powers of z. All other rows become zero: the
    /// contraction adds to them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void StoreMoments(PairTable table, T* sums, T* m)
    {
        Clear(m);
        foreach (var target in table.Targets)
        {
            if (target.Row != PairTable.Target.Empty) m[target.Row] = *sums * T.Broadcast(target.Scale);
            sums++;
        }
        foreach (var step in table.Steps) m[step.Row] = m[step.Lower] - m[step.RaisedX] - m[step.RaisedY];
    }

    /// <summary>The transpose of <see cref="StoreMoments"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReduceSphere(T* a)
    {
        var table = Pairs;
        for (var i = table.Steps.Length - 1; i >= 0; i--)
        {
            var step = table.Steps[i];
            var adjoint = a[step.Row];
            a[step.Lower] += adjoint;
            a[step.RaisedX] -= adjoint;
            a[step.RaisedY] -= adjoint;
        }
        foreach (var target in table.Targets)
            if (target.Row != PairTable.Target.Empty) a[target.Row] *= T.Broadcast(target.Scale);
    }
}
