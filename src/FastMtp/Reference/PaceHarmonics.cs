using System.Numerics;

namespace FastMtp.Reference;

/// <summary>
/// The harmonics of PACE in a direction (x, y, z), and their gradients along the sphere: Y_lm = norm·P_l^(m)(z)·(x + iy)^m for m ≥ 0,
/// with the phase of Condon and Shortley, Y_00 = 1 and Y_l,−m = (−1)^m·conj Y_lm.
/// </summary>
internal sealed class PaceHarmonics
{
    private readonly Dictionary<(int L, int M), (Complex Value, Complex X, Complex Y, Complex Z)> _values = [];

    public PaceHarmonics(int largestL, Vector3 unit)
    {
        for (var m = 0; m <= largestL; m++)
        {
            var (p, slope) = (Derivatives(largestL, m, unit.Z), Derivatives(largestL, m + 1, unit.Z));
            var power = Complex.Pow(new(unit.X, unit.Y), m);
            var powerSlope = m == 0 ? 0 : m * Complex.Pow(new(unit.X, unit.Y), m - 1);
            for (var l = m; l <= largestL; l++)
            {
                var norm = (m % 2 == 0 ? 1 : -1) * Math.Sqrt((2 * l + 1) / Product(l - m + 1, l + m));
                var (value, x, y, z) = (norm * p[l] * power, norm * p[l] * powerSlope, norm * p[l] * Complex.ImaginaryOne * powerSlope,
                    norm * slope[l] * power);
                // Only the part of the gradient that is tangent to the sphere counts.
                var radial = unit.X * x + unit.Y * y + unit.Z * z;
                Add(l, m, value, x - radial * unit.X, y - radial * unit.Y, z - radial * unit.Z);
            }
        }
    }

    /// <summary>Y_lm.</summary>
    public Complex Value(int l, int m) => _values[(l, m)].Value;

    /// <summary>Its gradient on the unit sphere.</summary>
    public (Complex X, Complex Y, Complex Z) Gradient(int l, int m)
    {
        var (_, x, y, z) = _values[(l, m)];
        return (x, y, z);
    }

    private void Add(int l, int m, Complex value, Complex x, Complex y, Complex z)
    {
        _values[(l, m)] = (value, x, y, z);
        if (m > 0) _values[(l, -m)] = (Opposite(value), Opposite(x), Opposite(y), Opposite(z));

        Complex Opposite(Complex c) => (m % 2 == 0 ? 1 : -1) * Complex.Conjugate(c);
    }

    // [l] the m-th derivative of the Legendre polynomial P_l.
    private static double[] Derivatives(int largestL, int m, double z)
    {
        var p = new double[largestL + 2];
        if (m < p.Length) p[m] = Product(1, 2 * m - 1, 2);
        for (var l = m; l + 1 < p.Length; l++) p[l + 1] = ((2 * l + 1) * z * p[l] - (l + m) * (l > m ? p[l - 1] : 0)) / (l - m + 1);
        return p;
    }

    private static double Product(int first, int last, int step = 1)
    {
        var product = 1.0;
        for (var k = first; k <= last; k += step) product *= k;
        return product;
    }
}
