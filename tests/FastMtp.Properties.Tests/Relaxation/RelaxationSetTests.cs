using FastMtp.Properties.Relaxation;
using FastMtp.Tests.Shared;

namespace FastMtp.Properties.Tests.Relaxation;

public class RelaxationSetTests
{
    private static readonly RelaxationSettings Settings = new();

    private static readonly Configuration[] Starts =
        [.. Enumerable.Range(1, 12).Select(seed => Crystals.Distorted(Crystals.FaceCentered(1.6, 1 + seed % 2), seed))];

    [Fact]
    public void ThreadsDoNotChangeABit()
    {
        var one = Set(1).Run(Starts);
        foreach (var threads in new[] { 2, 5 })
        {
            foreach (var (expected, end) in one.Zip(Set(threads).Run(Starts)))
            {
                Assert.Equal(expected.Configuration.Positions, end.Configuration.Positions);
                Assert.Equal((expected.Energy, expected.Evaluations, expected.Left), (end.Energy, end.Evaluations, end.Left));
            }
        }
    }

    [Fact]
    public void AStoppedRunGoesOnAndLosesNothing()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.PathOf("journal");
        var whole = Set(1).Run(Starts);
        using var stop = new CancellationTokenSource();
        using (var journal = new RelaxationJournal(path, "same"))
            Assert.ThrowsAny<OperationCanceledException>(() => Set(1).Run(Starts, journal, new StopAfter(5, stop), stop.Token));
        // As if the process had ended while it wrote.
        File.AppendAllText(path, "{\"structure\": 7, \"endi");

        var surfaces = new List<PairSurface>();
        using var resumed = new RelaxationJournal(path, "same");
        Assert.Equal(5, resumed.Count);
        var ends = Set(1, surfaces).Run(Starts, resumed);
        Assert.Equal(whole.Skip(5).Sum(end => end.Evaluations), surfaces.Sum(surface => surface.Evaluations));
        foreach (var (expected, end) in whole.Zip(ends))
        {
            Assert.Equal(expected.Configuration.Positions, end.Configuration.Positions);
            Assert.Equal(expected.Configuration.Cell, end.Configuration.Cell);
            Assert.Equal(expected.Configuration.Forces, end.Configuration.Forces);
            Assert.Equal(expected.Configuration.Virial, end.Configuration.Virial);
            Assert.Equal(expected.Path.Select(frame => frame.Energy), end.Path.Select(frame => frame.Energy));
            Assert.Equal((expected.Ending, expected.Steps, expected.Left), (end.Ending, end.Steps, end.Left));
        }
    }

    [Fact]
    public void AnotherRunOrAnotherFileIsRefused()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.PathOf("journal");
        new RelaxationJournal(path, "same").Dispose();
        Assert.Contains("unfinished relaxation", Assert.Throws<InputException>(() => new RelaxationJournal(path, "other")).Message);
        var foreign = directory.Write("foreign", "Dear all,\n");
        Assert.Contains("not the journal", Assert.Throws<InputException>(() => new RelaxationJournal(foreign, "same")).Message);
    }

    [Fact]
    public void EverythingThatMattersIsInTheFingerprint()
    {
        string Of(RelaxationSettings settings, Configuration start) => RelaxationFingerprint.Of(settings, [start], [1, 2], false);
        var start = Starts[0];
        RelaxationSettings[] settings =
        [
            Settings, Settings with { ForceTolerance = 1 }, Settings with { StressTolerance = 1 }, Settings with { Pressure = 1 },
            Settings with { Cell = CellMode.Fixed }, Settings with { FixedAxes = "x" }, Settings with { FixedSpecies = ["A"] },
            Settings with { FixedAtoms = [1] }, Settings with { SymmetryTolerance = 1 }, Settings with { NearestDistance = 1 },
            Settings with { Steps = 1 },
        ];
        Assert.Equal(typeof(RelaxationSettings).GetProperties().Length, settings.Length - 1);
        Configuration[] starts =
        [
            start with { Types = [.. start.Types.Select(_ => 1)] }, start with { Fixed = new bool[start.Count] },
            start with { Cell = start.Cell with { PeriodicA = false } }, start with { Positions = Starts[2].Positions },
        ];
        string[] all = [.. settings.Select(s => Of(s, start)), .. starts.Select(s => Of(Settings, s))];
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    private static RelaxationSet Set(int threads, List<PairSurface>? surfaces = null) => new(
        _ =>
        {
            var surface = PairSurface.SmoothLennardJones(2.5);
            surfaces?.Add(surface);
            return surface;
        },
        Settings,
        threads) { KeepsPaths = true };

    private sealed class StopAfter(int count, CancellationTokenSource stop) : IProgress<RelaxationProgress>
    {
        public void Report(RelaxationProgress value)
        {
            if (value.Done == count) stop.Cancel();
        }
    }
}
