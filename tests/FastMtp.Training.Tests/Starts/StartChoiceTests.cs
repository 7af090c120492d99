using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Tests.Shared;
using FastMtp.Training.Checkpoints;
using FastMtp.Training.Fits;
using FastMtp.Training.History;
using FastMtp.Training.Settings;
using FastMtp.Training.Starts;
using FastMtp.Training.Tests.Distribution;

namespace FastMtp.Training.Tests.Starts;

public sealed class StartChoiceTests
{
    private static readonly TrainingSettings Settings = new() { Steps = 1000, Starts = 4 };

    [Fact]
    public void TheBestOfSeveralStartsGoesOn()
    {
        var trials = new Trials();
        using var task = Task(Settings);
        var (potential, course) = task.Run(task.ChooseStart(trials));

        Assert.Equal([50, 50, 50, 50, 100, 100], trials.All.Select(t => t.Steps));
        Assert.Equal(["start 1, random", "start 3, ordered", "start 4, random", "start 2, from mtp:4"],
            trials.All.Take(4).Select(t => t.Name));
        var winner = trials.All.TakeLast(2).MinBy(t => t.Loss)!;
        Assert.Equal(($"{winner.Name}, the best of 4", winner.Loss), (potential.Metadata["start"], course.History[100].Loss));
        Assert.Equal(trials.All.Take(3).MinBy(t => t.Loss)!.Name, trials.All[4].Name);
        Assert.Equal(Enumerable.Range(0, course.History.Count), course.History.Select(r => r.Step));
        // Of the other starts, too: 4 × 50 steps, 50 of one and 30 with the smaller basis.
        Assert.InRange(course.History[100].Evaluations, 100 + 150 + 50 + 30, 600);
    }

    [Fact]
    public void OnceTheTimeIsOverTheFirstStartGoesOn()
    {
        var trials = new Trials();
        using var task = Task(Settings with { TimeLimit = TimeSpan.FromTicks(1) });
        var (_, course) = task.Run(task.ChooseStart(trials));
        Assert.Equal("start 1, random", Assert.Single(trials.All).Name);
        Assert.Equal(0, course.History[^1].Step);
    }

    [Theory, InlineData("base"), InlineData("mf"), InlineData("tf"), InlineData("mfra"), InlineData("rmf"), InlineData("symmetric")]
    public void NumbersDoNotDependOnThreads(string name)
    {
        var form = name switch
        {
            "mf" => RadialForm.Mf(3), "tf" => RadialForm.Tf(2, 4, 3), "mfra" => RadialForm.Mfra(4, interval: 15),
            "rmf" => RadialForm.Rmf(3), "symmetric" => RadialForm.Symmetric, _ => RadialForm.Base,
        };
        var results = new[] { 1, 3 }.Select(threads =>
        {
            using var task = Task(Settings with { Model = form }, threads);
            return task.ChooseStart()!;
        }).ToArray();
        Assert.Equal(results[0].Parameters, results[1].Parameters);
        Assert.Equal(results[0].Optimizer.Evaluations, results[1].Optimizer.Evaluations);
    }

    [Fact]
    public void AnInterruptedFitGoesOnFromTheChosenStart()
    {
        using var directory = new TemporaryDirectory();
        var settings = Settings with { CheckpointPath = directory.PathOf("fit.json") };
        using var whole = Task(settings);
        var (potential, expected) = whole.Run();

        using var stop = new CancellationTokenSource();
        using (var first = Task(settings)) first.Run(null, new StopAt(120, stop), stop.Token);
        using var second = Task(settings);
        var (again, resumed) = second.Run(CheckpointFile.Read(settings.CheckpointPath));
        Assert.Equal(expected.Final, resumed.Final);
        Assert.Equal(expected.Evaluations, resumed.Evaluations);
        Assert.Equal(potential.Metadata, again.Metadata);
    }

