using System.Globalization;
using FastMtp.Cli.Terminals;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

public sealed class RelaxTests : IDisposable
{
    private static readonly string[] Species = ["--species", "Mo,Nb,Ta,W"];

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void AnAtomThatIsFixedInSomeDirectionsOnlyIsConvertedAndNotRelaxed()
    {
        var start = _directory.Write(
            "POSCAR", "cell\n3.2\n1 0 0\n0 1 0\n0 0 1\nMo\n2\nSelective\nDirect\n0 0 0 F F F\n0.5 0.5 0.5 T T F\n");
        var converted = Outcome.Success("convert", start, _directory.PathOf("free.vasp"));
        Assert.Contains("atoms that the data fix in some directions only are read as free.", converted.Error, StringComparison.Ordinal);
        Assert.Equal([true, false], ConfigurationFile.Read(_directory.PathOf("free.vasp")).Configurations[0].Fixed!);
        string[][] commands = [["relax", Potential(), start, "--output", _directory.PathOf("b.xyz")], ["rank", Potential(), start]];
        foreach (var command in commands)
        {
            var outcome = Outcome.Of([.. command, .. Species]);
            Assert.Equal((ExitCode.BadInput,
                $"fastmtp: {start}:11: an atom that moves in some directions only cannot be relaxed; write T T T or F F F.\n"),
                (outcome.ExitCode, outcome.Error));
        }
    }

    [Fact]
    public void StructuresRelaxToTheirFiles()
    {
        var (output, path) = (_directory.PathOf("relaxed.xyz"), _directory.PathOf("path.xyz"));
        var outcome = Outcome.Success(
            ["relax", Potential(), Start(), .. Species, "--output", output, "--trajectory", path, "--threads", "2", "--fix-species", "W"]);
        Assert.Contains("3 of 3 structures converged (100 %)", outcome.Output);
        var (starts, ends) = (ConfigurationFile.Read(Start()).Configurations, ConfigurationFile.Read(output).Configurations);
        foreach (var (start, end) in starts.Zip(ends))
        {
            Assert.Equal("T", end.Features.Single(f => f.Key == "converged").Value);
            Assert.True(end.Forces!.Max(Math.Abs) < 0.001);
            Assert.Equal("kept", end.Features.Single(f => f.Key == "note").Value);
        }
        // The same potential gives the same energy, and there is nothing left to do.
        var again = Outcome.Success(["relax", Potential(), output, .. Species, "--output", _directory.PathOf("again.xyz")]);
        Assert.Contains("1.000 evaluations per structure", again.Output);

        var frames = ConfigurationFile.Read(path).Configurations;
        var table = File.ReadAllLines(_directory.PathOf("relaxed.csv"));
        Assert.Equal(4, table.Length);
        for (var i = 0; i < 3; i++)
        {
            var cells = table[i + 1].Split(',');
            Assert.Equal((ends[i].Origin.Replace("relaxed", "start"), "2", "converged"), (cells[0], cells[1], cells[^1]));
            Assert.Equal(ends[i].Energy!.Value / 2, double.Parse(cells[3], CultureInfo.InvariantCulture), 1e-12);
            var own = frames.Where(f => f.Features.Any(note => note.Key == "structure" && note.Value == $"{i + 1}")).ToArray();
            Assert.Equal(int.Parse(cells[8], CultureInfo.InvariantCulture) + 1, own.Length);
            Assert.Equal(starts[i].Positions, own[0].Positions);
            Assert.Equal(ends[i].Positions, own[^1].Positions);
        }
        Assert.False(File.Exists(output + ".journal"));
    }

    [Theory]
    [InlineData("a.cif")]
    [InlineData("a.cfg")]
    [InlineData("a.xyz.gz")]
    public void EveryFormatTakesRelaxedStructures(string name)
    {
        Outcome.Success(["relax", Potential(), Start(), .. Species, "--output", _directory.PathOf(name), "--symmetry", "--pressure", "5"]);
        Assert.Equal(3, ConfigurationFile.Read(_directory.PathOf(name)).Configurations.Count);
    }

