using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FastMtp.Pace;

namespace FastMtp.PaceBlocks;

/// <summary>
/// What the radial functions of a pair of species are made of at many distances: x, the argument of the Chebyshev polynomials, and the
/// factor φ before their sum, with their derivatives. Also the repulsion of the cores.
/// </summary>
internal sealed unsafe class RadialVariable(PaceBond bond)
{
    private readonly double _lambda = bond.Parameters is [var first, ..] ? first : 0;

    /// <summary>True if there is a repulsion.</summary>
    public bool HasCore => bond.CorePrefactor != 0 && (!IsByDistance || bond.InnerCutoff > 0);

    private bool IsByDistance => bond.InnerSwitch is PaceBond.ByDistance;

    /// <summary>Fills x, x', φ and φ'; φ is zero from the cutoff on.</summary>
    /// <param name="r">Distances, Å.</param>
    /// <param name="count">How many, a multiple of four.</param>
    /// <param name="values">x, x', φ and φ', as many of each, one after the other.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(double* r, int count, double* values)
    {
        double* dx = values + count, phi = dx + count, dphi = phi + count;
        var (cutoff, one) = (Vector256.Create(bond.Cutoff), Vector256.Create(1.0));
        for (var i = 0; i < count; i += Vector256<double>.Count)
        {
            var distance = Vector256.Load(r + i);
            var inside = Vector256.LessThan(distance, cutoff);
            // Beyond the cutoff everything stays finite.
            distance = Vector256.Min(distance, cutoff);
            Vector256<double> x, slope, factor = one, factorSlope = Vector256<double>.Zero;
            switch (bond.Basis)
            {
                case PaceBond.ChebPow:
                    (x, slope) = Power(distance / cutoff);
                    slope /= cutoff;
                    break;
                case PaceBond.ChebExpCos:
                    (x, slope) = Exponential(distance);
                    (factor, factorSlope) = Cosine(distance, 0, bond.Cutoff);
                    Multiply(ref factor, ref factorSlope, OuterCosine(distance));
                    break;
                default:
                    var scale = Math.PI / bond.Cutoff;
                    var angle = distance * scale;
                    var (sin, cos) = Vector256.SinCos(angle);
                    (x, slope) = (cos, sin * -scale);
                    factor = sin / angle;
                    factorSlope = (cos - factor) / distance;
                    break;
            }
            if (IsByDistance)
            {
                var (step, stepSlope) = Step(distance, bond.InnerCutoff, bond.InnerWidth);
                Multiply(ref factor, ref factorSlope, (one - step, -stepSlope));
            }
            x.Store(values + i);
            slope.Store(dx + i);
            (factor & inside).Store(phi + i);
            (factorSlope & inside).Store(dphi + i);
        }
    }

    /// <summary>Fills the repulsion of the cores and its derivative; zero where it is out of reach.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void FillCore(double* r, int count, double* core, double* slope)
    {
        var (prefactor, decay) = (Math.Abs(bond.CorePrefactor), Math.Abs(bond.CoreDecay));
        for (var i = 0; i < count; i += Vector256<double>.Count)
        {
            var distance = Vector256.Load(r + i);
            var near = Vector256.LessThan(distance * distance * decay, Vector256.Create(50.0))
                & Vector256.LessThan(distance, Vector256.Create(bond.Cutoff));
            var (value, derivative) = (Vector256<double>.Zero, Vector256<double>.Zero);
            if (near != Vector256<double>.Zero)
            {
                value = Vector256.Exp(distance * distance * -decay) * prefactor / distance;
                derivative = value * (distance * (-2 * decay) - Vector256.Create(1.0) / distance);
                Multiply(ref value, ref derivative, Cosine(distance, 0, bond.Cutoff));
                if (IsByDistance) Multiply(ref value, ref derivative, Step(distance, bond.InnerCutoff, bond.InnerWidth));
            }
            (value & near).Store(core + i);
            (derivative & near).Store(slope + i);
        }
    }

    // 1 − 2(1 − t)^λ and its derivative.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector256<double> X, Vector256<double> Slope) Power(Vector256<double> t)
    {
        var one = Vector256.Create(1.0);
        // Not zero, so that the power has a logarithm and a slope.
        var u = Vector256.Max(one - t, Vector256.Create(1e-300));
        var lower = one;
        if (_lambda is 1 or 2 or 3 or 4)
            for (var i = 1; i < _lambda; i++) lower *= u;
        else
            lower = Vector256.Exp(Vector256.Log(u) * (_lambda - 1));
        return (one - u * lower * 2, lower * (2 * _lambda));
    }

    // 1 − 2(e^(−λr/rcut) − e^(−λ))/(1 − e^(−λ)) and its derivative.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector256<double> X, Vector256<double> Slope) Exponential(Vector256<double> r)
    {
        var end = Math.Exp(-_lambda);
        var e = Vector256.Exp(r * (-_lambda / bond.Cutoff));
        return (Vector256.Create(1.0) - (e - Vector256.Create(end)) * (2 / (1 - end)), e * (2 * _lambda / bond.Cutoff / (1 - end)));
    }

    // The second cutoff of ChebExpCos, over the last part of the range.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector256<double> Value, Vector256<double> Slope) OuterCosine(Vector256<double> r)
    {
        var start = bond.Cutoff - bond.CutoffWidth;
        var near = Vector256.GreaterThan(r, Vector256.Create(start));
        if (near == Vector256<double>.Zero) return (Vector256.Create(1.0), Vector256<double>.Zero);
        var (value, slope) = Cosine(r, start, bond.CutoffWidth);
        return (Vector256.ConditionalSelect(near, value, Vector256.Create(1.0)), slope & near);
    }

    // Falls from 1 at the start to 0 over a width.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> Value, Vector256<double> Slope) Cosine(Vector256<double> r, double start, double width)
    {
        var (sin, cos) = Vector256.SinCos((r - Vector256.Create(start)) * (Math.PI / width));
        return ((cos + Vector256.Create(1.0)) * 0.5, sin * (-0.5 * Math.PI / width));
    }

    // A quintic step from 1 to 0 that ends at a distance.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> Value, Vector256<double> Slope) Step(Vector256<double> r, double end, double width)
    {
        var one = Vector256.Create(1.0);
        if (width <= 0) return (Vector256.LessThan(r, Vector256.Create(end)) & one, Vector256<double>.Zero);
        var t = Vector256.Min(Vector256.Max((Vector256.Create(end) - r) / width, Vector256<double>.Zero), one);
        var square = t * t;
        return (square * t * (t * (t * 6 - Vector256.Create(15.0)) + Vector256.Create(10.0)),
            square * (one - t) * (one - t) * (-30 / width));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply(ref Vector256<double> value, ref Vector256<double> slope,
        (Vector256<double> Value, Vector256<double> Slope) factor)
    {
        slope = slope * factor.Value + value * factor.Slope;
        value *= factor.Value;
    }
}
