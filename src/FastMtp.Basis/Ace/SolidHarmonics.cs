namespace FastMtp.Basis.Ace;

/// <summary>
/// Real solid harmonics as integer combinations of monomials. Row m ≥ 0 of degree l is proportional to
/// P_lm(z)·Re (x + iy)^m / (l + m)!, row −m to the same with the imaginary part, with one factor for all rows of a degree.
/// </summary>
internal static class SolidHarmonics
{
    /// <summary>Weights of the monomials x^a y^b z^c of degree l in row m.</summary>
    public static IEnumerable<(int A, int B, int C, long Weight)> Row(int l, int m)
    {
        var order = Math.Abs(m);
        var sums = new Dictionary<(int A, int B), long>();
        for (var k = 0; order + 2 * k <= l; k++)
        {
            // (−1)^k 2^(l−m−2k) l!/((m+k)! k! (l−m−2k)!) · (x² + y²)^k (x + iy)^m z^(l−m−2k), whose weights have no common factor.
            var outer = (k % 2 == 0 ? 1 : -1) * (1L << (l - order - 2 * k)) * Binomial(l, order + k) * Binomial(l - order - k, k);
            for (var i = 0; i <= k; i++)
            {
                for (var j = order - (m < 0 ? 1 : 0); j >= 0; j -= 2)
                {
                    // i^(m−j) y^(m−j): the real part has even powers of y, the imaginary part odd ones.
                    var power = order - j;
                    var sign = power / 2 % 2 == 0 ? 1 : -1;
                    var key = (2 * i + j, 2 * (k - i) + power);
                    sums.TryGetValue(key, out var before);
                    sums[key] = before + outer * Binomial(k, i) * Binomial(order, j) * sign;
                }
            }
        }
        return sums.Where(sum => sum.Value != 0).OrderByDescending(sum => sum.Key.A).ThenByDescending(sum => sum.Key.B)
            .Select(sum => (sum.Key.A, sum.Key.B, l - sum.Key.A - sum.Key.B, sum.Value));
    }

    private static long Binomial(int n, int k) => k == 0 ? 1 : Binomial(n, k - 1) * (n - k + 1) / k;
}
