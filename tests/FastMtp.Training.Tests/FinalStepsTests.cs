using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Tests.Shared;
using FastMtp.Training.Checkpoints;
using FastMtp.Training.Distribution;
using FastMtp.Training.Fits;
using FastMtp.Training.Forms;
using FastMtp.Training.History;
using FastMtp.Training.Loss;
using FastMtp.Training.Settings;
using FastMtp.Training.Tests.Distribution;

namespace FastMtp.Training.Tests;

public class FinalStepsTests
{
    private static readonly TrainingSettings Newton = TrainingSettings.Usual with { Steps = 6, FinalSteps = 4, LossTolerance = 0 };
    private static readonly TrainingSettings Bfgs = new() { Steps = 40, FinalSteps = 25, LossTolerance = 0, CheckpointInterval = 1 };

    public static TheoryData<string, int[]> Forms => new()
    {
        { "base", [] }, { "mf", [3] }, { "rmf", [3] }, { "tf", [2, 4, 3] }, { "mfra", [4] }, { "symmetric", [] },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    internal void TheyLowerTheLossOnEverything(string name, int[] ranks)
    {
        var form = RadialForms.All.Single(f => f.Name == name).With(ranks, new RankGrowth(2, 1, 20).UpTo(ranks));
        foreach (var settings in new[] { Newton, Bfgs })
        {
            using var task = Task(settings with { Model = form });
            var done = task.Run();
            var (final, course) = (done.Final!, done.Course);
            Assert.Equal((8, settings.FinalSteps), (final.Configurations, final.Steps));
            Assert.True(final.Best.Loss < final.LossBefore);
            Assert.Equal(LossOfAll(final.Before), DataLossOf(course.Best, final.LossBefore, settings), 1e-6 * final.LossBefore);
            Assert.Equal(LossOfAll(done.Potential), DataLossOf(final.Best, final.Best.Loss, settings), 1e-6 * final.LossBefore);
            Assert.Contains($"{settings.FinalSteps} final steps on all 8 configurations lowered", done.Potential.Metadata["final"]);
            // What the validation says is of before.
            var (_, validation) = task.Errors(course);
            Assert.Equal(course.Best.Loss, validation!.Loss);
        }

        // The prior is part of the loss of Gauss-Newton, but small; the data decide here.
        static double DataLossOf(BestPoint best, double loss, TrainingSettings settings) =>
            settings.Smoothness == 0 ? loss : LossOfAll(best);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AMomentRankKeepsItsCores(bool isCut)
    {
        using var directory = new TemporaryDirectory();
        var settings = Bfgs with { MomentRank = 2, Steps = 10, FinalSteps = 6, CheckpointPath = directory.PathOf("fit.json") };
        using var task = Task(settings, basis: "ace-n:2,2/1,1");
        var done = isCut ? Cut(settings, 3, "ace-n:2,2/1,1") : task.Run();
        Assert.True(done.Final!.Best.Loss < done.Final.LossBefore);
        using var whole = Task(settings with { CheckpointPath = null }, basis: "ace-n:2,2/1,1");
        Assert.Equal(whole.Run().Potential.Parameters, done.Potential.Parameters);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void ACutInsideThemChangesNothing(int step)
    {
        using var directory = new TemporaryDirectory();
        foreach (var settings in new[]
        {
            Newton, Bfgs, Bfgs with { Model = RadialForm.Rmf(3) }, Bfgs with { Model = RadialForm.Mfra(4, interval: 15) },
            Newton with { Frozen = ParameterGroups.Species },
        })
        {
            using var task = Task(settings);
            var whole = task.Run();
            var cut = Cut(settings with { CheckpointPath = directory.PathOf("fit.json") }, step);
            Assert.Equal(whole.Potential.Parameters, cut.Potential.Parameters);
            Assert.Equal(whole.Potential.Metadata, cut.Potential.Metadata);
            Assert.Equal(whole.Final!.Errors, cut.Final!.Errors);
        }
    }

    [Fact]
    public void AFitCutBeforeThemGoesOnAsEver()
    {
        using var directory = new TemporaryDirectory();
        var settings = Newton with { CheckpointPath = directory.PathOf("fit.json") };
        using var task = Task(settings with { CheckpointPath = null });
        var whole = task.Run();
        using var stop = new CancellationTokenSource();
        using (var first = Task(settings))
        {
            var done = first.Run(null, new StopAt(2, 0, stop), stop.Token);
            Assert.Null(done.Final);
            Assert.True(done.IsCancelled);
        }
        using var second = Task(settings);
        Assert.Equal(whole.Potential.Parameters, second.Run(CheckpointFile.Read(settings.CheckpointPath)).Potential.Parameters);
    }

    [Fact]
    public void AFitThatGoesOnMakesThemAnew()
    {
        using var directory = new TemporaryDirectory();
        var settings = Newton with { CheckpointPath = directory.PathOf("fit.json") };
        using (var first = Task(settings)) first.Run();
        Assert.NotNull(CheckpointFile.Read(settings.CheckpointPath).Final);
        using var longer = Task(settings with { Steps = 9 });
        using var whole = Task(Newton with { Steps = 9 });
        Assert.Equal(whole.Run().Potential.Parameters, longer.Run(CheckpointFile.Read(settings.CheckpointPath)).Potential.Parameters);
    }

    [Fact]
    public void ThreadsDecideNothing()
    {
        var results = new[] { 1, 3 }.Select(threads =>
        {
            using var task = Task(Newton, threads);
            return task.Run().Potential.Parameters;
        }).ToArray();
        Assert.Equal(results[0], results[1]);
    }

    [Fact]
    public void ProcessesMakeThemTogether()
    {
        using var directory = new TemporaryDirectory();
        using var alone = Task(Bfgs);
        var expected = alone.Run();
        var settings = Bfgs with { CheckpointPath = directory.PathOf("fit.json") };
        var found = Run(settings, null);
        Assert.Equal(expected.Final!.Best.Loss, found.Final!.Best.Loss, 1e-3 * expected.Final.Best.Loss);
        Assert.Equal(found.Potential.Parameters, Run(settings, CheckpointFile.Read(settings.CheckpointPath)).Potential.Parameters);
        var newton = Run(Newton, null).Final!;
        Assert.True(newton.Best.Loss < newton.LossBefore);
        Assert.Equal(newton.Best.Parameters, Run(Newton, null).Final!.Best.Parameters);

        static Fitted Run(TrainingSettings settings, Checkpoint? from) => ThreadRanks.Run(2, ranks =>
        {
            using var task = Task(settings, 1, ranks: ranks);
            if (ranks.Rank == 0) return task.Run(from);
            task.Serve();
            return null;
        })[0]!;
    }

    [Fact]
    public void ATimeLimitEndsThem()
    {
        using var task = Task(Newton with { TimeLimit = TimeSpan.FromTicks(7) });
        var final = task.Run().Final!;
        Assert.Equal((0, StoppingReason.TimeLimit), (final.Steps, final.Reason));
        Assert.True(final.Best.Loss <= final.LossBefore);
    }

    [Fact]
    public void TheyAreUsualOnlyForDataHeldOut()
    {
        Assert.Equal(0, After(Newton with { FinalSteps = null }, isHeld: false, 30));
        Assert.Equal(0, After(Newton with { FinalSteps = 0 }, isHeld: true, 30));
        Assert.Equal(7, After(Newton with { FinalSteps = 7 }, isHeld: false, 30));
        Assert.Equal(5, After(Newton with { FinalSteps = null }, isHeld: true, 30));
        Assert.Equal(3, After(Newton with { FinalSteps = null }, isHeld: true, 2));
        Assert.Equal(0, After(Newton with { FinalSteps = null }, isHeld: true, 0));
        Assert.Equal(60, After(Bfgs with { FinalSteps = null }, isHeld: true, 200));
        Assert.Equal(200, After(Bfgs with { FinalSteps = null }, isHeld: true, 1200));
        Assert.Equal(80, (Newton with { MomentRank = 2 }).For(100).FinalSteps);
        Assert.Throws<InputException>(() => (Newton with { FinalSteps = -1 }).Validate());
    }

    private static int After(TrainingSettings settings, bool isHeld, int best) =>
        new FinalSteps(settings, isHeld ? Data() with { Held = new(0.1, 2, 1) } : Data())
            .After(new(new(best, 1, []), [], null, StoppingReason.StepLimit, [], 1));

    /// <summary>A fit that is stopped in its final steps and resumed.</summary>
    private static Fitted Cut(TrainingSettings settings, int step, string basis = "mtp:8")
    {
        using var stop = new CancellationTokenSource();
        using (var first = Task(settings, basis: basis))
            Assert.True(first.Run(null, new StopAt(step, 1, stop), stop.Token).IsCancelled);
        Assert.Equal(step, CheckpointFile.Read(settings.CheckpointPath!).Final!.Optimizer.Steps);
        using var second = Task(settings, basis: basis);
        return second.Run(CheckpointFile.Read(settings.CheckpointPath!));
    }

    private static double LossOfAll(PotentialModel potential) => LossOfAll(new BestPoint(0, 0, potential.Parameters));

    private static double LossOfAll(BestPoint best)
    {
        using var loss = new TrainingLoss(Shape("mtp:8"), GoldenData.Configurations(), [], Data().Weights, 1);
        return loss.Evaluate(best.Parameters, new double[loss.Dimension]);
    }

    private static PotentialModel Shape(string basis) => PotentialModel.ForBasis(basis, GoldenData.Species, new RadialBasis(2, 5, 6));

    private static FitData Data() => FitData.Of(
        [.. GoldenData.Configurations().Take(6)], [.. GoldenData.Configurations().Skip(6)], GoldenData.Species, new LossWeights(), 5);

    private static FitTask Task(TrainingSettings settings, int threads = 1, string basis = "mtp:8", ICommunicator? ranks = null) =>
        new(Shape(basis), Data(), settings, threads, null, ranks);

    /// <summary>Stops at a step, after so many other steps of that number.</summary>
    private sealed class StopAt(int step, int others, CancellationTokenSource stop) : IProgress<TrainingProgress>
    {
        private int _left = others;

        public void Report(TrainingProgress value)
        {
            if (value.Record.Step == step && _left-- == 0) stop.Cancel();
        }
    }
}
