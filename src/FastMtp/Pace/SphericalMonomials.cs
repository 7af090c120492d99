using System.Numerics;

namespace FastMtp.Pace;

/// <summary>
/// Monomials x^a y^b z^c on the unit sphere as sums of spherical harmonics, exactly. The harmonics are
/// h_lm = P_l^(m)(z)·(x + iy)^m for m ≥ 0, with the m-th derivative of the Legendre polynomial, and h_l,−m is the conjugate of
/// h_lm. In h_lm/<see cref="Denominator"/> all coefficients are whole, up to the degree for which the object was made.
/// </summary>
internal sealed class SphericalMonomials
{
    private readonly BigInteger[] _denominators;

    /// <param name="degree">The largest a + b + c.</param>
    public SphericalMonomials(int degree) => _denominators = [.. Enumerable.Range(0, degree + 1).Select(l => CommonDenominator(l, degree))];

    /// <summary>What the harmonics of degree <paramref name="l"/> are divided by.</summary>
    public BigInteger Denominator(int l) => _denominators[l];

    /// <summary>The factor of h_lm in PACE's harmonics, which have the phase of Condon and Shortley and Y_00 = 1.</summary>
    public static double Norm(int l, int m)
    {
        var quotient = 2.0 * l + 1;
        for (var k = l - Math.Abs(m) + 1; k <= l + Math.Abs(m); k++) quotient /= k;
        return m > 0 && m % 2 != 0 ? -Math.Sqrt(quotient) : Math.Sqrt(quotient);
    }

    /// <summary>The coefficients of h_lm/Denominator(l) in x^a y^b z^c.</summary>
    public Dictionary<(int L, int M), GaussianInteger> Expand(int a, int b, int c)
    {
        // With s = x + iy: x = (s + s*)/2 and y = (s − s*)/(2i), and s^p s*^q = (1 − z²)^q s^(p−q).
        var sum = new Dictionary<(int L, int M), GaussianInteger>();
        for (var j = 0; j <= a; j++)
        {
            for (var k = 0; k <= b; k++)
            {
                var (p, q) = (j + k, a + b - j - k);
                var weight = Binomial(a, j) * Binomial(b, k) * ((b - k) % 2 == 0 ? 1 : -1);
                var small = Math.Min(p, q);
                for (var t = 0; t <= small; t++)
                    AddPower(sum, weight * Binomial(small, t) * (t % 2 == 0 ? 1 : -1), a + b, b, c + 2 * t, p - q);
            }
        }
        foreach (var key in sum.Keys.Where(key => sum[key].IsZero).ToList()) sum.Remove(key);
        return sum;
    }

    // Adds weight·2^−halves·i^−turns·z^n·s^m.
    private void AddPower(
        Dictionary<(int L, int M), GaussianInteger> sum, BigInteger weight, int halves, int turns, int n, int m)
    {
        var degree = n + Math.Abs(m);
        for (var l = degree; l >= Math.Abs(m); l -= 2)
        {
            var (numerator, denominator) = OfPower(n, degree, l);
            var value = weight * numerator * Denominator(l) / (denominator << halves);
            var turned = (turns % 4) switch
            {
                0 => new GaussianInteger(value, 0),
                1 => new GaussianInteger(0, -value),
                2 => new GaussianInteger(-value, 0),
                _ => new GaussianInteger(0, value),
            };
            sum[(l, m)] = sum.GetValueOrDefault((l, m)) + turned;
        }
    }

    // z^n = sum over l of n!·(2l + 1)/(2^h h!·(degree + l + 1)!!)·P_l^(m)(z), degree = n + |m|, 2h = degree − l: the m-th derivative
    // of the Legendre series of z^degree.
    private static (BigInteger Numerator, BigInteger Denominator) OfPower(int n, int degree, int l) =>
        (Product(1, n, 1) * (2 * l + 1), Product(2, degree - l, 2) * Product(1, degree + l + 1, 2));

    // Every double factorial above divides that of the largest degree with the parity of l.
    private static BigInteger CommonDenominator(int l, int degree)
    {
        var largest = degree - (degree - l) % 2;
        return OfPower(0, largest, l).Denominator << degree;
    }

    private static BigInteger Product(int first, int last, int step)
    {
        var product = BigInteger.One;
        for (var k = first; k <= last; k += step) product *= k;
        return product;
    }

    private static BigInteger Binomial(int n, int k) => Product(n - k + 1, n, 1) / Product(1, k, 1);
}
