using System.Globalization;
using FastMtp.Cli.Terminals;
using FastMtp.Files.PotentialFiles;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

public class StudyTests
{
    [Fact]
    public void RanksAreComparedWithTheBasePotential()
    {
        using var directory = new TemporaryDirectory();
        string[] command = ["rank", "--level", "4", "--steps", "4", "--seeds", "2", "--models", "mf,tf", "--ranks", "mf=1,3",
            "tf=1,1,1/2,2,2", "--jobs", "2"];
        var outcome = Study(directory, command);
        Assert.Contains("10 fits of 4 steps", outcome.Output);
        foreach (var name in (string[])["base", "mf 1", "mf 3", "tf 1,1,1", "tf 2,2,2"]) Assert.Contains($"  {name} ", outcome.Output);
        foreach (var choice in (string[])["optimal", "50 %"])
            Assert.Equal(2, outcome.Output.Split('\n')
                .Count(line => line.Contains($" {choice} ", StringComparison.Ordinal) && !line.Contains('"')));
        var table = File.ReadAllLines(directory.PathOf("study/ranks.csv"));
        Assert.Equal(["base,,", "mf,1,", "mf,3,", "tf,1 1 1,", "tf,2 2 2,"], table.Skip(1)
            .Select(line => string.Join(',', line.Split(',')[..2]) + ","));
        Assert.All(table, line => Assert.Equal(table[0].Split(',').Length, line.Split(',').Length));
        Assert.True(new FileInfo(directory.PathOf("study/ranks.png")).Length > 1000);
        Assert.Equal("mf 3", PotentialFile.Read(directory.PathOf("study/potentials/mf-3-mtp-4-seed-1.fmtp")).RadialTensor.ToString());

        // Repeating the command fits nothing and prints the same.
        var again = Study(directory, command);
        Assert.Contains("10 already done", again.Output);
        Assert.EndsWith(outcome.Output[outcome.Output.IndexOf("Validation errors", StringComparison.Ordinal)..], again.Output);
        // One rank more fits that only.
        Assert.Contains("12 fits of 4 steps to 8 configurations, 8 for validation; 10 already done",
            Study(directory, [.. command[..9], "--ranks", "mf=1,2,3", "tf=1,1,1/2,2,2"]).Output);
    }

    [Fact]
    public void AnInterruptedStudyGoesOn()
    {
        using var directory = new TemporaryDirectory();
        using var interrupt = new CancellationTokenSource();
        string[] arguments = ["rank", "--level", "4", "--steps", "4", "--seeds", "3", "--models", "mf", "--ranks", "mf=1,2"];
        var command = Command(directory, arguments);
        var (output, error) = (new InterruptingWriter("4 of 9", interrupt), new StringWriter());
        Assert.Equal(ExitCode.Interrupted, CommandLine.Run(command, output, error, interrupt.Token));
        Assert.Contains("run the same command again", error.ToString());
        var rest = Outcome.Success(command);
        Assert.Contains("4 already done", rest.Output);
        using var straight = new TemporaryDirectory();
        Study(straight, arguments);
        foreach (var file in Directory.GetFiles(straight.PathOf("study/potentials")))
            Assert.Equal(File.ReadAllText(file),
                File.ReadAllText(Path.Combine(directory.PathOf("study/potentials"), Path.GetFileName(file))));
    }

    [Fact]
    public void DefaultRanksAndModelsAreThoseOfThePaper()
    {
        using var directory = new TemporaryDirectory();
        var output = Study(directory, "rank", "--level", "14", "--steps", "0", "--seeds", "1").Output;
        foreach (var name in (string[])["mf 8", "tf 4,8,4", "rmf 6", "mfra 8"]) Assert.Contains($"  {name} ", output);
        Assert.Contains("  384 ", output);
    }

    [Fact]
    public void LevelsShowOneRankPerModel()
    {
        using var directory = new TemporaryDirectory();
        var half = Study(directory, "level", "--levels", "4,6", "--steps", "2", "--seeds", "1", "--models", "mf,rmf").Output;
        Assert.Contains("6 fits", half);
        Assert.Contains("  mf 4 ", half);
        var optimal = Study(directory, "level", "--levels", "4,6", "--steps", "2", "--seeds", "1", "--models", "mf", "--ranks", "mf=2,4",
            "--choice", "optimal").Output;
        Assert.Equal(2, optimal[optimal.IndexOf("Validation errors", StringComparison.Ordinal)..].Split('\n')
            .Count(line => line.Contains("  mf ", StringComparison.Ordinal)));
        Assert.True(File.Exists(directory.PathOf("study/levels.png")));
    }

