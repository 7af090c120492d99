using FastMtp.Pace;

namespace FastMtp.Reference;

/// <summary>The radial functions of PACE at one distance, from their formulas.</summary>
internal static class PaceRadial
{
    /// <summary>g_k for k = 1, 2, …, with the inner cutoff.</summary>
    public static Dual[] Basis(PaceBond bond, Dual r)
    {
        var lambda = bond.Parameters is [var first, ..] ? first : 0;
        var basis = bond.Basis switch
        {
            PaceBond.ChebExpCos => ChebExpCos(bond, lambda, r),
            PaceBond.ChebPow => ChebPow(bond, lambda, r),
            PaceBond.SBessel => SBessel(bond, r),
            _ => throw new NotSupportedException($"The radial basis {bond.Basis} is not known."),
        };
        return bond.InnerSwitch is PaceBond.ByDistance ? [.. basis.Select(g => g * (1 - Inner(bond, r)))] : basis;
    }

    /// <summary>The repulsion of the cores.</summary>
    public static Dual Core(PaceBond bond, Dual r)
    {
        var (prefactor, decay) = (Math.Abs(bond.CorePrefactor), Math.Abs(bond.CoreDecay));
        if (decay * r.Value * r.Value >= 50) return 0;
        var core = prefactor * Dual.Exp(-decay * r * r) / r * Cosine(r / bond.Cutoff);
        return bond.InnerSwitch is PaceBond.ByDistance ? core * Inner(bond, r) : core;
    }

    /// <summary>A quintic step from 1 to 0 that ends at <paramref name="end"/>.</summary>
    public static Dual Step(Dual x, double end, double width)
    {
        if (x.Value >= end) return 0;
        if (x.Value <= end - width) return 1;
        var t = (end - x) / width;
        return t * t * t * (10 - 15 * t + 6 * t * t);
    }

    private static Dual Inner(PaceBond bond, Dual r) => Step(r, bond.InnerCutoff, bond.InnerWidth);

    private static Dual[] ChebExpCos(PaceBond bond, double lambda, Dual r)
    {
        var end = Math.Exp(-lambda);
        var t = Chebyshev(1 - 2 * (Dual.Exp(-lambda * r / bond.Cutoff) - end) / (1 - end), bond.BasisSize);
        var envelope = Cosine(r / bond.Cutoff);
        if (r.Value > bond.Cutoff - bond.CutoffWidth) envelope *= Cosine((r - bond.Cutoff + bond.CutoffWidth) / bond.CutoffWidth);
        return [.. Enumerable.Range(0, bond.BasisSize).Select(k => k == 0 ? envelope : (1 - t[k]) / 2 * envelope)];
    }

    private static Dual[] ChebPow(PaceBond bond, double lambda, Dual r)
    {
        var t = Chebyshev(1 - 2 * Dual.Pow(1 - r / bond.Cutoff, lambda), bond.BasisSize);
        return [.. Enumerable.Range(1, bond.BasisSize).Select(k => (1 - t[k]) / 2)];
    }

    private static Dual[] SBessel(PaceBond bond, Dual r)
    {
        var g = new Dual[bond.BasisSize];
        var d = 1.0;
        for (var n = 0; n < g.Length; n++)
        {
            var (a, b) = ((n + 1) * Math.PI, (n + 2) * Math.PI);
            var norm = Math.Sqrt(2) * Math.PI * Math.Pow(bond.Cutoff, -1.5) * (n + 1) * (n + 2)
                / Math.Sqrt((n + 1) * (n + 1) + (n + 2) * (n + 2));
            var f = (n % 2 == 0 ? norm : -norm) * (Sinc(a * r / bond.Cutoff) + Sinc(b * r / bond.Cutoff));
            var e = n * n * (n + 2.0) * (n + 2) / (4 * Math.Pow(n + 1, 4) + 1);
            var next = n == 0 ? 1 : 1 - e / d;
            g[n] = n == 0 ? f : (f + Math.Sqrt(e / d) * g[n - 1]) / Math.Sqrt(next);
            d = next;
        }
        return g;
    }

    private static Dual Sinc(Dual x) => Dual.Sin(x) / x;

    // From 1 at x = 0 to 0 at x = 1.
    private static Dual Cosine(Dual x) => (1 + Dual.Cos(Math.PI * x)) / 2;

    private static Dual[] Chebyshev(Dual x, int degree)
    {
        var t = new Dual[Math.Max(degree, 1) + 1];
        (t[0], t[1]) = (1, x);
        for (var n = 2; n < t.Length; n++) t[n] = 2 * x * t[n - 1] - t[n - 2];
        return t;
    }
}
