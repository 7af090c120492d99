using FastMtp.Training.Checkpoints;
using FastMtp.Training.Fitting;
using FastMtp.Training.Optimization;
using FastMtp.Training.Settings;
using FastMtp.Training.Tests.LowRank;

namespace FastMtp.Training.Tests;

/// <summary>Small fits that remember the last steps, as fits of many coefficients do.</summary>
public sealed class LimitedMemoryFitTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("fastmtp").FullName;

    private string Place => Path.Combine(_directory, "fit.checkpoint");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [MemberData(nameof(Models.Names), MemberType = typeof(Models))]
    public void ResumedFitGivesTheSameBits(string model)
    {
        var settings = Settings(model);
        var whole = new Trainer(Models.Problem(), settings).Resume(Start(settings, capacity: 8));
        new Trainer(Models.Problem(), settings with { Steps = 17 }).Resume(Start(settings, capacity: 8));
        var stopped = CheckpointFile.Read(Place);
        Assert.Null(stopped.Optimizer.InverseHessian);
        Assert.Equal(8 * 2 * stopped.Optimizer.Gradient.Length, stopped.Optimizer.Pairs!.Vectors.Length);
        var resumed = new Trainer(Models.Problem(), settings).Resume(stopped);
        Assert.Equal(40, resumed.History[^1].Step);
        Assert.Equal(whole.Final, resumed.Final);
        Assert.Equal(whole.History.Select(record => record.Loss), resumed.History.Select(record => record.Loss));
    }

    [Theory]
    [InlineData("base")]
    [InlineData("mf")]
    [InlineData("tf")]
    [InlineData("mfra")]
    public void FitThatForgetsNothingIsTheDenseOne(string model)
    {
        var settings = Settings(model) with { Steps = 25 };
        var dense = new Trainer(Models.Problem(), settings).Run();
        var limited = new Trainer(Models.Problem(), settings).Resume(Start(settings, capacity: 100));
        Assert.Equal(dense.FinalFactors?.Ranks, limited.FinalFactors?.Ranks);
        for (var step = 0; step <= 25; step++)
            Assert.Equal(dense.History[step].Loss, limited.History[step].Loss, 1e-4 * dense.History[step].Loss);
    }

    [Fact]
    public void OnAManifoldItConvergesAboutAsFast()
    {
        var settings = Settings("rmf") with { Steps = 200 };
        var dense = new Trainer(Models.Problem(), settings).Run();
        var limited = new Trainer(Models.Problem(), settings).Resume(Start(settings, capacity: 100));
        Assert.InRange(limited.History[^1].Loss, 0, 2 * dense.History[^1].Loss);
    }

    [Fact]
    public void WrongShapesAreRefused()
    {
        var settings = Settings("base");
        new Trainer(Models.Problem(), settings with { Steps = 5 }).Resume(Start(settings, capacity: 8));
        var checkpoint = CheckpointFile.Read(Place);
        var pairs = checkpoint.Optimizer.Pairs!;
        Refuse("inverse Hessian and gradient differ in length",
            state => state with { Pairs = pairs with { Vectors = pairs.Vectors[1..] } });
        Refuse("inverse Hessian and gradient differ in length", state => state with { Pairs = pairs with { Capacity = 4 } });
        Refuse("the inverse Hessian is missing", state => state with { Pairs = null });
        Refuse("the inverse Hessian is missing", state => state with { Pairs = pairs with { Capacity = 0 } });
        Refuse("the inverse Hessian is missing", state => state with { Pairs = pairs with { Scale = -1 } });
        Refuse("the inverse Hessian is there twice", state => state with { InverseHessian = [1] });
        Refuse("the inverse Hessian has entries out of range",
            state => state with { Pairs = pairs with { Vectors = [double.NaN, .. pairs.Vectors[1..]] } });

        void Refuse(string flaw, Func<MinimizerState, MinimizerState> damage)
        {
            CheckpointFile.Write(Place, checkpoint with { Optimizer = damage(checkpoint.Optimizer) });
            Assert.Contains($"({flaw})", Assert.Throws<InputException>(() => CheckpointFile.Read(Place)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void SampledEquationsAndTheGradientFindTheLinearCoefficients()
    {
        var settings = new TrainingSettings { Steps = 0 };
        double Loss(int sampleEvery, bool solves = true) =>
            new Trainer(new ToyPotential { SampleEvery = sampleEvery }, settings with { LinearSolveAtStart = solves })
                .Run().History[0].Loss;
        var exact = Loss(1);
        Assert.InRange(Loss(2), exact, 1.01 * exact);
        // A small sample overshoots, and the step is shortened.
        Assert.InRange(Loss(5), exact, 1.3 * exact);
        Assert.True(Loss(2, solves: false) > 2 * exact);
    }

    private TrainingSettings Settings(string model) => new()
    {
        Steps = 40, LinearSolveInterval = 6, LossTolerance = 0, CheckpointPath = Place, CheckpointInterval = 5, Model = Models.Of(model),
    };

    /// <summary>The start of a fit, with an empty limited memory in place of the dense one.</summary>
    private Checkpoint Start(TrainingSettings settings, int capacity)
    {
        new Trainer(Models.Problem(), settings with { Steps = 0 }).Run();
        var checkpoint = CheckpointFile.Read(Place);
        return checkpoint with
        {
            Optimizer = checkpoint.Optimizer with
            {
                InverseHessian = null,
                Pairs = new CorrectionPairs { Capacity = capacity, Scale = 1, Vectors = [] },
            },
        };
    }
}
