using FastMtp.Basis;
using FastMtp.Potentials;
using FastMtp.Training.Fitting;
using FastMtp.Training.Forms;
using FastMtp.Training.History;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Optimization;
using FastMtp.Training.Problem;
using FastMtp.Training.Settings;
using static FastMtp.Training.Tests.LowRank.RandomNumbers;

namespace FastMtp.Training.Tests.LowRank;

public class ModelTrainingTests
{
    private static readonly TrainingSettings Short = new() { Steps = 40, LinearSolveInterval = 15 };

    public static TheoryData<string> Names => Models.Names;

    public static TheoryData<string> CompressedNames => Models.CompressedNames;

    /// <summary>Table IV and Section III.B of the paper (N_f = 4), and Table III (N_f = 5); N_T = 4 and N_b = 8 in all.</summary>
    [Theory]
    [InlineData(4, "base", 512)]
    [InlineData(4, "mf", 384, 8)]
    [InlineData(4, "mf", 240, 5)]
    [InlineData(4, "mfra", 384, 8)]
    [InlineData(4, "mfra", 192, 4)]
    [InlineData(4, "rmf", 287, 7)]
    [InlineData(4, "rmf", 252, 6)]
    [InlineData(4, "tf", 304, 4, 8, 4)]
    [InlineData(5, "base", 640)]
    [InlineData(5, "mf", 504, 9)]
    [InlineData(5, "mf", 336, 6)]
    [InlineData(5, "mfra", 504, 9)]
    [InlineData(5, "rmf", 495, 11)]
    [InlineData(5, "rmf", 343, 7)]
    [InlineData(5, "tf", 466, 4, 10, 5)]
    [InlineData(5, "tf", 336, 4, 8, 4)]
    public void ParameterCountsAreThoseOfThePaper(int radialFunctions, string name, int count, params int[] ranks)
    {
        Assert.Equal(count, RadialForms.Named(name)!.WithRanks(ranks).ParameterCount(new(4, radialFunctions, 8)));
    }

