using FastMtp.Training.Checkpoints;
using FastMtp.Training.Fitting;
using FastMtp.Training.Forms;
using FastMtp.Training.Problem;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Tests;

public class GaussNewtonTests
{
    private static readonly TrainingSettings Newton = new() { Method = FitMethod.GaussNewton, Steps = 20, LossTolerance = 0 };

    public static TheoryData<string, int[]> Forms => new()
    {
        { "base", [] }, { "mf", [2] }, { "rmf", [2] }, { "tf", [2, 3, 2] }, { "mfra", [2] },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    internal void FewStepsReachWhatManyOfBfgsDo(string form, int[] ranks)
    {
        var (problem, other) = (new ToyPotential(), new ToyPotential());
        var model = RadialForms.All.Single(f => f.Name == form).With(ranks, new RankGrowth(1, 1, 40).UpTo(ranks));
        var newton = new Trainer(problem, Newton with { Model = model }).Run();
        var bfgs = new Trainer(other, new TrainingSettings { Model = model, Steps = 300, LossTolerance = 0 }).Run();
        Assert.True(newton.History[^1].Loss < 1.05 * bfgs.History[^1].Loss);
        foreach (var (before, after) in newton.History.Zip(newton.History.Skip(1))) Assert.True(after.Loss <= before.Loss);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void FindsPlantedCoefficients(ulong seed)
    {
        var problem = new ToyPotential();
        problem.Plant(new Trainer(problem, new TrainingSettings { Steps = 30, Seed = 7 }).Run().Final);
        var result = new Trainer(problem, Newton with { Steps = 60, Seed = seed }).Run();
        Assert.True(result.History[^1].Loss < 1e-5 * result.History[0].Loss);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void ALinearSystemFromASampleIsNoObstacle(int sampleEvery)
    {
        // Its solution is not where the gradient of the whole loss vanishes.
        var result = new Trainer(new ToyPotential { SampleEvery = sampleEvery }, Newton with { Steps = 60 }).Run();
        Assert.InRange(result.History[^1].GradientNorm, 0, 1e-3 * result.History[0].GradientNorm);
    }

    [Theory]
    [InlineData(ParameterGroups.Radial)]
    [InlineData(ParameterGroups.Linear)]
    [InlineData(ParameterGroups.Species)]
    public void FrozenGroupsDoNotMove(ParameterGroups frozen)
    {
        var problem = new ToyPotential();
        var start = new Trainer(problem, new TrainingSettings { Steps = 3 }).Run().Final;
        var result = new Trainer(problem, Newton with { Frozen = frozen, Steps = 3 }).Run(start);
        foreach (var i in problem.Layout.Indices(frozen)) Assert.Equal(start[i], result.Final[i]);
        Assert.True(result.History[^1].Loss < problem.Evaluate(start, new double[start.Length]));
    }

    [Fact]
    public void VeryManyParametersAndMomentsOfARankAreLeftToBfgs()
    {
        Assert.Equal(FitMethod.GaussNewton, Newton.For(2000).Method);
        foreach (var settings in new[] { Newton.For(5000), (Newton with { MomentRank = 2 }).For(100) })
        {
            Assert.Equal(FitMethod.Bfgs, settings.Method);
            Assert.Equal(20 * Newton.Steps, settings.Steps);
        }
    }

    [Fact]
    public void EvaluationsAndProductsAreCounted()
    {
        var problem = new ToyPotential();
        var result = new Trainer(problem, Newton).Run();
        Assert.Equal(problem.Evaluations + problem.Products, result.Evaluations);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(95)]
    public void ResumesToTheSameNumbers(int interruption)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.json");
        try
        {
            var settings = Newton with { Steps = 12, CheckpointPath = path };
            var whole = new Trainer(new ToyPotential(), settings).Run();
            using var source = new CancellationTokenSource();
            var problem = new ToyPotential { BeforeEvaluation = n => { if (n == interruption) source.Cancel(); } };
            try
            {
                new Trainer(problem, settings).Run(null, source.Token);
            }
            catch (OperationCanceledException)
            {
                // Before the first record.
            }
            var resumed = new Trainer(new ToyPotential(), settings).Resume(CheckpointFile.Read(path));
            Assert.Equal(whole.Final, resumed.Final);
            Assert.Equal(whole.History.Select(r => r.Loss), resumed.History.Select(r => r.Loss));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void DampedCheckpointIsChecked()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.json");
        try
        {
            new Trainer(new ToyPotential(), Newton with { Steps = 2, CheckpointPath = path }).Run();
            File.WriteAllText(path, System.Text.RegularExpressions.Regex.Replace(
                File.ReadAllText(path), "\"damping\":[^,]+", "\"damping\":-1"));
            Assert.Contains("damping", Assert.Throws<InputException>(() => CheckpointFile.Read(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void NothingToDoAtAMinimum()
    {
        var problem = new ToyPotential();
        problem.Plant(new Trainer(problem, new TrainingSettings { Steps = 30 }).Run().Final);
        var result = new Trainer(problem, new TrainingSettings { Method = FitMethod.GaussNewton, Steps = 200 }).Run();
        Assert.NotEqual(StoppingReason.StepLimit, result.Reason);
    }
}
