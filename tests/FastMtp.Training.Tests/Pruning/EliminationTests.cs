using FastMtp.Basis;
using FastMtp.Basis.Families;
using FastMtp.Kernels;
using FastMtp.Tests.Shared;
using FastMtp.Training.LeastSquares;
using FastMtp.Training.Loss;
using FastMtp.Training.Pruning;

namespace FastMtp.Training.Tests.Pruning;

public class EliminationTests
{
    private static readonly CostModel Costs = new(0.05, 0.02, 0.01, 0.003, 0.0005);

    [Theory]
    [InlineData("mtp:10")]
    [InlineData("ace:8")]
    [InlineData("per species")]
    public void TheExpectedLossIsThatOfALinearSolve(string basis)
    {
        var potential = PlanSubsetTests.PotentialOf(basis);
        var data = GoldenData.Configurations();
        var weights = new LossWeights { Favor = Favor.Balanced }.For(data, 4);
        using var loss = new TrainingLoss(potential, data, [], weights);
        var problem = new SmoothLoss(loss, 1e-6);
        var equations = problem.LinearSystem(potential.Parameters);
        var point = potential.Parameters;
        LeastSquaresSolver.Solve(equations)!.CopyTo(point, potential.Layout.SpeciesOffset);
        var whole = problem.Evaluate(point, new double[point.Length]);

        var elimination = new Elimination(potential.Plan, equations, 4, Costs);
        elimination.RunTo(0.5 * elimination.Cost);
        Assert.True(elimination.Functions.Count < potential.Plan.Functions.Length);

        // The whole data, with the other coefficients solved for and those of the removed functions at zero.
        var n = potential.Plan.Functions.Length;
        int[] free = [.. Enumerable.Range(0, equations.Dimension).Where(i => i < 4 || elimination.Functions.Contains((i - 4) % n))];
        var solution = LeastSquaresSolver.Solve(equations.Reduced(free, new double[equations.Dimension]))!;
        var linear = new double[equations.Dimension];
        foreach (var (i, x) in free.Zip(solution)) linear[i] = x;
        linear.CopyTo(point, potential.Layout.SpeciesOffset);
        var solved = problem.Evaluate(point, new double[point.Length]);
        Assert.Equal(solved, whole + elimination.Lost, 1e-5 * solved);
        elimination.Coefficients().CopyTo(point, potential.Layout.SpeciesOffset);
        Assert.Equal(solved, problem.Evaluate(point, new double[point.Length]), 1e-5 * solved);
    }

    [Fact]
    public void GroupsOfColumnsAddWhatTheyTakeTogether()
    {
        var equations = Random(12, seed: 4);
        var gram = new InverseGram(equations);
        int[] first = [3, 7, 8], second = [0, 11];
        var expected = Least(equations, first) - Least(equations, []);
        Assert.Equal(expected, gram.Loss(first), 1e-8 * expected);
        Assert.True(gram.Loss(first, expected / 2) > expected / 2);
        gram.Remove(first);
        Assert.Equal(expected, gram.Lost, 1e-8 * expected);
        var next = Least(equations, [.. first, .. second]) - Least(equations, first);
        Assert.Equal(next, gram.Loss(second), 1e-8 * next);
    }

    [Fact]
    public void WhatBringsNothingGoesFirst()
    {
        var plan = BasisPlan.Of("mtp:8");
        var n = plan.Functions.Length;
        int[] useful = [0, 2, 5];
        var (matrix, right) = (new double[(n + 1) * (n + 1)], new double[n + 1]);
        for (var i = 0; i <= n; i++) matrix[i * (n + 1) + i] = 1;
        foreach (var function in useful) right[1 + function] = 1;
        var elimination = new Elimination(plan, new NormalEquations(matrix, right), 1, Costs);
        var cost = Costs.Of(new PlanGraph(new PlanSubset(plan, useful).Plan).Counts);
        elimination.RunTo(cost);
        Assert.Equal(useful, elimination.Functions);
        Assert.Equal(0, elimination.Lost);
        Assert.Equal(cost, elimination.Cost, 1e-12);
    }

    [Fact]
    public void OneFunctionIsAlwaysLeft()
    {
        var plan = BasisPlan.Of("mtp:8");
        var elimination = new Elimination(plan, Random(plan.Functions.Length + 2, seed: 9), 2, Costs);
        elimination.RunTo(0);
        Assert.Single(elimination.Functions);
    }

    [Fact]
    public void TimesAreSplitIntoTerms()
    {
        double[][] counts = [[1, 2, 30], [1, 4, 10], [1, 8, 90], [1, 3, 60]];
        double[] planted = [0.2, 0.03, 0.004];
        var exact = TimeTerms.Fit([.. counts.Select(n => (n, n.Zip(planted, (a, b) => a * b).Sum()))]);
        foreach (var (expected, term) in planted.Zip(exact)) Assert.Equal(expected, term, 1e-9);
        // Nothing saves time, whatever the noise.
        var noisy = TimeTerms.Fit([.. counts.Select((n, i) => (n, i % 2 == 0 ? 0.9 : 0.3))]);
        Assert.All(noisy, term => Assert.True(term >= 0));
    }

    [Fact]
    public void LargerKernelsTakeLonger()
    {
        var (small, large) = (Times("mtp:4"), Times("mtp:12"));
        Assert.True(small.Pairs > 0 && small.Contraction > 0);
        Assert.True(large.Pairs > small.Pairs && large.Contraction > small.Contraction);

        static PassTimes Times(string basis) => PassTimes.Of(KernelRegistry.For(BasisPlan.Of(basis)), 26);
    }

    /// <summary>The least loss without some columns, up to a constant.</summary>
    private static double Least(NormalEquations equations, int[] removed)
    {
        int[] free = [.. Enumerable.Range(0, equations.Dimension).Except(removed)];
        var reduced = equations.Reduced(free, new double[equations.Dimension]);
        return -LeastSquaresSolver.Solve(reduced)!.Zip(reduced.RightHandSide, (x, b) => x * b).Sum();
    }

    private static NormalEquations Random(int n, ulong seed)
    {
        var random = new SplitMix64(seed);
        var (sum, row) = (new NormalSum(n), new double[n]);
        for (var i = 0; i < 5 * n; i++)
        {
            for (var j = 0; j < n; j++) row[j] = random.NextSigned() * (1 + j);
            sum.Add(row, random.NextSigned() + row[0] - row[3], 1);
        }
        var equations = new NormalEquations(new double[n * n], new double[n]);
        sum.MoveTo(equations);
        return equations;
    }
}