    [Fact]
    public void BasesAreComparedByErrorAndTime()
    {
        using var directory = new TemporaryDirectory();
        string[] command = ["basis", "--bases", "mtp:4", "mtp:6", "ace:4", "--steps", "2", "--seeds", "2", "--models", "mf"];
        var outcome = Study(directory, command);
        Assert.Contains("18 fits of 2 steps", outcome.Output);
        Assert.Contains("kernels: generated for mtp:4, mtp:6; interpreter for ace:4", outcome.Output);
        var table = File.ReadAllLines(directory.PathOf("study/bases.csv")).Select(line => line.Split(',')).ToArray();
        Assert.Equal("microseconds_per_atom", table[0][^1]);
        Assert.Equal(
            ["base mtp:4", "mf mtp:4", "mf mtp:4", "base mtp:6", "mf mtp:6", "mf mtp:6", "base ace:4", "mf ace:4", "mf ace:4"],
            table.Skip(1).Select(cells => $"{cells[0]} {cells[5]}"));
        Assert.All(table.Skip(1), cells => Assert.InRange(double.Parse(cells[^1], CultureInfo.InvariantCulture), 1e-3, 1e4));
        Assert.True(new FileInfo(directory.PathOf("study/bases.png")).Length > 1000);
        // Times are measured again, fits are not made again; other studies have no times.
        var again = Study(directory, [.. command, "--ranks", "mf=1"]);
        Assert.Contains("12 fits of 2 steps to 8 configurations, 8 for validation; ", again.Output);
        Assert.Contains("µs/atom", again.Output);
        Assert.DoesNotContain("µs/atom",
            Study(directory, "level", "--levels", "4,6", "--steps", "2", "--seeds", "1", "--models", "mf").Output);
    }

    [Fact]
    public void AugmentationVariesOneChoiceAtATime()
    {
        using var directory = new TemporaryDirectory();
        var output = Study(directory, "mfra", "--level", "4", "--rank", "4", "--steps", "4", "--seeds", "1", "--intervals", "1,2",
            "--min-ranks", "1,2", "--increments", "1,2").Output;
        Assert.Contains("4 fits", output);
        Assert.Contains("mfra 4 from 1 by 2 every 1", output);
        Assert.Contains("mfra 4 from 2 by 1 every 1", output);
        Assert.True(File.Exists(directory.PathOf("study/mfra.png")));
    }

    [Fact]
    public void NetworksStandBesideCompressedPotentials()
    {
        using var directory = new TemporaryDirectory();
        string[] command = ["etn", "--bases", "ace-n:2,2/1,1", "ace-n:2,2,2/1,1,1", "--moment-ranks", "1,2", "--radial-rank", "2",
            "--level", "4", "--models", "mf", "--ranks", "mf=2", "--steps", "3", "--seeds", "2"];
        var outcome = Study(directory, command);
        Assert.Contains("10 fits of 3 steps", outcome.Output);
        foreach (var name in (string[])["ace-n:2,2/1,1 of rank 1", "ace-n:2,2,2/1,1,1 of rank 2", "mf 2"])
            Assert.Contains($"  {name} ", outcome.Output);
        var table = File.ReadAllLines(directory.PathOf("study/etn.csv"));
        Assert.Equal(6, table.Length);
        // Two ends of (3 + 2)·2·r, 64 radial parameters and 4 energies of species.
        Assert.Contains(",\"ace-n:2,2/1,1\",2,2,64,88,", table[2]);
        Assert.True(new FileInfo(directory.PathOf("study/etn.png")).Length > 1000);
        Assert.Contains("10 already done", Study(directory, command).Output);
    }

    private static Outcome Study(TemporaryDirectory directory, params string[] arguments) => Outcome.Success(Command(directory, arguments));

    private static string[] Command(TemporaryDirectory directory, params string[] arguments) =>
        ["study", arguments[0], .. Outcome.Golden, "--valid", Outcome.Golden[0], .. arguments[1..], "--output", directory.PathOf("study")];

    /// <summary>Does what Ctrl-C does when a line is printed.</summary>
    private sealed class InterruptingWriter(string line, CancellationTokenSource interrupt) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.StartsWith(line, StringComparison.Ordinal) == true) interrupt.Cancel();
        }
    }
}
