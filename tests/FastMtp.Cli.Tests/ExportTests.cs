using FastMtp.Files.PaceFiles;
using FastMtp.Files.PotentialFiles;
using FastMtp.Files.Text;
using FastMtp.Tests.Shared;
using FastMtp.Training.Pruning;

namespace FastMtp.Cli.Tests;

public class ExportTests
{
    private static readonly string[] Species = ["--species", "Mo,Nb,Ta,W"];

    [Fact]
    public void AYaceFileComesWithTheLinesForLammps()
    {
        using var directory = new TemporaryDirectory();
        var yace = directory.PathOf("alloy.yace");
        var outcome = Outcome.Success(["export", GoldenData.PathOf("g08.mtp"), yace, "--format", "yace", .. Species]);
        var model = YaceFile.Read(yace);
        Assert.Equal(GoldenData.Species, model.Elements);
        Assert.Contains($"{model.Functions.Sum(list => list.Length)} functions with ", outcome.Output);
        Assert.Contains($"  pair_style pace\n  pair_coeff * * {yace} Mo Nb Ta W\n", outcome.Output);
        Assert.DoesNotContain("zbl", outcome.Output + outcome.Error);
    }

    [Theory]
    [InlineData("kim")]
    [InlineData("plugin")]
    [InlineData("ase")]
    public void APotentialOfPaceIsExportedWordForWord(string format)
    {
        using var directory = new TemporaryDirectory();
        var (library, model) = (directory.PathOf("library"), directory.PathOf("alloy"));
        Directory.CreateDirectory(library);
        foreach (var part in (string[])["", "-v3", "-v4"]) directory.Write($"library/libfastmtp{part}.so", part);
        // A comment would not survive being read and written.
        var text = BadInputs.Pace.Replace("functions:", "functions: # of Mo");
        var yace = directory.PathOf("alloy.yace.gz");
        AtomicFile.WriteText(yace, file => file.Write(text));
        var outcome = Outcome.Success("export", yace, model, "--format", format, "--library", library);
        Assert.Contains($"{model}: PACE, species Mo.", outcome.Output);
        Assert.Contains(format == "kim" ? "pair_style kim alloy\n  pair_coeff * * Mo\n" : $"{model}/potential.yace", outcome.Output);
        Assert.Equal(text, File.ReadAllText(Path.Combine(model, "potential.yace")));
        foreach (var file in Directory.GetFiles(model).Select(File.ReadAllText)) Assert.DoesNotContain("POTENTIAL_NAME", file);
        if (format != "kim") return;
        Assert.Contains("libfastmtp-v4.so potential.yace watch.txt)", File.ReadAllText(Path.Combine(model, "CMakeLists.txt")));
        Assert.Contains("(\"potential.yace\")", File.ReadAllText(Path.Combine(model, "model.cpp")));
    }

    [Theory]
    [InlineData("kim", "model.cpp")]
    [InlineData("plugin", "pair_fastmtp.cpp")]
    public void AModelTakesItsPrecisionAlong(string format, string source)
    {
        using var directory = new TemporaryDirectory();
        var (library, graded) = (directory.PathOf("library"), directory.PathOf("graded.fmtp"));
        Directory.CreateDirectory(library);
        foreach (var part in (string[])["", "-v3", "-v4"]) directory.Write($"library/libfastmtp{part}.so", part);
        Outcome.Success(["grade", GoldenData.PathOf("g06.mtp"), "--training", .. Outcome.Golden, "--save", graded]);
        foreach (var (precision, constant) in ((string, string)[])[("double", "FASTMTP_DOUBLE"), ("mixed", "FASTMTP_MIXED")])
        {
            var model = directory.PathOf(precision);
            var outcome = Outcome.Success("export", graded, model, "--format", format, "--library", library, "--precision", precision);
            Assert.Contains($"fastmtp_set_precision(potential, {constant})", File.ReadAllText(Path.Combine(model, source)));
            Assert.Equal(precision == "mixed", outcome.Output.Contains("in mixed precision", StringComparison.Ordinal));
            Assert.Equal(precision == "mixed",
                outcome.Error.Contains("Grades are computed in double precision", StringComparison.OrdinalIgnoreCase));
        }
        var refused = Outcome.Of("export", graded, directory.PathOf("no"), "--format", "kim", "--library", library, "--precision", "mixed",
            "--grade-every", "5");
        Assert.Equal((2, true), (refused.ExitCode, refused.Error.Contains("double precision", StringComparison.Ordinal)));
    }

