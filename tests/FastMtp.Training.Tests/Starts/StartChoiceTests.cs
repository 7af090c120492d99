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
    private static readonly TrainingSettings Settings = new() { Steps = 100, Starts = 4 };

    [Fact]
    public void TheBestOfSeveralStartsGoesOn()
    {
        var trials = new Trials();
        using var task = Task(Settings);
        var (potential, course) = task.Run(task.ChooseStart(trials));

        Assert.Equal([10, 10, 10, 10, 20, 20], trials.All.Select(t => t.Steps));
        Assert.Equal(4, trials.All.Select(t => t.Name).Distinct().Count());
        Assert.Contains(trials.All, t => t.Name.StartsWith("mtp:4, ", StringComparison.Ordinal));
        var winner = trials.All.MinBy(t => t.Loss)!;
        Assert.Equal(($"{winner.Name}, the best of 4", winner.Loss), (potential.Metadata["start"], course.History[20].Loss));
        Assert.Equal(Enumerable.Range(0, 101), course.History.Select(r => r.Step));
        // 30 steps of the others, and at least as many evaluations.
        Assert.InRange(course.Evaluations - course.History[19].Evaluations, 80 + 40, 400);
    }

    [Theory, InlineData("base"), InlineData("mf"), InlineData("tf"), InlineData("mfra"), InlineData("rmf"), InlineData("symmetric")]
    public void NumbersDoNotDependOnThreads(string name)
    {
        var form = name switch
        {
            "mf" => RadialForm.Mf(3), "tf" => RadialForm.Tf(2, 4, 3), "mfra" => RadialForm.Mfra(4, interval: 15), "rmf" => RadialForm.Rmf(3),
            "symmetric" => RadialForm.Symmetric, _ => RadialForm.Base,
        };
        var results = new[] { 1, 3 }.Select(threads =>
        {
            using var task = Task(Settings with { Model = form }, threads);
            return task.Run().Course;
        }).ToArray();
        Assert.Equal(results[0].Final, results[1].Final);
        Assert.NotNull(results[0].Start);
    }

    [Fact]
    public void AnInterruptedFitGoesOnFromTheChosenStart()
    {
        using var directory = new TemporaryDirectory();
        var settings = Settings with { CheckpointPath = directory.PathOf("fit.json") };
        using var whole = Task(settings);
        var (potential, expected) = whole.Run();

        using var stop = new CancellationTokenSource();
        using (var first = Task(settings)) first.Run(null, new StopAt(35, stop), stop.Token);
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
        Assert.Equal((StoppingReason.TimeLimit, 0), (course.Reason, course.History[^1].Step));
    }

    [Fact]
    public void AShortFitHasOneStart()
    {
        using var task = Task(Settings with { Steps = 99 });
        Assert.Null(task.ChooseStart());
    }

    [Fact]
    public void ProcessesChooseTogetherAndResume()
    {
        using var directory = new TemporaryDirectory();
        var settings = Settings with { CheckpointPath = directory.PathOf("fit.json") };
        var results = ThreadRanks.Run(2, ranks =>
        {
            using var task = Task(settings, 1, ranks);
            if (ranks.Rank == 0) return task.Run().Course;
            task.Serve();
            return null;
        });
        var again = ThreadRanks.Run(2, ranks =>
        {
            using var task = Task(settings with { Steps = 110 }, 1, ranks);
            if (ranks.Rank == 0) return task.Run(CheckpointFile.Read(settings.CheckpointPath)).Course;
            task.Serve();
            return null;
        });
        using var alone = Task(Settings);
        var expected = alone.Run().Course;
        Assert.Equal(expected.Start, results[0]!.Start);
        Assert.Equal(expected.History[10].Loss, results[0]!.History[10].Loss, 1e-6 * expected.History[10].Loss);
        Assert.Equal((110, expected.Start), (again[0]!.History[^1].Step, again[0]!.Start));
    }

    [Fact]
    public void EveryFitOfAnEnsembleHasStartsOfItsOwn()
    {
        var names = new ulong[] { 0, 1 }.SelectMany(seed =>
        {
            var trials = new Trials();
            using var task = Task(Settings with { Seed = seed });
            task.ChooseStart(trials);
            return trials.All.Select(t => t.Name).Distinct();
        });
        Assert.Equal(8, names.Distinct().Count());
    }

    private static FitTask Task(TrainingSettings settings, int threads = 1, Training.Distribution.ICommunicator? ranks = null)
    {
        var species = GoldenData.Species;
        var data = FitData.Of([.. GoldenData.Configurations().Take(6)], [.. GoldenData.Configurations().Skip(6)], species, new LossWeights(), 5);
        return new(PotentialModel.ForLevel(8, species, new RadialBasis(2, 5, 6)), data, settings, threads, null, ranks);
    }

    private sealed class Trials : IProgress<Trial>
    {
        public List<Trial> All { get; } = [];

        public CancellationTokenSource? Stop { get; init; }

        public void Report(Trial value)
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
