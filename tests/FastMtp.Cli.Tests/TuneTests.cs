using FastMtp.Cli.Terminals;
using FastMtp.Cli.Tuning;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Files.PotentialFiles;
using FastMtp.Files.Text;
using FastMtp.Tests.Shared;
using FastMtp.Training.Settings;
using FastMtp.Training.Tuning;

namespace FastMtp.Cli.Tests;

public class TuneTests
{
    private static readonly string[] Space =
    [
        "--bases", "mtp:2", "mtp:4", "mtp:6", "--cutoffs", "5,4", "--radial-sizes", "8", "--models", "base,mf", "--steps", "18",
        "--candidates", "9",
    ];

    [Fact]
    public void TheWinnersCommandRepeatsItsFit()
    {
        using var directory = new TemporaryDirectory();
        var outcome = Tune(directory, "--valid", Outcome.Golden[0]);
        Assert.Contains("rung 1 of 2: 9 candidates, 6 steps each", outcome.Output);
        Assert.Contains("rung 2 of 2: 3 candidates, 18 steps each", outcome.Output);
        Assert.Contains("→ recommended", outcome.Output);
        var table = File.ReadAllLines(directory.PathOf("tune/tune.csv"));
        Assert.Equal(10, table.Length);
        Assert.Single(table.Skip(1), line => line.EndsWith(",1", StringComparison.Ordinal));
        Assert.True(new FileInfo(directory.PathOf("tune/tune.png")).Length > 1000);
        var line = Line(outcome);
        Outcome.Success([.. line[1..^1], directory.PathOf("again.fmtp")]);
        Assert.Equal(PotentialFile.Read(directory.PathOf("tune/potential.fmtp")).Parameters,
            PotentialFile.Read(directory.PathOf("again.fmtp")).Parameters);
    }

    [Fact]
    public void AStoppedSearchGoesOnToTheSamePotential()
    {
        using var straight = new TemporaryDirectory();
        var expected = Tune(straight, "--valid", Outcome.Golden[0]);
        using var directory = new TemporaryDirectory();
        using var interrupt = new CancellationTokenSource();
        var error = new StringWriter();
        // Costs differ from run to run, and what is kept with them.
        Directory.CreateDirectory(directory.PathOf("tune"));
        string[] lines = File.ReadAllLines(straight.PathOf("tune/tune.jsonl"));
        File.WriteAllLines(directory.PathOf("tune/tune.jsonl"),
            lines.Take(1).Concat(lines.Where(l => l.Contains("\"cost\"", StringComparison.Ordinal))));
        string[] left = [.. ((string[])["tune/tune.jsonl", "tune/candidates/mtp-9-5-8-base.fmtp"]).Select(name => Leave(directory, name))];
        var watch = new WatchingWriter(line =>
        {
            if (line.StartsWith("1 of 3 ", StringComparison.Ordinal)) interrupt.Cancel();
        });
        Assert.Equal(ExitCode.Interrupted,
            CommandLine.Run(Command(directory, "--valid", Outcome.Golden[0]), watch, error, interrupt.Token));
        Assert.Contains("run the same command again", error.ToString());
        Assert.Contains("Potential: ", watch.ToString());
        Assert.All(left, path => Assert.False(File.Exists(path), path));
        var rest = Tune(directory, "--valid", Outcome.Golden[0]);
        Assert.DoesNotContain("rung 1 of 2", rest.Output);
        Assert.Equal(File.ReadAllText(straight.PathOf("tune/potential.fmtp")), File.ReadAllText(directory.PathOf("tune/potential.fmtp")));
        Assert.Equal(Line(expected)[..^1], Line(rest)[..^1]);
    }

    [Fact]
    public void FewDataAreComparedByFolds()
    {
        using var directory = new TemporaryDirectory();
        var outcome = Tune(directory, "--cost", "1000");
        Assert.Contains("4 times 3/4", outcome.Output);
        Assert.Contains("Fitting mtp:", outcome.Output);
        var line = Line(outcome);
        Outcome.Success([.. line[1..^1], directory.PathOf("again.fmtp")]);
        Assert.Equal(PotentialFile.Read(directory.PathOf("tune/potential.fmtp")).Parameters,
            PotentialFile.Read(directory.PathOf("again.fmtp")).Parameters);
    }