    /// <summary>
    /// The ACE of the paper's Figure 10: 9 radial functions of 9 polynomials, 4 species; its compression has 1.5 times fewer
    /// parameters.
    /// </summary>
    [Theory]
    [InlineData("base", 1296)]
    [InlineData("symmetric", 810)]
    [InlineData("pairs", 540, 3)]
    [InlineData("shared", 612, 4)]
    public void ParameterCountsOfAnAceAreThoseOfThePaper(string name, int count, params int[] ranks)
    {
        Assert.Equal(count, RadialForms.Named(name)!.WithRanks(ranks).ParameterCount(new(4, 9, 9)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TrainingLowersTheLossAtEveryStepAndGivesFactorsAndTensor(string name)
    {
        var problem = Models.Problem();
        var model = Models.Of(name);
        var result = new Trainer(problem, Short with { Model = model }).Run();
        foreach (var (before, after) in result.History.Zip(result.History.Skip(1))) Assert.True(after.Loss <= before.Loss);
        Assert.True(result.History[^1].Loss < 0.3 * result.History[0].Loss);
        Assert.Equal(problem.Evaluations, result.Evaluations);
        Assert.Equal(result.History[^1].Loss, problem.Evaluate(result.Final, new double[problem.Dimension]));
        Assert.Equal(result.Best.Loss, problem.ValidationErrors(result.Best.Parameters)?.Loss);
        AssertFactors(model, problem.Layout, result.FinalFactors, result.Final);
        AssertFactors(model, problem.Layout, result.Best.Factors, result.Best.Parameters);
        Assert.Equal(model.Ranks, (IReadOnlyList<int>)(result.FinalFactors?.Ranks ?? []));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void SameSeedSameResult(string name)
    {
        TrainingResult Fit(ulong seed) => new Trainer(Models.Problem(), Short with { Model = Models.Of(name), Seed = seed }).Run();
        Assert.Equal(Fit(3).Final, Fit(3).Final);
        Assert.NotEqual(Fit(3).Final, Fit(4).Final);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void RandomTensorHasTheSizeThatTheProblemAsksFor(string name)
    {
        var problem = Models.Problem();
        var result = new Trainer(problem, Short with { Model = Models.Of(name), Steps = 0 }).Run();
        var tensor = result.Final[..problem.Layout.RadialCount];
        // Uniform numbers in ±scale have the mean square scale²/3, and compression keeps the norm.
        var dense = RandomStart.Draw(problem.Layout, 0, problem.RadialScale)[..tensor.Length];
        var gain = name is "tf" or "tf5" ? 0.1 : 1e-12;
        Assert.Equal(1, Vectors.Norm(tensor) / Vectors.Norm(dense), gain);
    }

    [Theory]
    [InlineData("mf")]
    [InlineData("rmf")]
    [InlineData("tf")]
    [InlineData("shared")]
    public void FullRankStartsAsTheDenseFit(string name)
    {
        var model = name switch { "mf" => RadialForm.Mf(8), "rmf" => RadialForm.Rmf(8), "shared" => RadialForm.Shared(4),
            _ => RadialForm.Tf(3, 8, 4) };
        var problem = Models.Problem();
        var dense = new Trainer(problem, Short).Run();
        var start = new Trainer(problem, Short with { Model = model, Steps = 0 }).Run();
        Assert.Equal(dense.History[0].Loss, start.History[0].Loss, 1e-10);
        var fitted = new Trainer(problem, Short with { Model = model, Steps = 0, LinearSolveAtStart = false }).Run(dense.Final);
        Assert.Equal(dense.History[^1].Loss, fitted.History[0].Loss, 1e-12);
        AssertClose(dense.Final, fitted.Final, 1e-12);
    }

    [Fact]
    public void RiemannianFitOfFullRankIsTheDenseFit()
    {
        var settings = Short with { Steps = 15 };
        var dense = new Trainer(Models.Problem(), settings).Run();
        var curved = new Trainer(Models.Problem(), settings with { Model = RadialForm.Rmf(8) }).Run();
        foreach (var (a, b) in dense.History.Zip(curved.History)) Assert.Equal(1, b.Loss / a.Loss, 1e-6);
        AssertClose(dense.Final, curved.Final, 1e-5);
    }

    /// <summary>
    /// A planted tensor of full rank, of which the start is a few percent away, is found by every form that can express it.
    /// </summary>
    [Fact]
    public void FullRankReachesTheDenseMinimum()
    {
        var problem = Models.Problem();
        var random = new SplitMix64(13);
        var planted = random.Next(problem.Dimension);
        problem.Plant(planted);
        double[] near = [.. planted.Select(x => x * (1 + 0.05 * random.NextSigned()))];
        foreach (var model in new[] { RadialForm.Base, RadialForm.Mf(8), RadialForm.Rmf(8), RadialForm.Tf(3, 8, 4), RadialForm.Shared(4) })
        {
            var result = new Trainer(
                problem, new TrainingSettings { Steps = 1000, LossTolerance = 0, GradientTolerance = 1e-10, LinearSolveInterval = 0,
                    Model = model }).Run(near);
            Assert.True(result.History[^1].Loss < 1e-10 * result.History[0].Loss,
                $"{model}: {result.History[0].Loss} {result.History[^1].Loss}");
        }
    }

    [Theory]
    [MemberData(nameof(CompressedNames))]
    public void DenseStartIsTruncated(string name)
    {
        var problem = Models.Problem();
        var dense = new Trainer(problem, Short).Run().Final;
        var model = Models.Of(name);
        var result = new Trainer(problem, Short with { Model = model, Steps = 0, LinearSolveAtStart = false }).Run(dense);
        var radial = model.At(result.FinalFactors!.Ranks).Parameterization(problem.Layout.RadialShape);
        var expected = new double[radial.TensorLength];
        radial.Expand(radial.Approximate(dense.AsSpan(0, expected.Length)), expected);
        Assert.Equal(expected, result.Final[..expected.Length]);
        Assert.Equal(dense[expected.Length..], result.Final[expected.Length..]);
    }

    [Theory]
    [InlineData("mf", ParameterGroups.Radial)]
    [InlineData("mf", ParameterGroups.Species)]
    [InlineData("mfra", ParameterGroups.Radial)]
    [InlineData("mfra", ParameterGroups.Linear)]
    [InlineData("rmf", ParameterGroups.Radial)]
    [InlineData("rmf", ParameterGroups.Moments)]
    [InlineData("tf", ParameterGroups.Linear)]
    [InlineData("shared", ParameterGroups.Radial)]
    [InlineData("symmetric", ParameterGroups.Radial)]
    [InlineData("pairs", ParameterGroups.Linear)]
    [InlineData("tf5", ParameterGroups.Radial)]
    [InlineData("rpairs", ParameterGroups.Species)]
    [InlineData("pairsra", ParameterGroups.Linear)]
    public void FrozenGroupsDoNotMove(string name, ParameterGroups frozen)
    {
        var problem = Models.Problem();
        var settings = Short with { Model = Models.Of(name), Steps = 10 };
        var dense = new Trainer(problem, Short).Run().Final;
        var start = new Trainer(problem, settings with { Steps = 0, LinearSolveAtStart = false }).Run(dense).Final;
        var result = new Trainer(problem, settings with { Frozen = frozen }).Run(dense);
        foreach (var i in problem.Layout.Indices(frozen)) Assert.Equal(start[i], result.Final[i]);
        Assert.Contains(problem.Layout.Indices(ParameterGroups.All & ~frozen), i => start[i] != result.Final[i]);
        AssertFactors(settings.Model, problem.Layout, result.FinalFactors, result.Final);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ScalesOfTheParametersSaveSteps(string name)
    {
        var (with, without) = (0.0, 0.0);
        for (ulong seed = 0; seed < 4; seed++)
        {
            var problem = Models.Problem();
            var model = Models.Of(name);
            model = model.With(model.Ranks, new RankGrowth(MinRank: 4, Increment: 2, Interval: 1000).UpTo(model.Ranks));
            var settings = new TrainingSettings { Steps = 60, Seed = seed, Model = model, LinearSolveInterval = 0 };
            var start = new Trainer(problem, settings with { Steps = 0 }).Run();
            var factors = start.FinalFactors?.Values ?? start.Final[..problem.Layout.RadialCount];
            var objective = new ModelObjective(problem, model, ParameterGroups.None, factors, start.Final);
            var plain = new Bfgs(objective, objective.Start(), manifold: objective.Manifold);
            while (plain.Steps < settings.Steps && plain.Step())
            {
            }
            without += Math.Log(plain.Value);
            with += Math.Log(new Trainer(problem, settings).Run().History[^1].Loss);
        }
        Assert.True(with < without, $"{Math.Exp(with / 4)} {Math.Exp(without / 4)}");
    }

    [Fact]
    public void SufficientDecreaseReachesTheLineSearch()
    {
        TrainingResult Fit(double decrease) =>
            new Trainer(Models.Problem(), Short with { Model = RadialForm.Rmf(3), SufficientDecrease = decrease }).Run();
        Assert.NotEqual(Fit(1e-4).Final, Fit(0.49).Final);
        Assert.Contains("decrease", Assert.Throws<InputException>(() => Fit(0.5)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ImpossibleModelsAreRefusedInASentence()
    {
        void Refuses(string part, Func<RadialForm> model) =>
            Assert.Contains(part, Assert.Throws<InputException>(() => new Trainer(Models.Problem(), Short with { Model = model() })
                .Run()).Message, StringComparison.Ordinal);

        Refuses("between 1 and 8, not 9", () => RadialForm.Mf(9));
        Refuses("between 1 and 8, not 9", () => RadialForm.Rmf(9));
        Refuses("between 1 and 8, not 9", () => RadialForm.Mfra(9));
        Refuses("between 1 and 3, not 4", () => RadialForm.Tf(4, 4, 4));
        Refuses("between 1 and 4, not 5", () => RadialForm.Shared(5));
        Refuses("between 1 and 2, not 3", () => RadialForm.Pairs(3));
        Refuses("between 1 and 2, not 3", () => RadialForm.Rpairs(3));
        Refuses("between 1 and 2, not 3", () => RadialForm.Pairsra(3));
        Refuses("between 1 and 2, not 3", () => RadialForm.Tf5(1, 3, 2, 2));
        Refuses("mf has one rank, not 2", () => RadialForm.Mf(3).WithRanks([3, 3]));
        Refuses("base has no rank, not 1", () => RadialForm.Base.WithRanks([3]));
        Refuses("between 1 and the rank 1, not 2", () => RadialForm.Mfra(1));
        Refuses("increment", () => RadialForm.Mfra(3, increment: 0));
        Refuses("interval", () => RadialForm.Mfra(3, interval: 0));
    }

    [Fact]
    public void ModelsHaveNames()
    {
        Assert.Equal(
            ["base", "mf 8", "rmf 6", "tf 4,8,4", "mfra 8 from 2 by 2 every 80 steps", "shared 4", "symmetric", "pairs 3", "tf5 4,8,8,4",
                "rpairs 3", "pairsra 3 from 2 by 2 every 80 steps"],
            new[] { RadialForm.Base, RadialForm.Mf(8), RadialForm.Rmf(6), RadialForm.Tf(4, 8, 4),
                RadialForm.Mfra(8), RadialForm.Shared(4), RadialForm.Symmetric, RadialForm.Pairs(3), RadialForm.Tf5(4, 8, 8, 4),
                RadialForm.Rpairs(3), RadialForm.Pairsra(3) }.Select(m => m.ToString()));
    }

    private static void AssertFactors(RadialForm model, ParameterLayout layout, RadialFactors? factors, double[] parameters)
    {
        Assert.Equal(model.IsCompressed, factors is not null);
        if (factors is null) return;
        var tensor = new double[layout.RadialCount];
        model.At(factors.Ranks).Parameterization(layout.RadialShape).Expand(factors.Values, tensor);
        Assert.Equal(tensor, parameters[..tensor.Length]);
    }
}