    [Fact]
    public void ThreadsDoNotChangeTheFiles()
    {
        foreach (var threads in new[] { "1", "3" })
        {
            var output = _directory.PathOf($"{threads}.xyz");
            Outcome.Success(["relax", Potential(), Start(), .. Species, "--output", output, "--threads", threads]);
        }
        Assert.Equal(File.ReadAllText(_directory.PathOf("1.xyz")), File.ReadAllText(_directory.PathOf("3.xyz")));
        Assert.Equal(File.ReadAllText(_directory.PathOf("1.csv")), File.ReadAllText(_directory.PathOf("3.csv")));
    }

    [Fact]
    public void FailuresAreCountedAndLoseNoOther()
    {
        var start = _directory.Write("mixed.xyz", Structure(3.2) + Structure(0.8));
        var outcome = Outcome.Success(["relax", Potential(), start, .. Species, "--output", _directory.PathOf("a.xyz")]);
        Assert.Contains("1 of 2 structures converged", outcome.Output);
        Assert.Contains("1 structure failed: atoms came too near", outcome.Error);
        Assert.Contains("mixed.xyz #2", outcome.Error);
        var all = Outcome.Of(["relax", Potential(), start, .. Species, "--output", _directory.PathOf("a.xyz"), "--steps", "1"]);
        Assert.Equal(ExitCode.Failure, all.ExitCode);
        Assert.Contains("no structure converged", all.Error);
    }

    [Fact]
    public void APotentialOfPaceRelaxesLikeOurs()
    {
        var (yace, own, pace) = (_directory.PathOf("a.yace"), _directory.PathOf("own.xyz"), _directory.PathOf("pace.xyz"));
        Outcome.Success(["export", Potential(), yace, "--format", "yace", .. Species]);
        Outcome.Success(["relax", Potential(), Start(), .. Species, "--output", own, "--fmax", "1e-6", "--smax", "1e-4"]);
        var outcome = Outcome.Success("relax", yace, Start(), "--output", pace, "--fmax", "1e-6", "--smax", "1e-4");
        Assert.Contains("3 of 3 structures converged", outcome.Output);
        foreach (var (e, p) in ConfigurationFile.Read(own).Configurations.Zip(ConfigurationFile.Read(pace).Configurations))
        {
            Assert.Equal(e.Energy!.Value, p.Energy!.Value, 1e-6);
            Assert.Equal(e.Cell.Volume, p.Cell.Volume, 1e-5);
        }
    }

    [Fact]
    public void AnInterruptedRunGoesOn()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        string[] command = ["relax", Potential(), Start(), .. Species, "--output", _directory.PathOf("a.xyz")];
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(ExitCode.Interrupted, CommandLine.Run(command, output, error, stopped.Token));
        Assert.Contains("run the same command again to continue", error.ToString());
        Assert.True(File.Exists(_directory.PathOf("a.xyz.journal")));
        Assert.Equal(ExitCode.BadInput, Outcome.Of([.. command, "--fmax", "0.1"]).ExitCode);
        Outcome.Success(command);
        Assert.False(File.Exists(_directory.PathOf("a.xyz.journal")));
    }

    // A simple cubic crystal of pairs, strained and distorted.
    private static string Structure(double a) =>
        FormattableString.Invariant($"2\nLattice=\"{a} 0.05 0 0 {1.02 * a} 0 0 0 {0.99 * a}\" ")
        + "note=kept Properties=species:S:1:pos:R:3\n"
        + FormattableString.Invariant($"Mo 0 0 0\nW {0.48 * a} {0.5 * a} {0.51 * a}\n");

    private string Start() => _directory.Write("start.xyz", Structure(3.1) + Structure(3.2) + Structure(3.3));

    private static string Potential() => GoldenData.PathOf("g06.mtp");
}
