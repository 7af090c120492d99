using FastMtp.Training.LeastSquares;

namespace FastMtp.Training.Pruning;

/// <summary>The time of an evaluation as a sum over what is computed, µs per atom, for atoms with as many neighbours as those of the data.</summary>
/// <param name="Atom">What every plan costs.</param>
/// <param name="RadialFunction">A radial function, at all neighbours.</param>
/// <param name="Power">A power of x with a radial function, at all neighbours.</param>
/// <param name="PairMoment">A basic moment that is summed over all neighbours.</param>
/// <param name="Operation">A product.</param>
internal sealed record CostModel(double Atom, double RadialFunction, double Power, double PairMoment, double Operation)
{
    private double[] Terms => [Atom, RadialFunction, Power, PairMoment, Operation];

    /// <summary>The time with a plan.</summary>
    public double Of(PlanCounts counts) => Atom + Saved(counts);

    /// <summary>The time that is saved with what need not be computed any more.</summary>
    public double Saved(PlanCounts released) => RadialFunction * released.RadialFunctions + Power * released.Powers
        + PairMoment * released.PairMoments + Operation * released.Operations;

    /// <summary>The model with all times multiplied by a factor.</summary>
    public CostModel Scaled(double factor) => Of([.. Terms.Select(term => factor * term)]);

    /// <summary>
    /// The model that is nearest to measured times, by relative differences. None of its terms is negative: of the models with some terms
    /// alone, the best one whose terms are all positive.
    /// </summary>
    public static CostModel Fit(IReadOnlyList<(PlanCounts Counts, double Microseconds)> measured)
    {
        const int terms = 5;
        var (best, least) = (new double[terms], double.PositiveInfinity);
        for (var choice = 1; choice < 1 << terms; choice++)
        {
            int[] chosen = [.. Enumerable.Range(0, terms).Where(i => (choice >> i & 1) == 1)];
            var sum = new NormalSum(chosen.Length);
            foreach (var (counts, time) in measured) sum.Add(Row(counts, chosen), time, 1 / time);
            var equations = new NormalEquations(new double[chosen.Length * chosen.Length], new double[chosen.Length]);
            sum.MoveTo(equations);
            if (LeastSquaresSolver.Solve(equations) is not { } solution || solution.Any(x => x < 0)) continue;
            var error = measured.Sum(m => Math.Pow(Row(m.Counts, chosen).Zip(solution, (r, x) => r * x).Sum() / m.Microseconds - 1, 2));
            if (error >= least) continue;
            (best, least) = (new double[terms], error);
            for (var i = 0; i < chosen.Length; i++) best[chosen[i]] = solution[i];
        }
        return Of(best);
    }

    private static CostModel Of(double[] terms) => new(terms[0], terms[1], terms[2], terms[3], terms[4]);

    private static double[] Row(PlanCounts counts, int[] chosen)
    {
        double[] all = [1, counts.RadialFunctions, counts.Powers, counts.PairMoments, counts.Operations];
        return [.. chosen.Select(i => all[i])];
    }
}
