using FastMtp.Basis;

namespace FastMtp.Kernels;

internal sealed unsafe partial class PlanInterpreter<T>
{
    public override void AccumulateTangents(int slots, double* geometry, double* radial, double* directions, double* tangents)
    {
        var m = (T*)tangents;
        var bytes = stackalloc byte[PowerBytes];
        var powers = AlignedBuffer.Align<T>(bytes);
        Clear(m);
        fixed (PairTable.Term* terms = _pairs.Terms)
        fixed (RadialTarget* targets = _pairs.Targets)
        {
            for (var slot = 0; slot < slots; slot++)
            {
                var d = (T*)directions + slot * SlotVectors;
                var f = (T*)radial + slot * 2 * RadialFunctions;
                var df = f + RadialFunctions;
                FillPowers((T*)geometry + slot * SlotVectors, powers);
                var target = targets;
                for (var term = terms; term < terms + _pairs.Terms.Length; term++)
                {
                    var (monomial, turned) = Monomial(powers, term, d);
                    monomial *= d[3];
                    for (var end = target + term->TargetCount; target < end; target++)
                        m[target->Row] = T.MultiplyAdd(df[target->Mu], monomial, T.MultiplyAdd(f[target->Mu], turned, m[target->Row]));
                }
            }
        }
        ExpandSphere(m);
    }

    public override void PairGradients(int slots, double* geometry, double* directions, double* adjoints, double* tangentAdjoints, double* gradients)
    {
        var p = (T*)adjoints;
        var q = (T*)tangentAdjoints;
        var bytes = stackalloc byte[PowerBytes];
        var powers = AlignedBuffer.Align<T>(bytes);
        fixed (PairTable.Term* terms = _pairs.Terms)
        fixed (RadialTarget* targets = _pairs.Targets)
        {
            for (var slot = 0; slot < slots; slot++)
            {
                var d = (T*)directions + slot * SlotVectors;
                var onValue = (T*)gradients + slot * 2 * RadialFunctions;
                var onSlope = onValue + RadialFunctions;
                for (var mu = 0; mu < 2 * RadialFunctions; mu++) onValue[mu] = T.Broadcast(0);
                FillPowers((T*)geometry + slot * SlotVectors, powers);
                var target = targets;
                for (var term = terms; term < terms + _pairs.Terms.Length; term++)
                {
                    var (monomial, turned) = Monomial(powers, term, d);
                    for (var end = target + term->TargetCount; target < end; target++)
                    {
                        var value = T.MultiplyAdd(q[target->Row], monomial, onValue[target->Mu]);
                        onValue[target->Mu] = T.MultiplyAdd(p[target->Row], turned, value);
                        onSlope[target->Mu] = T.MultiplyAdd(p[target->Row], monomial, onSlope[target->Mu]);
                    }
                }
            }
        }
    }

    /// <summary>A monomial of the unit vector and its derivative along the tangential direction d.</summary>
    private (T Value, T Turned) Monomial(T* powers, PairTable.Term* term, T* d)
    {
        T x = X(powers, term->A), y = Y(powers, term->B), z = Z(powers, term->C);
        var turned = T.Broadcast(0);
        if (term->A > 0) turned = X(powers, term->A - 1) * y * z * d[0];
        if (term->B > 0) turned = T.MultiplyAdd(x * Y(powers, term->B - 1) * z, d[1], turned);
        if (term->C > 0) turned = T.MultiplyAdd(x * y, d[2], turned);
        return (x * y * z, turned);
    }
}
