using FastMtp.Basis;
using FastMtp.Basis.Ace;

namespace FastMtp.Training.Moments;

/// <summary>
/// The moments of a plan at random values of the basic ones, which need not come from atoms: functions are polynomials of them.
/// </summary>
internal sealed class MomentSamples
{
    private readonly BasisPlan _plan;
    private readonly double[][] _moments;
    private readonly Dictionary<BasicMoment, int> _basic;

    public MomentSamples(BasisPlan plan, int count)
    {
        var random = new SplitMix64(1);
        (_plan, Count) = (plan, count);
        _basic = plan.BasicMoments.Select((moment, i) => (moment, i)).ToDictionary(pair => pair.moment, pair => pair.i);
        _moments = new double[plan.MomentCount][];
        for (var i = 0; i < _moments.Length; i++)
        {
            _moments[i] = new double[count];
            if (i >= plan.BasicMoments.Length) continue;
            foreach (ref var x in _moments[i].AsSpan()) x = random.NextSigned();
        }
        foreach (var product in plan.Products)
        {
            var (sum, x, y) = (_moments[product.Target], _moments[product.Left], _moments[product.Right]);
            for (var s = 0; s < count; s++) sum[s] += product.Multiplicity * x[s] * y[s];
        }
    }

    /// <summary>Number of samples.</summary>
    public int Count { get; }

    /// <summary>[sample] values of a basis function.</summary>
    public double[] Function(int alpha) => _moments[_plan.Functions[alpha]];

    /// <summary>[m + l][sample] the feature v_lm of a radial function.</summary>
    public double[][] Feature(int radial, int l)
    {
        var feature = new double[2 * l + 1][];
        for (var m = -l; m <= l; m++)
        {
            var (row, scale) = (new double[Count], EquivariantCoupling.Scale(l, m));
            foreach (var (a, b, c, weight) in SolidHarmonics.Row(l, m))
            {
                var moment = _moments[_basic[new(radial, a, b, c)]];
                for (var s = 0; s < row.Length; s++) row[s] += scale * weight * moment[s];
            }
            feature[m + l] = row;
        }
        return feature;
    }

    /// <summary>The feature that is 1.</summary>
    public double[][] Constant()
    {
        var ones = new double[Count];
        Array.Fill(ones, 1);
        return [ones];
    }
}
