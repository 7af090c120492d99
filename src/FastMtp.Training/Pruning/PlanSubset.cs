using FastMtp.Basis;
using FastMtp.Potentials;
using FastMtp.Radial;

namespace FastMtp.Training.Pruning;

/// <summary>Some functions of a plan, with what they need and nothing else.</summary>
internal sealed class PlanSubset
{
    private readonly int[] _functions;
    private readonly int[] _radial;

    /// <summary>Picks functions.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="functions">Indices of its functions, ascending; at least one.</param>
    public PlanSubset(BasisPlan plan, IEnumerable<int> functions)
    {
        _functions = [.. functions];
        var isNeeded = new bool[plan.MomentCount];
        foreach (var function in _functions) isNeeded[plan.Functions[function]] = true;
        for (var i = plan.Products.Length - 1; i >= 0; i--)
            if (plan.Products[i] is var product && isNeeded[product.Target]) isNeeded[product.Left] = isNeeded[product.Right] = true;
        var basic = plan.BasicMoments.Where((_, i) => isNeeded[i]).ToArray();
        _radial = [.. basic.Select(moment => moment.Mu).Distinct().Order()];
        // A plan that loses nothing keeps its name, and with it the kernel that was generated for it.
        var isWhole = _functions.Length == plan.Functions.Length && isNeeded.All(needed => needed)
            && _radial.Length == plan.RadialFunctionCount;
        Plan = isWhole ? plan : Build(plan, basic, isNeeded);
    }

    /// <summary>The smaller plan: moments and functions in the same order, numbered without gaps, as are its radial functions.</summary>
    public BasisPlan Plan { get; }

    /// <summary>
    /// A potential of the plan without the other functions. Its energies are those of coefficients of zero for them; its radial
    /// coefficients are dense.
    /// </summary>
    public PotentialModel Of(PotentialModel whole)
    {
        var (shape, dense) = (RadialShape.Of(whole.SpeciesCount, Plan, whole.Radial.Size), whole.RadialCoefficients);
        var (from, size) = (whole.RadialTensor.Shape, whole.Radial.Size);
        double[] radial =
        [
            .. Enumerable.Range(0, shape.PairCount)
                .SelectMany(pair => _radial.SelectMany(mu => dense.AsSpan(pair * from.PairLength + mu * size, size).ToArray())),
        ];
        var functions = whole.Plan.Functions.Length;
        double[] moments =
        [
            .. Enumerable.Range(0, whole.MomentCoefficients.Length / functions)
                .SelectMany(set => _functions.Select(i => whole.MomentCoefficients[set * functions + i])),
        ];
        return whole with { Plan = Plan, RadialTensor = new DenseRadialTensor(shape, radial), MomentCoefficients = moments };
    }

    private BasisPlan Build(BasisPlan plan, BasicMoment[] basic, bool[] isNeeded)
    {
        var place = new int[isNeeded.Length];
        var count = 0;
        for (var i = 0; i < place.Length; i++) place[i] = isNeeded[i] ? count++ : -1;
        return BasisPlan.FromTables(
            basic.Select(moment => moment with { Mu = Array.IndexOf(_radial, moment.Mu) }),
            plan.Products.Where(p => isNeeded[p.Target])
                .Select(p => new Product(place[p.Left], place[p.Right], p.Multiplicity, place[p.Target])),
            _functions.Select(i => place[plan.Functions[i]]),
            count);
    }
}
