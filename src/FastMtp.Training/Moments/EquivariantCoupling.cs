using System.Collections.Immutable;
using FastMtp.Basis.Ace;

namespace FastMtp.Training.Moments;

/// <summary>
/// Clebsch–Gordan coefficients in real harmonics with Σ_m Y_lm² = 1 on the unit sphere, so that features and couplings of all l are of
/// one size. A coupling is normalised like a Clebsch–Gordan coefficient.
/// </summary>
internal sealed class EquivariantCoupling
{
    private readonly ImmutableArray<(int M, int M1, int M2, double Weight)> _terms;

    /// <summary>The coupling l1 × l2 → l3; the sum of the three is even.</summary>
    public EquivariantCoupling(int l1, int l2, int l3)
    {
        (L1, L2, L3) = (l1, l2, l3);
        var terms = Coupling.Of(l1, l2, l3)
            .Select(t => (t.M, t.M1, t.M2, Weight: t.Weight * Scale(l3, t.M) / (Scale(l1, t.M1) * Scale(l2, t.M2)))).ToArray();
        var norm = Math.Sqrt(terms.Where(t => t.M == 0).Sum(t => t.Weight * t.Weight));
        _terms = [.. terms.Select(t => t with { Weight = t.Weight / norm })];
    }

    public int L1 { get; }

    public int L2 { get; }

    public int L3 { get; }

    /// <summary>All couplings of angular momenta up to a largest one that make true tensors of true tensors.</summary>
    public static ImmutableArray<EquivariantCoupling> UpTo(int largest) =>
    [
        .. from l1 in Enumerable.Range(0, largest + 1)
           from l2 in Enumerable.Range(0, largest + 1)
           from l3 in Enumerable.Range(0, largest + 1)
           where l3 >= Math.Abs(l1 - l2) && l3 <= l1 + l2 && (l1 + l2 + l3) % 2 == 0
           select new EquivariantCoupling(l1, l2, l3),
    ];

    /// <summary>The factor of a row of <see cref="SolidHarmonics"/>.</summary>
    public static double Scale(int l, int m)
    {
        // Row 0 along z is the sum of its weights of z^l.
        var pole = SolidHarmonics.Row(l, 0).Where(x => x.C == l).Sum(x => x.Weight);
        var order = Math.Abs(m);
        return Math.Sqrt(Factorial(l - order) * Factorial(l + order) * (m == 0 ? 1 : 2)) / (Factorial(l) * pole);
    }

    /// <summary>Couples values at many samples, [m + l][sample].</summary>
    public double[][] Product(double[][] left, double[][] right)
    {
        var product = new double[2 * L3 + 1][];
        for (var m = 0; m < product.Length; m++) product[m] = new double[left[0].Length];
        foreach (var (m, m1, m2, weight) in _terms)
        {
            var (sum, x, y) = (product[m + L3], left[m1 + L1], right[m2 + L2]);
            for (var i = 0; i < sum.Length; i++) sum[i] += weight * x[i] * y[i];
        }
        return product;
    }

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
}
