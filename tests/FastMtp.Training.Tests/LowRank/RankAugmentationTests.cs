using FastMtp.Basis;
using FastMtp.Training.Fitting;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Optimization;
using FastMtp.Training.Parameterizations;
using FastMtp.Training.Settings;
using static FastMtp.Training.Tests.LowRank.RandomNumbers;

namespace FastMtp.Training.Tests.LowRank;

public class RankAugmentationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void AugmentationLowersTheLossAndKeepsWhatBfgsLearnt(int increment)
    {
        var (objective, bfgs) = Fitted(RadialForm.Mf(3), steps: 60);
        var before = bfgs.Export();
        var (grown, after) = RankAugmentation.Augment(objective, before, RadialForm.Mf(3 + increment));
        Assert.Equal(3 + increment, grown.Form.Ranks[0]);
        Assert.True(after.Value < before.Value);
        Assert.Equal(before.Steps, after.Steps);
        Assert.True(after.Evaluations > before.Evaluations + 1);

        // Value and gradient belong to the point, which is the old one plus new columns along the gradient.
        var gradient = new double[grown.Dimension];
        Assert.Equal(after.Value, grown.Evaluate(after.Point, gradient));
        Assert.Equal(gradient, after.Gradient);
        var (old, wide) = ((MatrixFactorization)objective.Radial, (MatrixFactorization)grown.Radial);
        Assert.Equal(old.U(before.Point.AsSpan(0, old.PointLength)).Entries,
            wide.U(after.Point.AsSpan(0, wide.PointLength)).Block(.., ..3).Entries);
        Assert.Equal(old.V(before.Point.AsSpan(0, old.PointLength)).Entries,
            wide.V(after.Point.AsSpan(0, wide.PointLength)).Block(.., ..3).Entries);
        var g = new Matrix(9, 8, objective.TensorGradient(before.Point));
        var change = new Matrix(9, 8, grown.Expand(after.Point).AsSpan(0, 72))
            - new Matrix(9, 8, objective.Expand(before.Point).AsSpan(0, 72));
        var directions = Decompositions.Svd(g, increment);
        var leading = directions.U.ScaleColumns(directions.S).TimesTransposed(directions.V);
        var h = -Vectors.Dot(change.Entries, leading.Entries) / Vectors.Dot(leading.Entries, leading.Entries);
        Assert.True(h > 0);
        AssertClose(leading.Entries.Select(x => -h * x).ToArray(), change.Entries, 1e-10 * Vectors.Norm(change.Entries));

        // The inverse Hessian acts on the old parameters as before, is positive definite and of the right scale on the new ones.
        var h0 = new PackedSymmetricMatrix(before.Gradient.Length, before.InverseHessian!);
        var h1 = new PackedSymmetricMatrix(after.Gradient.Length, after.InverseHessian!);
        Assert.NotNull(Cholesky.Factor(h1, 0));
        Assert.Equal(Trace(h0) + Enumerable.Range(0, increment).Sum(a => 17 / Math.Max(directions.S[a], 1e-4 * directions.S[0])),
            Trace(h1), 1e-9 * Trace(h1));
        Assert.True(new Bfgs(grown, after, manifold: grown.Manifold).Step());
    }

    /// <summary>The table of each pair gets the leading direction of its own gradient, all by the same length.</summary>
    [Fact]
    public void EveryPairGetsItsOwnDirections()
    {
        var (objective, bfgs) = Fitted(RadialForm.Pairs(1), steps: 60);
        var before = bfgs.Export();
        var (grown, after) = RankAugmentation.Augment(objective, before, RadialForm.Pairs(2));
        Assert.True(after.Value < before.Value);
        var gradient = new double[grown.Dimension];
        Assert.Equal(after.Value, grown.Evaluate(after.Point, gradient));
        Assert.Equal(gradient, after.Gradient);
        var shape = Models.Problem().Layout.RadialShape;
        var (sums, old, now) = (objective.TensorGradient(before.Point), objective.Expand(before.Point), grown.Expand(after.Point));
        Matrix Table(double[] tensor, int pair) =>
            new(shape.FunctionCount, shape.BasisSize, tensor.AsSpan(pair * shape.PairLength, shape.PairLength));
        var lengths = new List<double>();
        for (var pair = 0; pair < shape.PairCount; pair++)
        {
            var other = pair % 3 * 3 + pair / 3;
            var g = pair == other ? Table(sums, pair) : Table(sums, pair) + Table(sums, other);
            var (u, s, v) = Decompositions.Svd(g, 1);
            var leading = u.ScaleColumns(s).TimesTransposed(v).Entries;
            var change = (Table(now, pair) - Table(old, pair)).Entries;
            lengths.Add(-Vectors.Dot(change, leading) / Vectors.Dot(leading, leading));
            AssertClose(leading.Select(x => -lengths[0] * x).ToArray(), change, 1e-10 * Vectors.Norm(change));
        }
        Assert.True(lengths[0] > 0);
        Assert.True(new Bfgs(grown, after, manifold: grown.Manifold).Step());
    }

    [Fact]
    public void MemoryIsWorthKeeping()
    {
        var (objective, bfgs) = Fitted(RadialForm.Mf(2), steps: 80);
        var (grown, state) = RankAugmentation.Augment(objective, bfgs.Export(), RadialForm.Mf(4));
        double After(MinimizerState from)
        {
            var minimizer = new Bfgs(grown, from, manifold: grown.Manifold);
            while (minimizer.Steps < from.Steps + 30 && minimizer.Step())
            {
            }
            return minimizer.Value;
        }
        var fresh = new PackedSymmetricMatrix(state.Gradient.Length);
        fresh.SetDiagonal(state.InitialDiagonal);
        Assert.True(After(state) < After(state with { InverseHessian = fresh.Entries, IsInitial = true }));
    }

    [Fact]
    public void MinimumOfTheWholeTensorIsLeftAlone()
    {
        // The target is the point itself, so that there is no direction to add.
        var problem = Models.Problem();
        var random = new SplitMix64(5);
        double[] planted = [.. random.NextTensor(RadialForm.Mf(2).Parameterization(problem.Layout.RadialShape)),
            .. random.Next(problem.Layout.LinearCount)];
        problem.Plant(planted);
        var settings = new TrainingSettings { Steps = 20, LossTolerance = 0, LinearSolveAtStart = false,
            Model = RadialForm.Mfra(4, interval: 2) };
        var result = new Trainer(problem, settings).Run(planted);
        Assert.InRange(result.History[^1].Loss, 0, 1e-24);
        Assert.Equal(problem.Evaluations, result.Evaluations);
    }

    [Theory]
    [InlineData(1, 2, 5, new[] { 1, 3, 5, 6 })]
    [InlineData(2, 3, 4, new[] { 2, 5, 6 })]
    public void RankGrowsOnTimeUpToTheLast(int minRank, int increment, int interval, int[] ranks)
    {
        var model = RadialForm.Mfra(6, minRank, increment, interval);
        for (var k = 0; k < ranks.Length + 1; k++)
        {
            var expected = ranks[Math.Min(k, ranks.Length - 1)];
            var result = new Trainer(Models.Problem(), new TrainingSettings { Steps = k * interval, Model = model }).Run();
            Assert.Equal(expected, result.FinalFactors!.Ranks[0]);
        }
    }

    [Fact]
    public void FitThatConvergesAtALowRankGoesOnAtAHigherOne()
    {
        var settings = new TrainingSettings { Steps = 400, GradientTolerance = 3e-3, LinearSolveInterval = 0 };
        var low = new Trainer(Models.Problem(), settings with { Model = RadialForm.Mf(1) }).Run();
        Assert.Equal(StoppingReason.GradientTolerance, low.Reason);
        var model = RadialForm.Mfra(3, minRank: 1, increment: 1, interval: 10_000);
        var result = new Trainer(Models.Problem(), settings with { Model = model }).Run();
        Assert.Equal(3, result.FinalFactors!.Ranks[0]);
        Assert.True(result.History[^1].Loss < low.History[^1].Loss);
        Assert.Equal(Enumerable.Range(0, result.History.Count), result.History.Select(r => r.Step));
        Assert.True(result.History[low.History.Count - 1].Loss < low.History[^1].Loss);
    }

    private static double Trace(PackedSymmetricMatrix matrix) => Enumerable.Range(0, matrix.Dimension).Sum(i => matrix.Row(i)[i]);

    private static (ModelObjective Objective, Bfgs Bfgs) Fitted(RadialForm model, int steps)
    {
        var problem = Models.Problem();
        var start = new Trainer(problem, new TrainingSettings { Steps = 0, Model = model }).Run();
        var objective = new ModelObjective(problem, model, ParameterGroups.None, start.FinalFactors!.Values, start.Final);
        var bfgs = new Bfgs(objective, objective.Start(), manifold: objective.Manifold);
        bfgs.Restart([.. Enumerable.Repeat(0.1, objective.Dimension)]);
        while (bfgs.Steps < steps && bfgs.Step())
        {
        }
        return (objective, bfgs);
    }
}