    [Fact]
    public void AFitThatStopsBeforeTheChoiceLeavesNothing()
    {
        using var directory = new TemporaryDirectory();
        var settings = Settings with { CheckpointPath = directory.PathOf("fit.json") };
        using var stop = new CancellationTokenSource();
        using var task = Task(settings);
        Assert.Throws<OperationCanceledException>(() => task.ChooseStart(new Trials { Stop = stop }, stop.Token));
        Assert.Empty(Directory.GetFiles(directory.Root));
    }

    [Fact]
    public void ATimeLimitEndsTheChoiceToo()
    {
        using var task = Task(Settings with { TimeLimit = TimeSpan.FromTicks(1) });
        var (_, course) = task.Run();
        Assert.Equal(StoppingReason.TimeLimit, course.Reason);
    }

    [Fact]
    public void AShortFitHasOneStart()
    {
        using var task = Task(Settings with { Steps = 999 });
        Assert.Null(task.ChooseStart());
    }

    /// <summary>The prior asks for the whole data, which other processes only serve once the smaller basis has been fitted.</summary>
    [Fact]
    public void ProcessesChooseTogetherWithAPrior()
    {
        var settings = TrainingSettings.Usual with { Steps = 32, Starts = 3, LossTolerance = 0 };
        var results = ThreadRanks.Run(2, ranks =>
        {
            using var task = Task(settings, 1, ranks);
            if (ranks.Rank == 0) return task.Run().Course;
            task.Serve();
            return null;
        });
        Assert.EndsWith(", the best of 3", results[0]!.Start);
        Assert.True(results[0]!.History[^1].Loss < results[0]!.History[0].Loss);
    }

    [Fact]
    public void ProcessesChooseTogetherAndResume()
    {
        using var directory = new TemporaryDirectory();
        var settings = Settings with { Steps = 1000, CheckpointPath = directory.PathOf("fit.json") };
        var results = ThreadRanks.Run(2, ranks =>
        {
            using var task = Task(settings, 1, ranks);
            if (ranks.Rank == 0) return task.Run().Course;
            task.Serve();
            return null;
        });
        var again = ThreadRanks.Run(2, ranks =>
        {
            using var task = Task(settings with { Steps = 1010, LossTolerance = 0 }, 1, ranks);
            if (ranks.Rank == 0) return task.Run(CheckpointFile.Read(settings.CheckpointPath)).Course;
            task.Serve();
            return null;
        });
        using var alone = Task(Settings);
        var expected = alone.Run().Course;
        Assert.Equal(expected.Start, results[0]!.Start);
        Assert.Equal(expected.History[0].Loss, results[0]!.History[0].Loss, 1e-6 * expected.History[0].Loss);
        Assert.Equal((1010, expected.Start), (again[0]!.History[^1].Step, again[0]!.Start));
    }

    [Fact]
    public void EveryFitOfAnEnsembleHasStartsOfItsOwn()
    {
        var losses = new ulong[] { 0, 1 }.SelectMany(seed =>
        {
            var trials = new Trials();
            using var task = Task(Settings with { Seed = seed });
            task.ChooseStart(trials);
            return trials.All.Select(t => t.Loss);
        });
        Assert.Equal(12, losses.Distinct().Count());
    }

    private static FitTask Task(TrainingSettings settings, int threads = 1, Training.Distribution.ICommunicator? ranks = null)
    {
        var species = GoldenData.Species;
        var (training, validation) = (GoldenData.Configurations().Take(6).ToArray(), GoldenData.Configurations().Skip(6).ToArray());
        var data = FitData.Of(training, validation, species, new LossWeights(), 5);
        return new(PotentialModel.ForLevel(8, species, new RadialBasis(2, 5, 6)), data, settings, threads, null, ranks);
    }

    private sealed class Trials : IProgress<StartTrial>
    {
        public List<StartTrial> All { get; } = [];

        public CancellationTokenSource? Stop { get; init; }

        public void Report(StartTrial value)
        {
            All.Add(value);
            Stop?.Cancel();
        }
    }

    private sealed class StopAt(int step, CancellationTokenSource stop) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Record.Step == step) stop.Cancel();
        }
    }
}