    /// <summary>A basis with a kernel keeps them, unless another kernel may be compiled and pays.</summary>
    [Theory]
    [InlineData(false, 4)]
    [InlineData(true, 9)]
    public void FunctionsWithoutCoefficientsAreLeftOut(bool hasKernel, int left)
    {
        using var directory = new TemporaryDirectory();
        var library = directory.PathOf("library");
        Directory.CreateDirectory(library);
        foreach (var part in (string[])["", "-v3", "-v4"]) directory.Write($"library/libfastmtp{part}.so", part);
        var named = PotentialFile.Read(GoldenData.PathOf("g08.mtp"), GoldenData.Species);
        var whole = hasKernel ? named : new PlanSubset(named.Plan, Enumerable.Range(0, 8)).Of(named);
        whole = whole with { MomentCoefficients = [.. whole.MomentCoefficients.Select((c, i) => i % 2 == 0 ? 0 : c)] };
        PotentialFile.Write(directory.PathOf("sparse.fmtp"), whole);
        var outcome = Outcome.Success(
            "export", directory.PathOf("sparse.fmtp"), directory.PathOf("out"), "--format", "ase", "--library", library, "--no-kernel");
        Assert.Equal(!hasKernel, outcome.Error.Contains("4 of 8 functions have coefficients of zero", StringComparison.Ordinal));
        var exported = Potential.Load(directory.PathOf("out/potential.fmtp"));
        Assert.Equal(left, exported.FunctionCount);
        foreach (var cell in GoldenData.Configurations())
        {
            var (expected, found) = (new Potential(whole).Evaluate(cell), exported.Evaluate(cell));
            Assert.Equal(expected.Energy, found.Energy, 1e-9);
            Assert.All(expected.Forces.Zip(found.Forces), pair => Assert.Equal(pair.First, pair.Second, 1e-10));
        }
    }

    [Fact]
    public void AModelTakesItsThresholdsAlong()
    {
        using var directory = new TemporaryDirectory();
        var (library, graded) = (directory.PathOf("library"), directory.PathOf("graded.fmtp"));
        Directory.CreateDirectory(library);
        foreach (var part in (string[])["", "-v3", "-v4"]) directory.Write($"library/libfastmtp{part}.so", part);
        Outcome.Success(["grade", GoldenData.PathOf("g06.mtp"), "--training", .. Outcome.Golden, "--save", graded]);
        var outcome = Outcome.Success("export", graded, directory.PathOf("alloy"), "--format", "kim", "--library", library,
            "--grade-threshold", "2.5", "--grade-every", "1", "--with-grades-model");
        Assert.Contains("Every evaluation, grades are computed, which are reported above 2.5 and end the run above 10.", outcome.Output);
        Assert.Equal(["every 1", "threshold 2.5", "break 10", "as_energies 0"], Lines("alloy"));
        Assert.Equal("as_energies 1", Lines("alloy_grades")[3]);
        Assert.Contains("\"activeSet\"", File.ReadAllText(directory.PathOf("alloy_grades/potential.fmtp")));

        // Nothing to watch without an active set.
        outcome = Outcome.Success(
            ["export", GoldenData.PathOf("g06.mtp"), directory.PathOf("plain"), "--format", "kim", "--library", library, .. Species]);
        Assert.DoesNotContain("Every", outcome.Output);
        Assert.Equal(["every 10", "threshold 0", "break 0", "as_energies 0"], Lines("plain"));

        string[] Lines(string model) =>
            [.. File.ReadAllLines(directory.PathOf($"{model}/watch.txt")).Where(line => line.Length > 0 && line[0] != '#')];
    }

    [Fact]
    public void ARepulsionIsLeftOutAndSaid()
    {
        using var directory = new TemporaryDirectory();
        var (fmtp, yace, without) = (directory.PathOf("a.fmtp"), directory.PathOf("a.yace"), directory.PathOf("b.yace"));
        Outcome.Success(["convert", GoldenData.PathOf("g06.mtp"), fmtp, .. Species]);
        var text = File.ReadAllText(fmtp);
        Outcome.Success(["export", fmtp, without, "--format", "yace"]);
        const string Zbl = "\"repulsion\": { \"type\": \"zbl\", \"inner\": 1.25, \"outer\": 2.5 },";
        directory.Write("a.fmtp", text.Replace("\"radial\": {", Zbl + "\n  \"radial\": {"));
        var outcome = Outcome.Success(["export", fmtp, yace, "--format", "yace"]);
        Assert.Contains("lacks the ZBL repulsion", outcome.Error);
        Assert.Contains($"  pair_style hybrid/overlay pace zbl 1.25 2.5\n  pair_coeff * * pace {yace} Mo Nb Ta W\n", outcome.Output);
        Assert.Contains("  pair_coeff 1 1 zbl 42 42\n  pair_coeff 1 2 zbl 42 41\n", outcome.Output);
        Assert.Contains("  pair_coeff 4 4 zbl 74 74\n", outcome.Output);
        Assert.Equal(File.ReadAllText(without), File.ReadAllText(yace));

        const string ByPair = "\"repulsion\": { \"type\": \"zbl\", \"innerOfPairs\": [1, 1.2, 1, 1, 1, 1, 1, 1, 1, 1], "
            + "\"outerOfPairs\": [2, 2.4, 2, 2, 2, 2, 2, 2, 2, 2] },";
        directory.Write("a.fmtp", text.Replace("\"radial\": {", ByPair + "\n  \"radial\": {"));
        var byPair = Outcome.Success(["export", fmtp, yace, "--format", "yace"]).Output;
        Assert.Contains("  pair_style hybrid/overlay pace zbl 1 2 zbl 1.2 2.4\n", byPair);
        Assert.Contains("  pair_coeff 1 1 zbl 1 42 42\n  pair_coeff 1 3 zbl 1 42 73\n", byPair);
        Assert.Contains("  pair_coeff 1 2 zbl 2 42 41\n", byPair);
    }
}
