using FastMtp.Training.LeastSquares;

namespace FastMtp.Training.Pruning;

/// <summary>Splits measured times into terms.</summary>
internal static class TimeTerms
{
    /// <summary>
    /// The times of single things from those of several together, by relative differences. None is negative: of the fits with some terms
    /// alone, the best one whose terms are all positive.
    /// </summary>
    /// <param name="measured">How many of each thing, and the time of all.</param>
    public static double[] Fit(IReadOnlyList<(double[] Counts, double Time)> measured)
    {
        var terms = measured[0].Counts.Length;
        var (best, least) = (new double[terms], double.PositiveInfinity);
        for (var choice = 1; choice < 1 << terms; choice++)
        {
            int[] chosen = [.. Enumerable.Range(0, terms).Where(i => (choice >> i & 1) == 1)];
            var sum = new NormalSum(chosen.Length);
            foreach (var (counts, time) in measured) sum.Add(Chosen(counts), time, 1 / time);
            var equations = new NormalEquations(new double[chosen.Length * chosen.Length], new double[chosen.Length]);
            sum.MoveTo(equations);
            if (LeastSquaresSolver.Solve(equations) is not { } solution || solution.Any(x => x < 0)) continue;
            var error = measured.Sum(m => Math.Pow(Chosen(m.Counts).Zip(solution, (n, x) => n * x).Sum() / m.Time - 1, 2));
            if (error >= least) continue;
            (best, least) = (new double[terms], error);
            for (var i = 0; i < chosen.Length; i++) best[chosen[i]] = solution[i];

            double[] Chosen(double[] counts) => [.. chosen.Select(i => counts[i])];
        }
        return best;
    }
}
