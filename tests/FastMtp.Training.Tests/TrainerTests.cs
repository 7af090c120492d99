using FastMtp.Training.Fitting;
using FastMtp.Training.History;
using FastMtp.Training.Optimization;
using FastMtp.Training.Problem;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Tests;

public class TrainerTests
{
    private static readonly TrainingSettings Short = new() { Steps = 30 };

    [Theory]
    [InlineData(0)]
    [InlineData(0.02)]
    [InlineData(0.5)]
    public void ALaterStepIsKeptIfTheValidationCannotTellItFromTheBest(double tolerance)
    {
        var problem = new ToyPotential(basisSize: 8, sites: 40);
        var settings = Short with { Steps = 60, ValidationInterval = 1, ValidationTolerance = tolerance };
        var result = new Trainer(problem, settings, null).Run();
        var losses = result.History.Select(r => r.ValidationLoss!.Value).ToArray();
        var kept = Enumerable.Range(0, losses.Length).Last(i => i == 0 || losses[i] < (1 + tolerance) * losses[..i].Min());
        Assert.Equal(kept, result.Best.Step);
        Assert.Equal(losses[kept], result.Best.Loss);
        Assert.True(tolerance > 0 || losses[kept] == losses.Min());
    }

    [Fact]
    public void TrainingFitsAndTellsHow()
    {
        var problem = new ToyPotential();
        var progress = new Progress();
        var result = new Trainer(problem, Short with { ValidationInterval = 7 }, progress).Run();

        Assert.Equal(StoppingReason.StepLimit, result.Reason);
        Assert.Equal(Enumerable.Range(0, 31), result.History.Select(r => r.Step));
        Assert.True(result.History[^1].Loss < 0.2 * result.History[0].Loss);
        Assert.Equal(problem.Evaluations, result.Evaluations);
        Assert.All(result.History, r => Assert.Equal(r.Loss, r.Training?.Loss));
        Assert.Equal([0, 7, 14, 21, 28, 30], result.History.Where(r => r.Validation is not null).Select(r => r.Step));
        Assert.Equal(result.History.Min(r => r.ValidationLoss), result.Best.Loss);
        Assert.Equal(result.Best.Loss, problem.ValidationErrors(result.Best.Parameters)?.Loss);
        Assert.Equal(31, progress.Reports.Count);
        Assert.Null(progress.Reports[0].Remaining);
        Assert.NotNull(progress.Reports[9].Remaining);
        Assert.Equal(TimeSpan.Zero, progress.Reports[30].Remaining);
    }

    [Fact]
    public void WithoutValidationSetTheLastPointIsTheBest()
    {
        var result = new Trainer(new ToyPotential(validationSites: 0), Short).Run();
        Assert.Equal(30, result.Best.Step);
        Assert.Equal(result.Final, result.Best.Parameters);
        Assert.Equal(result.History[^1].Loss, result.Best.Loss);
    }

    [Fact]
    public void LossNeverRises()
    {
        var result = new Trainer(new ToyPotential(), Short with { Steps = 100, LinearSolveInterval = 3 }).Run();
        foreach (var (before, after) in result.History.Zip(result.History.Skip(1))) Assert.True(after.Loss <= before.Loss);
    }

