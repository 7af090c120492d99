using System.Numerics;
using FastMtp.Basis;

namespace FastMtp.Pace;

/// <summary>
/// Functions of a file and of a plan at random values of the sums over neighbours. As both are polynomials of those, they agree at
/// more points than there are functions only if they are the same.
/// </summary>
internal sealed class HarmonicSamples
{
    private readonly Dictionary<PaceLabel, int> _numbers;

    // [sample][label][m + l] complex sums in the harmonics of PACE, and [sample][α] functions.
    private readonly Complex[][][] _sums;
    private readonly double[][] _functions;

    public HarmonicSamples(PaceLabel[] labels, BasisPlan plan, int count)
    {
        _numbers = labels.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        var random = new Random(1);
        _sums = [.. Enumerable.Range(0, count).Select(_ => labels.Select(label => Random(label.L, random)).ToArray())];
        _functions = [.. _sums.Select(sums => Functions(plan, labels, sums))];
    }

    /// <summary>[sample][function] some functions of the plan.</summary>
    public double[][] Functions(int first, int count) => [.. _functions.Select(values => values[first..(first + count)])];

    /// <summary>[sample] the sum of functions of a file in a density, and the largest sum of absolute terms.</summary>
    public (double[] Values, double Scale) Sum(IEnumerable<PaceFunction> functions, int density)
    {
        var (values, scales) = (new double[_sums.Length], new double[_sums.Length]);
        foreach (var f in functions.Where(f => density < f.DensityCount))
        {
            var labels = f.Labels.Select(label => _numbers[label]).ToArray();
            for (var sample = 0; sample < values.Length; sample++)
            {
                for (var c = 0; c < f.CombinationCount; c++)
                {
                    Complex product = f.Coefficients[c * f.DensityCount + density];
                    for (var t = 0; t < f.Rank; t++) product *= _sums[sample][labels[t]][f.M[c * f.Rank + t] + f.L[t]];
                    values[sample] += product.Real;
                    scales[sample] += Complex.Abs(product);
                }
            }
        }
        return (values, scales.Max());
    }

    /// <summary>The factor of row m of the solid harmonics in the harmonics of PACE, but for a factor common to all rows of l.</summary>
    public static double Norm(int l, int m)
    {
        var square = 2.0 * l + 1;
        for (var k = 2; k <= l + Math.Abs(m); k++) square *= k;
        for (var k = 2; k <= l - Math.Abs(m); k++) square *= k;
        return m % 2 == 0 ? Math.Sqrt(square) : -Math.Sqrt(square);
    }

    // Y_l,−m = (−1)^m·conj Y_lm.
    private static Complex[] Random(int l, Random random)
    {
        var sums = new Complex[2 * l + 1];
        for (var m = 0; m <= l; m++)
        {
            var value = new Complex(Number(), m == 0 ? 0 : Number());
            sums[l + m] = value;
            sums[l - m] = m % 2 == 0 ? Complex.Conjugate(value) : -Complex.Conjugate(value);
        }
        return sums;

        double Number() => 2 * random.NextDouble() - 1;
    }

    private static double[] Functions(BasisPlan plan, PaceLabel[] labels, Complex[][] sums)
    {
        var moments = new double[plan.MomentCount];
        for (var row = 0; row < plan.BasicMoments.Length; row++)
        {
            // Row (label, m, 0) is the real part of the harmonic, row (label, 0, m) the imaginary one.
            var (label, m, negative, _) = plan.BasicMoments[row];
            var l = labels[label].L;
            moments[row] = negative > 0 ? sums[label][l + negative].Imaginary / Norm(l, negative) : sums[label][l + m].Real / Norm(l, m);
        }
        foreach (var p in plan.Products) moments[p.Target] += p.Multiplicity * moments[p.Left] * moments[p.Right];
        return [.. plan.Functions.Select(function => moments[function])];
    }
}
