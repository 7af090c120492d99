using FastMtp.Basis;

namespace FastMtp.Kernels;

internal sealed unsafe partial class PlanInterpreter<T>
{
    /// <summary>Vectors per slot of the geometry and of the directions.</summary>
    private const int SlotVectors = 4;

    private int RadialFunctions => Program.Plan.RadialFunctionCount;

    public override void Accumulate(int slots, double* geometry, double* radial, double* moments)
    {
        var m = (T*)moments;
        var bytes = stackalloc byte[PowerBytes];
        var powers = AlignedBuffer.Align<T>(bytes);
        Clear(m);
        fixed (PairTable.Term* terms = _pairs.Terms)
        fixed (RadialTarget* targets = _pairs.Targets)
        {
            for (var slot = 0; slot < slots; slot++)
            {
                var g = (T*)geometry + slot * SlotVectors;
                var f = (T*)radial + slot * 2 * RadialFunctions;
                FillPowers(g, powers);
                var target = targets;
                for (var term = terms; term < terms + _pairs.Terms.Length; term++)
                {
                    var monomial = X(powers, term->A) * Y(powers, term->B) * Z(powers, term->C);
                    for (var end = target + term->TargetCount; target < end; target++)
                        m[target->Row] = T.MultiplyAdd(f[target->Mu], monomial, m[target->Row]);
                }
            }
        }
        ExpandSphere(m);
    }

    public override void PairForces(int slots, double* geometry, double* radial, double* adjoints, double* forces)
    {
        var a = (T*)adjoints;
        var bytes = stackalloc byte[PowerBytes];
        var powers = AlignedBuffer.Align<T>(bytes);
        fixed (PairTable.Term* terms = _pairs.Terms)
        fixed (RadialTarget* targets = _pairs.Targets)
        {
            for (var slot = 0; slot < slots; slot++)
            {
                var g = (T*)geometry + slot * SlotVectors;
                var f = (T*)radial + slot * 2 * RadialFunctions;
                var df = f + RadialFunctions;
                FillPowers(g, powers);
                T along = T.Broadcast(0), gx = along, gy = along, gz = along;
                var target = targets;
                for (var term = terms; term < terms + _pairs.Terms.Length; term++)
                {
                    T value = T.Broadcast(0), slope = value;
                    for (var end = target + term->TargetCount; target < end; target++)
                    {
                        value = T.MultiplyAdd(a[target->Row], f[target->Mu], value);
                        slope = T.MultiplyAdd(a[target->Row], df[target->Mu], slope);
                    }
                    T x = X(powers, term->A), y = Y(powers, term->B), z = Z(powers, term->C);
                    along = T.MultiplyAdd(slope, x * y * z, along);
                    if (term->A > 0) gx = T.MultiplyAdd(value, X(powers, term->A - 1) * y * z, gx);
                    if (term->B > 0) gy = T.MultiplyAdd(value, x * Y(powers, term->B - 1) * z, gy);
                    if (term->C > 0) gz = T.MultiplyAdd(value, x * y, gz);
                }
                // Only the part of the gradient that is tangential to the sphere turns the unit vector.
                var outward = T.MultiplyAdd(gx, g[0], T.MultiplyAdd(gy, g[1], gz * g[2]));
                var force = (T*)forces + slot * 3;
                force[0] = T.MultiplyAdd(along, g[0], (gx - outward * g[0]) * g[3]);
                force[1] = T.MultiplyAdd(along, g[1], (gy - outward * g[1]) * g[3]);
                force[2] = T.MultiplyAdd(along, g[2], (gz - outward * g[2]) * g[3]);
            }
        }
    }

    private int PowerBytes => (_pairs.MaxA + _pairs.MaxB + 4) * sizeof(T) + 64;

    /// <summary>x^a/a! for a = 0 … MaxA, then y^b/b!, then 1 and z.</summary>
    private void FillPowers(T* g, T* powers)
    {
        DividedPowers(g[0], _pairs.MaxA, powers);
        DividedPowers(g[1], _pairs.MaxB, powers + _pairs.MaxA + 1);
        powers[_pairs.MaxA + _pairs.MaxB + 2] = T.Broadcast(1);
        powers[_pairs.MaxA + _pairs.MaxB + 3] = g[2];
    }

    private static void DividedPowers(T value, int highest, T* powers)
    {
        powers[0] = T.Broadcast(1);
        for (var n = 1; n <= highest; n++) powers[n] = powers[n - 1] * value * T.Broadcast(1.0 / n);
    }

    private static T X(T* powers, int a) => powers[a];

    private T Y(T* powers, int b) => powers[_pairs.MaxA + 1 + b];

    private T Z(T* powers, int c) => powers[_pairs.MaxA + _pairs.MaxB + 2 + c];

    /// <summary>From sums over divided powers to moments, then the components with higher powers of z.</summary>
    private void ExpandSphere(T* m)
    {
        ScaleTerms(m);
        foreach (var step in _pairs.Steps) m[step.Row] = m[step.Lower] - m[step.RaisedX] - m[step.RaisedY];
    }

    /// <summary>The transpose of <see cref="ExpandSphere"/>.</summary>
    private void ReduceSphere(T* a)
    {
        for (var i = _pairs.Steps.Length - 1; i >= 0; i--)
        {
            var step = _pairs.Steps[i];
            var adjoint = a[step.Row];
            a[step.Lower] += adjoint;
            a[step.RaisedX] -= adjoint;
            a[step.RaisedY] -= adjoint;
        }
        ScaleTerms(a);
    }

    private void ScaleTerms(T* rows)
    {
        var next = 0;
        foreach (var term in _pairs.Terms)
        {
            for (var end = next + term.TargetCount; next < end; next++)
                if (term.Scale != 1) rows[_pairs.Targets[next].Row] *= T.Broadcast(term.Scale);
        }
    }
}