    [Fact]
    public void LinearSolveAtStartIsOptimal()
    {
        var problem = new ToyPotential();
        var result = new Trainer(problem, Short with { Steps = 0 }).Run();
        var gradient = new double[problem.Dimension];
        problem.Evaluate(result.Final, gradient);
        Assert.All(gradient[problem.Layout.SpeciesOffset..], g => Assert.Equal(0, g, 1e-6));
        Assert.Equal(RandomStart.Draw(problem.Layout, 0, problem.RadialScale)[..problem.Layout.RadialCount],
            result.Final[..problem.Layout.RadialCount]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void ScalesFromTheNormalEquationsSaveSteps(ulong seed)
    {
        var problem = new ToyPotential();
        var settings = Short with { Steps = 100, Seed = seed, LinearSolveInterval = 0 };
        var start = new Trainer(problem, settings with { Steps = 0 }).Run().Final;
        var plain = new Bfgs(problem, start);
        while (plain.Steps < 100 && plain.Step())
        {
        }
        Assert.Equal(plain.Value,
            new Trainer(problem, settings with { Method = FitMethod.PlainBfgs, LinearSolveInterval = 3 }).Run().History[^1].Loss);
        Assert.True(new Trainer(problem, settings).Run().History[^1].Loss < 0.5 * plain.Value);
    }

    [Fact]
    public void GivenStartIsKept()
    {
        var problem = new ToyPotential();
        var fitted = new Trainer(problem, Short).Run().Final;
        var result = new Trainer(problem, Short with { Steps = 0, LinearSolveAtStart = false }).Run(fitted);
        Assert.Equal(fitted, result.Final);
    }

    [Theory]
    [InlineData(ParameterGroups.Radial)]
    [InlineData(ParameterGroups.Species)]
    [InlineData(ParameterGroups.Moments)]
    [InlineData(ParameterGroups.Linear)]
    public void FrozenGroupsDoNotMove(ParameterGroups frozen)
    {
        var problem = new ToyPotential();
        var start = new Trainer(problem, Short with { Steps = 3 }).Run().Final;
        var result = new Trainer(problem, Short with { Frozen = frozen, LinearSolveInterval = 5 }).Run(start);
        foreach (var i in problem.Layout.Indices(frozen)) Assert.Equal(start[i], result.Final[i]);
        Assert.Contains(problem.Layout.Indices(ParameterGroups.All & ~frozen), i => start[i] != result.Final[i]);
        Assert.True(result.History[^1].Loss < problem.Evaluate(start, new double[start.Length]));
    }

    [Fact]
    public void SeedZeroIsASeed()
    {
        double[] Fit(ulong seed) => new Trainer(new ToyPotential(), Short with { Seed = seed }).Run().Final;
        Assert.Equal(Fit(0), Fit(0));
        Assert.NotEqual(Fit(0), Fit(1));
    }

    public static TheoryData<StoppingReason> Reasons =>
        [StoppingReason.StepLimit, StoppingReason.GradientTolerance, StoppingReason.LossTolerance, StoppingReason.TimeLimit,
            StoppingReason.ValidationLoss];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void EveryRuleStopsTheTraining(StoppingReason reason)
    {
        var settings = new TrainingSettings { Steps = 1000, LossTolerance = 0 };
        settings = reason switch
        {
            StoppingReason.StepLimit => settings with { Steps = 5 },
            StoppingReason.GradientTolerance => settings with { GradientTolerance = 0.1 },
            StoppingReason.LossTolerance => settings with { LossTolerance = 0.5, LossWindow = 10 },
            StoppingReason.TimeLimit => settings with { TimeLimit = TimeSpan.Zero },
            _ => settings with { Patience = 2, ValidationInterval = 1 },
        };
        // Few data and many coefficients: the training overfits.
        var problem = reason == StoppingReason.ValidationLoss ? new ToyPotential(basisSize: 8, sites: 40) : new ToyPotential();
        Assert.Equal(reason, new Trainer(problem, settings).Run().Reason);
    }

    [Fact]
    public void CancellationEndsWithAResult()
    {
        using var source = new CancellationTokenSource();
        var problem = new ToyPotential { BeforeEvaluation = n => { if (n == 12) source.Cancel(); } };
        var result = new Trainer(problem, Short).Run(cancellation: source.Token);
        Assert.Equal(StoppingReason.Cancelled, result.Reason);
        Assert.InRange(result.History[^1].Step, 1, 11);
        Assert.True(result.Best.Loss <= result.History[0].ValidationLoss);
    }

    [Fact]
    public void LossThatIsNotANumberIsRefused()
    {
        var problem = new ToyPotential();
        var start = new double[problem.Dimension];
        start[0] = double.NaN;
        Assert.Contains("finite", Assert.Throws<InputException>(() => new Trainer(problem, Short).Run(start)).Message);
    }

    [Fact]
    public void SettingsWithoutSenseAreRefused()
    {
        TrainingSettings[] wrong =
        [
            Short with { Steps = -1 },
            Short with { Frozen = ParameterGroups.All },
            Short with { ValidationInterval = 0 },
            Short with { LossTolerance = double.NaN },
        ];
        foreach (var settings in wrong) Assert.Throws<InputException>(() => new Trainer(new ToyPotential(), settings).Run());
    }

    [Fact]
    public void GradientOfTheModelProblemIsRight()
    {
        var problem = new ToyPotential();
        var point = new Trainer(problem, Short with { Steps = 2 }).Run().Final;
        var gradient = new double[point.Length];
        var ignored = new double[point.Length];
        problem.Evaluate(point, gradient);
        for (var i = 0; i < point.Length; i++)
        {
            var x = point[i];
            point[i] = x + 1e-5;
            var above = problem.Evaluate(point, ignored);
            point[i] = x - 1e-5;
            var below = problem.Evaluate(point, ignored);
            point[i] = x;
            Assert.Equal((above - below) / 2e-5, gradient[i], 1e-5 * (1 + Math.Abs(gradient[i])));
        }
    }

    private sealed class Progress : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Reports { get; } = [];

        public void Report(TrainingProgress value) => Reports.Add(value);
    }
}
