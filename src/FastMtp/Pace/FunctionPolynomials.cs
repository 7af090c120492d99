using System.Runtime.InteropServices;
using FastMtp.Basis;

namespace FastMtp.Pace;

/// <summary>The functions of a plan as polynomials of harmonics, expanded exactly from its tables.</summary>
internal sealed class FunctionPolynomials
{
    private readonly BasisPlan _plan;
    private readonly string _file;
    private readonly SphericalMonomials _sphere;
    private readonly Dictionary<Harmonic, int> _numbers;
    private readonly int[] _orders;

    /// <param name="plan">The plan.</param>
    /// <param name="file">Where it comes from, for messages.</param>
    /// <exception cref="InputException">A function has too many factors.</exception>
    public FunctionPolynomials(BasisPlan plan, string file)
    {
        _plan = plan;
        _file = file;
        _sphere = new(plan.BasicMoments.Max(moment => moment.Nu));
        Harmonics =
        [
            .. plan.BasicMoments
                .SelectMany(m => _sphere.Expand(m.A, m.B, m.C).Keys.Select(key => (m.Mu, key.L))).Distinct()
                .SelectMany(f => Enumerable.Range(-f.L, 2 * f.L + 1).Select(m => new Harmonic(f.Mu, f.L, m))).Order(),
        ];
        _numbers = Harmonics.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        _orders = new int[plan.MomentCount];
        Array.Fill(_orders, 1, 0, plan.BasicMoments.Length);
        foreach (var p in plan.Products) _orders[p.Target] = Math.Max(_orders[p.Target], _orders[p.Left] + _orders[p.Right]);
        if (plan.Functions.Any(function => _orders[function] > Monomial.MostFactors))
        {
            throw new InputException(
                $"{file}: the potential multiplies more than {Monomial.MostFactors} moments, which PACE cannot evaluate; "
                + "run it through KIM or the pair style of this program.");
        }
    }

    /// <summary>The variables, in ascending order: all m for each radial function and l that occur.</summary>
    public IReadOnlyList<Harmonic> Harmonics { get; }

    /// <summary>
    /// Calls <paramref name="use"/> for each function, with its number and its coefficients for PACE's harmonics. The polynomial of a
    /// moment is kept until the last product that needs it.
    /// </summary>
    /// <exception cref="InputException">A function is not invariant under rotations and reflections.</exception>
    public void ForEach(Action<int, IEnumerable<(Monomial Product, double Coefficient)>> use)
    {
        var functions = _plan.Functions.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        var lastUse = new int[_plan.MomentCount];
        Array.Fill(lastUse, -1);
        for (var k = 0; k < _plan.Products.Length; k++) lastUse[_plan.Products[k].Left] = lastUse[_plan.Products[k].Right] = k;

        var polynomials = new Dictionary<Monomial, GaussianInteger>?[_plan.MomentCount];
        for (var moment = 0; moment < _plan.BasicMoments.Length; moment++)
        {
            polynomials[moment] = OfBasic(_plan.BasicMoments[moment]);
            Finish(moment);
        }
        for (int k = 0, end; k < _plan.Products.Length; k = end)
        {
            var target = _plan.Products[k].Target;
            for (end = k; end < _plan.Products.Length && _plan.Products[end].Target == target; end++)
            {
            }
            if (_orders[target] > Monomial.MostFactors) continue;
            var sum = polynomials[target] = [];
            for (var p = k; p < end; p++) Add(sum, _plan.Products[p], polynomials);
            foreach (var zero in sum.Where(term => term.Value.IsZero).Select(term => term.Key).ToList()) sum.Remove(zero);
            for (var p = k; p < end; p++)
                foreach (var factor in (int[])[_plan.Products[p].Left, _plan.Products[p].Right])
                    if (lastUse[factor] < end) polynomials[factor] = null;
            Finish(target);
        }

        void Finish(int moment)
        {
            if (functions.TryGetValue(moment, out var function)) use(function, InHarmonicsOfPace(function, polynomials[moment]!));
            if (lastUse[moment] < 0) polynomials[moment] = null;
        }
    }

    private Dictionary<Monomial, GaussianInteger> OfBasic(BasicMoment m) => _sphere.Expand(m.A, m.B, m.C).ToDictionary(
        term => new Monomial(_numbers[new Harmonic(m.Mu, term.Key.L, term.Key.M)]), term => term.Value);

    private static void Add(
        Dictionary<Monomial, GaussianInteger> sum, Product p, Dictionary<Monomial, GaussianInteger>?[] polynomials)
    {
        // A moment that nothing computes is zero.
        if (polynomials[p.Left] is not { } left || polynomials[p.Right] is not { } right) return;
        foreach (var (a, weight) in left)
        {
            var factor = p.Multiplicity * weight;
            foreach (var (b, other) in right)
            {
                ref var term = ref CollectionsMarshal.GetValueRefOrAddDefault(sum, a * b, out _);
                term += factor * other;
            }
        }
    }

    private IEnumerable<(Monomial Product, double Coefficient)> InHarmonicsOfPace(int function, Dictionary<Monomial, GaussianInteger> exact)
    {
        var variables = new int[Monomial.MostFactors];
        foreach (var (product, coefficient) in exact)
        {
            var value = (double)coefficient.Real;
            var (count, order) = (product.Variables(variables), 0);
            foreach (var variable in variables.AsSpan(0, count))
            {
                var (_, l, m) = Harmonics[variable];
                value /= SphericalMonomials.Norm(l, m) * (double)_sphere.Denominator(l);
                order += m;
            }
            if (order != 0 || !coefficient.Imaginary.IsZero || (count == 1 && Harmonics[variables[0]].L > 0))
            {
                throw new InputException(
                    $"{_file}: basis function {function + 1} is not invariant under rotations and reflections, "
                    + "so a .yace file cannot hold it; correct the tables.");
            }
            yield return (product, value);
        }
    }
}
