using System.Globalization;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Files.PotentialFiles;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

public class EvaluateTests
{
    private static readonly string Potential = GoldenData.PathOf("g16.mtp");

    [Theory, InlineData("out.cfg"), InlineData("out.cfg.gz"), InlineData("out.xyz")]
    public void PredictionsAreTheGoldenOnes(string name)
    {
        using var directory = new TemporaryDirectory();
        var path = directory.PathOf(name);
        Outcome.Success(["evaluate", Potential, .. Outcome.Golden, "--output", path]);
        var predicted = ConfigurationFile.Read(path, new ReadOptions { Species = GoldenData.Species }).Configurations;
        var expected = GoldenData.Expected(16);
        Assert.Equal(expected.Count, predicted.Count);
        foreach (var (e, p) in expected.Zip(predicted))
        {
            Close([e.Energy!.Value], [p.Energy!.Value]);
            Close(e.Forces!, p.Forces!);
            Close(Components(e.Virial!.Value), Components(p.Virial!.Value));
            Assert.Equal(e.Positions, p.Positions);
        }
    }

    [Fact]
    public void MixedPrecisionIsNeverSilent()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.PathOf("out.cfg");
        var output = Outcome.Success(["evaluate", Potential, .. Outcome.Golden, "--precision", "mixed", "--output", path]).Output;
        Assert.Matches("Mixed precision, with the kernel [a-z]+-[0-9]+-mixed\\.\n", output);
        Assert.DoesNotContain("precision", Outcome.Success(["evaluate", Potential, .. Outcome.Golden, "--precision", "double"]).Output);
        var predicted = ConfigurationFile.Read(path, new ReadOptions { Species = GoldenData.Species }).Configurations;
        foreach (var (e, p) in GoldenData.Expected(16).Zip(predicted))
        {
            Assert.Equal(e.Energy!.Value, p.Energy!.Value, 1e-5 * e.Count);
            var scale = Math.Sqrt(e.Forces!.Sum(f => f * f));
            Assert.InRange(Math.Sqrt(e.Forces!.Zip(p.Forces!, (a, b) => (a - b) * (a - b)).Sum()), 0, 1e-5 * Math.Max(1, scale));
            Assert.NotEqual(e.Forces!, p.Forces!);
        }
    }

    [Fact]
    public void ErrorsAreThoseOfPredictionsAgainstLabels()
    {
        var labels = GoldenData.Configurations();
        var expected = GoldenData.Expected(16);
        var energies = labels.Zip(expected, (l, e) => 1000 * (e.Energy!.Value - l.Energy!.Value) / l.Count).ToArray();
        var forces = labels.Zip(expected, (l, e) => l.Forces!.Zip(e.Forces!, (a, b) => 1000 * (b - a))).SelectMany(f => f).ToArray();
        var stresses = labels.Zip(expected).Where(pair => pair.First.Virial is not null && pair.First.Cell.IsBulk)
            .SelectMany(pair => Components(160.2176634 / pair.First.Cell.Volume * (pair.Second.Virial!.Value - pair.First.Virial!.Value)))
                .ToArray();
        var output = Outcome.Success(["evaluate", Potential, .. Outcome.Golden]).Output;
        Check("energy, meV/atom", energies);
        Check("force component, meV/Å", forces);
        Check("stress component (of 9), GPa", stresses);

        void Check(string name, double[] errors)
        {
            var row = output.Split('\n').Single(line => line.Contains(name, StringComparison.Ordinal));
            var numbers = row[(row.IndexOf(name, StringComparison.Ordinal) + name.Length)..]
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            Shows(numbers[0], Math.Sqrt(errors.Average(e => e * e)));
            Shows(numbers[1], errors.Average(Math.Abs));
            Shows(numbers[2], errors.Max(Math.Abs));
            Assert.Equal("golden_in.cfg.gz", numbers[3]);
            Assert.Equal($"{errors.Length}", numbers[^1]);
        }
    }

    [Fact]
    public void APotentialOfPaceIsEvaluatedLikeOurs()
    {
        using var directory = new TemporaryDirectory();
        var (own, pace) = (directory.PathOf("own.xyz"), directory.PathOf("pace.xyz"));
        Outcome.Success("export", Potential, directory.PathOf("a.yace"), "--format", "yace", "--species", "Mo,Nb,Ta,W");
        Outcome.Success(["evaluate", Potential, .. Outcome.Golden, "--output", own]);
        Outcome.Success("evaluate", directory.PathOf("a.yace"), Outcome.Golden[0], "--species", "Mo,Nb,Ta,W", "--output", pace);
        foreach (var (e, p) in ConfigurationFile.Read(own).Configurations.Zip(ConfigurationFile.Read(pace).Configurations))
        {
            Assert.Equal(e.Energy!.Value, p.Energy!.Value, 1e-7);
            foreach (var (f, g) in e.Forces!.Zip(p.Forces!)) Assert.Equal(f, g, 1e-7);
        }
    }

    [Fact]
    public void TheNumberOfThreadsDoesNotMatter()
    {
        using var directory = new TemporaryDirectory();
        foreach (var threads in new[] { "1", "3" })
            Outcome.Success("evaluate", Potential, Outcome.Example("valid.xyz.gz"), "--species", "Mo,Nb,Ta,W", "--threads", threads,
                "--output", directory.PathOf($"{threads}.xyz"));
        Assert.Equal(File.ReadAllBytes(directory.PathOf("1.xyz")), File.ReadAllBytes(directory.PathOf("3.xyz")));
    }

    [Fact]
    public void GroupsAreListedWithTheirWorst()
    {
        var output = Outcome.Success("evaluate", Potential, Outcome.Example("valid.xyz.gz"), "--species", "Mo,Nb,Ta,W").Output;
        Assert.Contains("Errors: 376 configurations", output);
        Assert.Contains("Multinary_Test", output);
        Assert.Equal(11, output.Split('\n').Count(line => line.Contains("_Test ", StringComparison.Ordinal)));
    }

    [Fact]
    public void ConfigurationsWithoutLabelsArePredicted()
    {
        using var directory = new TemporaryDirectory();
        var outcome = Outcome.Success("evaluate", Potential, GoldenData.PathOf("golden_extra_in.cfg"), "--species", "Mo,Nb,Ta,W",
            "--output", directory.PathOf("out.cfg"));
        Assert.Contains("no labels", outcome.Output);
        Assert.Contains("closer than the potential was fitted for", outcome.Error);
        var predicted = ConfigurationFile.Read(directory.PathOf("out.cfg")).Configurations;
        foreach (var (e, p) in GoldenData.Expected(16, extra: true).Zip(predicted)) Close([e.Energy!.Value], [p.Energy!.Value]);
    }

    [Fact]
    public void PairsThatAreTooNearAreNamed()
    {
        using var directory = new TemporaryDirectory();
        var known = GoldenData.Potential(6) with { ShortestDistances = new([2.2, 2.2, 2.2, 2.2, 2.6, 2.2, 2.2, 2.2, 2.2, 2.2]) };
        PotentialFile.Write(directory.PathOf("a.fmtp"), known);
        var data = directory.Write("data.xyz",
            "2\nProperties=species:S:1:pos:R:3 energy=-10\nMo 0 0 0\nW 0 0 2.3\n"
            + "2\nProperties=species:S:1:pos:R:3 energy=-10\nTa 0 0 0\nNb 0 0 2.3\n");
        Assert.Contains("note: atoms are closer than the potential was fitted for: Nb-Ta 2.3 Å in data.xyz #2 (from 2.6 Å); do not trust",
            Outcome.Success("evaluate", directory.PathOf("a.fmtp"), data).Error);
    }

    [Fact]
    public void TypeNumbersFollowTheNamesTheUserGives()
    {
        using var directory = new TemporaryDirectory();
        var named = directory.PathOf("named.mtp");
        Outcome.Success("convert", Potential, named, "--species", "Mo,Nb,Ta,W");
        var lone = "BEGIN_CFG\n Size\n 1\n AtomData: id type cartes_x cartes_y cartes_z\n 1 0 0 0 0\nEND_CFG\n";
        var output = directory.PathOf("out.cfg");
        var assumed = Outcome.Success("evaluate", named, directory.Write("a.cfg", lone), "--output", output);
        Assert.Contains("are read as Mo,Nb,Ta,W", assumed.Error);
        Assert.Equal(GoldenData.Potential(16).SpeciesCoefficients[0], ConfigurationFile.Read(output).Configurations[0].Energy);
        Outcome.Success("evaluate", named, directory.Write("a.cfg", lone), "--output", output, "--species", "W");
        Assert.Equal(GoldenData.Potential(16).SpeciesCoefficients[3], ConfigurationFile.Read(output).Configurations[0].Energy);
    }

    private static double[] Components(Virial v) => [v.XX, v.YY, v.ZZ, v.YZ, v.YZ, v.XZ, v.XZ, v.XY, v.XY];

    private static void Shows(string text, double value) =>
        Assert.Equal(value, double.Parse(text, CultureInfo.InvariantCulture), 6e-4 * value);

    private static void Close(double[] expected, double[] actual)
    {
        var scale = expected.Max(Math.Abs);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-10 * Math.Max(1, scale));
    }
}