    [Fact]
    public void TheWinnerLearnsFromWhatTheProgramHeldOut()
    {
        using var directory = new TemporaryDirectory();
        var cells = ConfigurationFile.Read(Outcome.Example("train.xyz.gz"));
        var data = directory.PathOf("some.xyz");
        ConfigurationFile.Write(data, [.. cells.Configurations.OrderBy(c => c.Count).Take(120)], cells.Species!);
        string[] command = ["tune", data, "--bases", "mtp:2", "mtp:4", "--cutoffs", "5", "--radial-sizes", "4", "--models", "base",
            "--candidates", "6", "--steps", "12", "--output", directory.PathOf("tune")];
        var outcome = Outcome.Success(command);
        Assert.Contains("6 candidates to choose from", outcome.Output);
        Assert.Contains(" to all data, 3 final steps", outcome.Output);
        Assert.Contains("favors", outcome.Output);
        var line = Line(outcome);
        Assert.Contains("--final", line);
        Outcome.Success([.. line[1..^1], directory.PathOf("again.fmtp")]);
        var found = PotentialFile.Read(directory.PathOf("tune/potential.fmtp"));
        Assert.Contains("final steps on all 120 configurations", found.Metadata["final"]);
        Assert.Equal(found.Parameters, PotentialFile.Read(directory.PathOf("again.fmtp")).Parameters);
        // Weights that are given are not searched.
        var given = Outcome.Success([.. command[..^1], directory.PathOf("given"), "--favor", "forces"]);
        Assert.Contains("2 candidates to choose from", given.Output);
    }

    [Fact]
    public void ATimeIsKept()
    {
        using var directory = new TemporaryDirectory();
        // Time for all three, however busy the machine; then no others are left.
        var outcome = Outcome.Success(["tune", .. Outcome.Golden, "--valid", Outcome.Golden[0], "--bases", "mtp:2", "mtp:4", "mtp:6",
            "--cutoffs", "5", "--radial-sizes", "8", "--models", "base", "--time", "30s", "--candidates", "3",
            "--output", directory.PathOf("tune")]);
        Assert.Contains(", 30 s on ", outcome.Output);
        Assert.Contains("rung 1 of 1: 3 candidates", outcome.Output);
        Assert.True(File.Exists(directory.PathOf("tune/potential.fmtp")));
    }

    [Fact]
    public void TheLineOfAFitByBfgsSaysSo()
    {
        // Twenty of its steps stand for one of the usual method, unless the method is given.
        var trial = new Trial
        {
            Candidate = new("ace:12", 6, 8, RadialForm.Base), Rung = 0, Method = FitMethod.Bfgs, Steps = 200, BestStep = 200, Seconds = 1,
            Error = new HeldOutError(0.1),
        };
        Assert.Equal("fastmtp train a.xyz --basis ace:12 --cutoff 6 --radial-size 8 --method bfgs --steps 200 --output potential.fmtp",
            TrainLine.Of(trial, ["a.xyz"], trial.Steps, null, []));
    }

    /// <summary>What a killed process leaves that was writing a file.</summary>
    private static string Leave(TemporaryDirectory directory, string name)
    {
        var path = TemporaryFile.Beside(directory.PathOf(name))
            .Replace($"-{Environment.ProcessId}-", $"-{int.MaxValue}-", StringComparison.Ordinal);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "half");
        return path;
    }

    private static string[] Line(Outcome outcome) =>
        outcome.Output.Split('\n').Last(line => line.StartsWith("fastmtp train", StringComparison.Ordinal)).Trim().Split(' ');

    private static Outcome Tune(TemporaryDirectory directory, params string[] arguments) => Outcome.Success(Command(directory, arguments));

    private static string[] Command(TemporaryDirectory directory, params string[] arguments) =>
        ["tune", .. Outcome.Golden, .. Space, .. arguments, "--output", directory.PathOf("tune")];
}
