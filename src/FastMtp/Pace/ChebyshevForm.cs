namespace FastMtp.Pace;

/// <summary>
/// The radial functions of a pair of species as φ(r)·Σ_k a_k·T_k(x(r)), with a variable x and a factor φ that depend on the basis. All
/// bases of PACE have that form.
/// </summary>
internal static class ChebyshevForm
{
    /// <summary>[g][k] the series of each g.</summary>
    public static double[][] Of(PaceBond bond) => bond.Basis switch
    {
        PaceBond.ChebPow => [.. Enumerable.Range(1, bond.BasisSize).Select(k => Step(k, bond.BasisSize + 1))],
        PaceBond.ChebExpCos => [.. Enumerable.Range(0, bond.BasisSize).Select(k => k == 0 ? One(bond.BasisSize) : Step(k, bond.BasisSize))],
        _ => Bessel(bond.BasisSize, bond.Cutoff),
    };

    /// <summary>The series of the derivative with respect to x, with as many terms.</summary>
    public static double[] Derivative(ReadOnlySpan<double> series)
    {
        var derivative = new double[series.Length];
        for (var k = series.Length - 1; k > 0; k--)
            derivative[k - 1] = (k + 1 < series.Length ? derivative[k + 1] : 0) + 2 * k * series[k];
        derivative[0] /= 2;
        return derivative;
    }

    private static double[] One(int length)
    {
        var series = new double[length];
        series[0] = 1;
        return series;
    }

    // (1 − T_k)/2
    private static double[] Step(int k, int length)
    {
        var series = new double[length];
        series[0] = 0.5;
        series[k] -= 0.5;
        return series;
    }

    // sin(nθ)/(nθ) = (sin θ)/θ·U_{n−1}(cos θ)/n, θ = πr/rcut, made orthonormal as PACE does.
    private static double[][] Bessel(int count, double cutoff)
    {
        var g = new double[count][];
        var d = 1.0;
        for (var n = 0; n < count; n++)
        {
            double a = n + 1, b = n + 2;
            var norm = (n % 2 == 0 ? 1 : -1) * Math.Sqrt(2) * Math.PI * Math.Pow(cutoff, -1.5) * a * b / Math.Sqrt(a * a + b * b);
            g[n] = new double[count + 1];
            AddSecondKind(g[n], n, norm / a);
            AddSecondKind(g[n], n + 1, norm / b);
            var e = n * n * (n + 2.0) * (n + 2) / (4 * Math.Pow(n + 1, 4) + 1);
            var next = n == 0 ? 1 : 1 - e / d;
            for (var k = 0; n > 0 && k <= count; k++) g[n][k] = (g[n][k] + Math.Sqrt(e / d) * g[n - 1][k]) / Math.Sqrt(next);
            d = next;
        }
        return g;
    }

    // U_n = 2·(T_n + T_{n−2} + …), with T_0 once.
    private static void AddSecondKind(double[] series, int n, double weight)
    {
        for (var k = n; k >= 0; k -= 2) series[k] += k == 0 ? weight : 2 * weight;
    }
}
