using FastMtp.Tests.Shared;
using FastMtp.Training.History;
using FastMtp.Training.Studies;

namespace FastMtp.Training.Tests.Studies;

public class StudyTests
{
    private static readonly FitSpecification[] Fits =
        [.. Enumerable.Range(0, 6).Select(i => new FitSpecification(RadialForm.Mf(1 + i % 3), "mtp:14", (ulong)(i / 3)))];

    [Theory]
    [InlineData(1, 4, 4)]
    [InlineData(3, 4, 1)]
    [InlineData(4, 1, 1)]
    public void OutcomesComeInTheOrderOfTheFits(int jobs, int threads, int expectedThreads)
    {
        var runner = new Runner();
        var outcomes = new Study(Fits, runner).Run(jobs, threads);
        Assert.Equal(Fits, outcomes.Select(o => o.Specification));
        Assert.All(runner.Threads, t => Assert.Equal(expectedThreads, t));
    }

    [Fact]
    public void AnInterruptedStudySkipsWhatIsDone()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.PathOf("fits.jsonl");
        using var interrupt = new CancellationTokenSource();
        var first = new Runner { AfterFits = 4, Then = interrupt.Cancel };
        Assert.Throws<OperationCanceledException>(() => new Study(Fits, first, new StudyRecord(path))
            .Run(1, cancellation: interrupt.Token));
        // Records of earlier versions begin in this way.
        Assert.Equal("{\"format\":\"FastMtp study\",\"version\":1}", File.ReadLines(path).First());
        var (second, progress) = (new Runner(), new Reports());
        var outcomes = new Study(Fits, second, new StudyRecord(path)).Run(1, progress: progress);
        Assert.Equal(Fits[4..], second.Fitted);
        Assert.Equal(Fits.Select(f => f.ToString()), outcomes.Select(o => o.Specification.ToString()));
        Assert.Equal(4, progress.All[0].Done);
        Assert.Equal(6, progress.All[^1].Done);
        Assert.Equal(TimeSpan.Zero, progress.All[^1].Remaining);
        // What was read back is what was recorded.
        var third = new Runner();
        var again = new Study(Fits, third, new StudyRecord(path)).Run(2);
        Assert.Empty(third.Fitted);
        Assert.Equal(outcomes[5].Validation, again[5].Validation);
        Assert.Equal(outcomes[5].History, again[5].History);
    }

    [Fact]
    public void ARecordOfOtherDataIsRefused()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.PathOf("fits.jsonl");
        new Study(Fits[..1], new Runner(), new StudyRecord(path)).Run(1);
        var e = Assert.Throws<InputException>(() => new Study(Fits, new Runner { Data = "other" }, new StudyRecord(path)).Run(1));
        Assert.Contains("mf 1, mtp:14, seed 0 was fitted to other data", e.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("energy 1")]
    [InlineData("{\"format\":\"FastMtp study\",\"version\":99}")]
    [InlineData("{\"format\":\"FastMtp study\",\"version\":1}\n{\"specification\":")]
    public void AForeignFileIsRefused(string text)
    {
        using var directory = new TemporaryDirectory();
        Assert.Contains("choose another directory",
            Assert.Throws<InputException>(() => new StudyRecord(directory.Write("fits.jsonl", text))).Message);
    }

    [Fact]
    public void AFailureStopsTheOthersAndIsTold()
    {
        var runner = new Runner { AfterFits = 2, Then = () => throw new InputException("The disk is full.") };
        Assert.Equal("The disk is full.", Assert.Throws<InputException>(() => new Study(Fits, runner).Run(2)).Message);
    }

    private sealed class Reports : IProgress<StudyProgress>
    {
        public List<StudyProgress> All { get; } = [];

        public void Report(StudyProgress value) => All.Add(value);
    }

    /// <summary>Makes fits up, and does something after a number of them.</summary>
    private sealed class Runner : IFitRunner
    {
        public string Data { get; init; } = "data";

        public int AfterFits { get; init; } = int.MaxValue;

        public Action? Then { get; init; }

        public List<FitSpecification> Fitted { get; } = [];

        public List<int> Threads { get; } = [];

        public FitOutcome Run(FitSpecification specification, int threads, IProgress<TrainingProgress> progress,
            CancellationToken cancellation)
        {
            lock (Fitted)
            {
                cancellation.ThrowIfCancellationRequested();
                Fitted.Add(specification);
                Threads.Add(threads);
                if (Fitted.Count == AfterFits) Then?.Invoke();
                return Outcomes.Of(specification, 1.0 / 3 + specification.Seed, fingerprint: Data);
            }
        }

        public string Fingerprint(FitSpecification specification) => Data;

        public double Effort(FitSpecification specification) => 1;
    }
}
