using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Numerics;

namespace FastMtp.Basis.Ace;

/// <summary>One product Weight · X[M1] · Y[M2] in row M of a coupled tensor.</summary>
internal readonly record struct CouplingTerm(int M, int M1, int M2, long Weight);

/// <summary>
/// Clebsch–Gordan coefficients l1 × l2 → L in the rows of <see cref="SolidHarmonics"/>, where they have integer ratios.
/// </summary>
/// <remarks>
/// In e_lm = Y_lm/√((l+m)!(l−m)!) the square roots of Racah's formula cancel up to a factor that depends on l1, l2 and L alone. With
/// l1 + l2 + L odd, the result is a pseudotensor times i; the i is dropped.
/// </remarks>
internal static class Coupling
{
    private static readonly ConcurrentDictionary<(int, int, int), ImmutableArray<CouplingTerm>> Tables = new();

    /// <summary>All products, ascending in M; the weights have no common factor.</summary>
    public static ImmutableArray<CouplingTerm> Of(int l1, int l2, int l) =>
        Tables.GetOrAdd((l1, l2, l), key => Make(key.Item1, key.Item2, key.Item3));

    private static ImmutableArray<CouplingTerm> Make(int l1, int l2, int l)
    {
        var weights = new Dictionary<(int M, int M1, int M2), BigInteger>();
        var isOdd = (l1 + l2 + l) % 2 == 1;
        for (var m = 0; m <= l; m++)
        {
            for (var m1 = -l1; m1 <= l1; m1++)
            {
                var m2 = m - m1;
                if (Math.Abs(m2) > l2) continue;
                var w = Racah(l1, m1, l2, m2, l) * (m % 2 == 0 ? 1 : -1);
                foreach (var (row1, power1, sign1) in Rows(m1))
                {
                    foreach (var (row2, power2, sign2) in Rows(m2))
                    {
                        // i^(power1 + power2), turned by −i for a pseudotensor: real parts belong to row M, imaginary ones to row −M.
                        var power = power1 + power2 + (isOdd ? 3 : 0);
                        var value = w * sign1 * sign2 * (power % 4 < 2 ? 1 : -1);
                        if (power % 2 == 1 && m == 0) continue;
                        var key = (power % 2 == 0 ? m : -m, row1, row2);
                        weights.TryGetValue(key, out var before);
                        weights[key] = before + value;
                    }
                }
            }
        }
        var common = weights.Values.Aggregate(BigInteger.Zero, BigInteger.GreatestCommonDivisor);
        return
        [
            .. weights.Where(entry => !entry.Value.IsZero).OrderBy(entry => entry.Key)
                .Select(entry => new CouplingTerm(entry.Key.M, entry.Key.M1, entry.Key.M2, (long)(entry.Value / common))),
        ];
    }

    /// <summary>
    /// e_lm as a sum of sign · i^power · row, with e_lm = (−1)^m (row m + i row −m) for m > 0 and e_l,−m = (−1)^m conj e_lm.
    /// </summary>
    private static IEnumerable<(int Row, int Power, int Sign)> Rows(int m)
    {
        if (m == 0)
        {
            yield return (0, 0, 1);
            yield break;
        }
        var sign = m > 0 && m % 2 == 1 ? -1 : 1;
        yield return (Math.Abs(m), 0, sign);
        yield return (-Math.Abs(m), 1, m > 0 ? sign : -1);
    }

    private static BigInteger Racah(int l1, int m1, int l2, int m2, int l)
    {
        var n = l1 + l2 - l;
        BigInteger sum = 0;
        for (var k = 0; k <= n; k++)
        {
            var term = Binomial(n, k) * Binomial(l + l1 - l2, l1 - m1 - k) * Binomial(l + l2 - l1, l2 + m2 - k);
            sum += k % 2 == 0 ? term : -term;
        }
        return sum * Factorial(l1 - m1) * Factorial(l1 + m1) * Factorial(l2 - m2) * Factorial(l2 + m2);
    }

    private static BigInteger Binomial(int n, int k) => k < 0 || k > n ? 0 : Factorial(n) / (Factorial(k) * Factorial(n - k));

    private static BigInteger Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
}
