using FastMtp.Radial;

namespace FastMtp.Pace;

/// <summary>
/// Our radial basis in PACE's ChebPow with lambda = 1, g_k(r) = (1 − T_k(x))/2 with x = 2r/Cutoff − 1 and k = 1 … N_b + 1. Both span
/// the same polynomials: those of degree N_b + 1 that vanish at the cutoff.
/// </summary>
internal sealed class ChebPowSeries
{
    private const double Rounding = 1.1e-16;

    private readonly double[][] _rows;

    public ChebPowSeries(RadialBasis basis)
    {
        // Q_b = T_b(xi)·Scaling·(Cutoff − r)², xi = a·x + 1 − a, and Cutoff − r = Cutoff/2·(1 − x).
        var a = basis.Cutoff / (basis.Cutoff - basis.MinDistance);
        var series = new double[basis.Size + 2];
        series[0] = basis.Scaling * basis.Cutoff * basis.Cutoff / 4;
        var t = Linear(Linear(series, 1, -1), 1, -1);
        var previous = Linear(t, 1 - a, a);
        _rows = new double[basis.Size][];
        for (var b = 0; b < basis.Size; b++)
        {
            // sum over n of p_n·T_n vanishes at the cutoff, where every T_n = 1, so it is the sum of −2·p_n·(1 − T_n)/2.
            _rows[b] = [.. t[1..].Select(p => -2 * p)];
            var next = Linear(t, 2 * (1 - a), 2 * a);
            for (var n = 0; n < next.Length; n++) next[n] -= previous[n];
            (t, previous) = (next, t);
        }
        Loss = Rounding * _rows.Max(row => row.Sum(Math.Abs)) / ChebyshevBasis.Envelope(basis, basis.MinDistance);
    }

    /// <summary>
    /// How exact radial functions are when they are computed in PACE's basis, relative to their largest value between MinDistance and
    /// the cutoff: its polynomials live between 0 and the cutoff, and large multiples of them cancel.
    /// </summary>
    public double Loss { get; }

    /// <summary>N_b + 1.</summary>
    public int Size => _rows[0].Length;

    /// <summary>The coefficients of g_k for those of our basis.</summary>
    public double[] Convert(ReadOnlySpan<double> coefficients)
    {
        var converted = new double[Size];
        for (var b = 0; b < coefficients.Length; b++)
            for (var k = 0; k < Size; k++) converted[k] += coefficients[b] * _rows[b][k];
        return converted;
    }

    // (constant + slope·x) times a Chebyshev series in x: x·T_0 = T_1 and x·T_n = (T_{n+1} + T_{n−1})/2.
    private static double[] Linear(double[] series, double constant, double slope)
    {
        var product = new double[series.Length];
        for (var n = 0; n < series.Length; n++)
        {
            product[n] += constant * series[n];
            var half = slope * series[n] / (n == 0 ? 1 : 2);
            if (n + 1 < series.Length) product[n + 1] += half;
            if (n > 0) product[n - 1] += half;
        }
        return product;
    }
}
