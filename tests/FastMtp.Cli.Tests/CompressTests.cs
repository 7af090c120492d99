using System.Globalization;
using System.Text.RegularExpressions;
using FastMtp.Cli.Terminals;
using FastMtp.Files.PotentialFiles;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

public sealed class CompressTests : IDisposable
{
    private static readonly string[] Potential = [GoldenData.PathOf("g12.mtp"), "--species", "Mo,Nb,Ta,W"];

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void TheReportSaysWhatIsSavedAndWhatIsLost()
    {
        var outcome = Outcome.Success(["compress", .. Potential, "--rank", "8", "--data", GoldenData.PathOf("golden_in.cfg")]);
        Assert.Contains("as mf 8\n", outcome.Output);
        Assert.Matches(@"radial parameters +320 of 384 \(83.3 %\)\n", outcome.Output);
        Assert.Matches(@"error of C +\d+\.\d+ % of its norm", outcome.Output);
        Assert.Matches(@"energy, meV/atom( +[\d.]+ \([\d.]+\)){3}", outcome.Output);
        Assert.Empty(Directory.GetFiles(_directory.Root));
    }

    [Fact]
    public void FullRankLosesNothing()
    {
        var output = Outcome.Success(
            ["compress", .. Potential, "--rank", "4,16,8", "--data", GoldenData.PathOf("golden_in.cfg"), "--output",
                _directory.PathOf("full.fmtp")]);
        Assert.Contains("has no fewer parameters", output.Error);
        var (before, after) =
            (GoldenData.Potential(12).RadialCoefficients, PotentialFile.Read(_directory.PathOf("full.fmtp")).RadialCoefficients);
        for (var i = 0; i < before.Length; i++) Assert.Equal(before[i], after[i], 1e-12 * before.Max(Math.Abs));
    }

    [Theory, InlineData("mf", 192), InlineData("tf", 192), InlineData("shared", 192), InlineData("pairs", 192)]
    public void AShareIsKept(string model, int most)
    {
        var path = _directory.PathOf("half.fmtp");
        Outcome.Success(["compress", .. Potential, "--model", model, "--keep", "50%", "--output", path]);
        var tensor = PotentialFile.Read(path).RadialTensor;
        Assert.Equal(model, tensor.Form.Name);
        Assert.InRange(tensor.ParameterCount, most / 2, most);
    }

    [Fact]
    public void FourRanksTellNAndLApart()
    {
        var (dense, path) = (_directory.PathOf("ace.fmtp"), _directory.PathOf("a.fmtp"));
        Outcome.Success(["train", .. Outcome.Golden, "--basis", "ace:3,2/0,1", "--steps", "2", "--output", dense]);
        Outcome.Success("compress", dense, "--rank", "3,5,4,4", "--data", GoldenData.PathOf("golden_in.cfg"), "--output", path);
        Assert.Equal("tf5 3,5,4,4", PotentialFile.Read(path).RadialTensor.ToString());
        foreach (var source in (string[])["dense", "factors"])
            Outcome.Success("evaluate", path, GoldenData.PathOf("golden_in.cfg"), "--radial", source, "--output",
                _directory.PathOf($"{source}.cfg"));
        Assert.Equal(File.ReadAllText(_directory.PathOf("dense.cfg")), File.ReadAllText(_directory.PathOf("factors.cfg")));
    }

    [Theory, InlineData("mf"), InlineData("tf"), InlineData("shared")]
    public void AnErrorIsNotExceeded(string model)
    {
        var path = _directory.PathOf("near.fmtp");
        var output = Outcome.Success(
            ["compress", .. Potential, "--model", model, "--tolerance", "0.2", "--data", GoldenData.PathOf("golden_in.cfg"),
                "--output", path]).Output;
        var error = double.Parse(Regex.Match(output, @"error of f +([\d.]+) %").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(error, 1, 20);
        Assert.Contains("truncated", Outcome.Success("info", path).Output);
    }

    [Fact]
    public void SharedRadialFunctionsAreEvaluatedAsTheyAre()
    {
        var path = _directory.PathOf("a.fmtp");
        Outcome.Success(["compress", .. Potential, "--model", "shared", "--rank", "2", "--output", path]);
        var info = Outcome.Success("info", path).Output;
        Assert.Matches(@"radial coefficients +shared, rank 2: 112 parameters, 29.2 % of the 384 dense ones\n", info);
        Assert.Matches(@"evaluated from +2 functions that all pairs share", info);
        Outcome.Success("evaluate", path, GoldenData.PathOf("golden_in.cfg"), "--radial", "factors");
        Assert.Contains("shared 2 (112 parameters)", Outcome.Success("convert", path, _directory.PathOf("a.mtp")).Error);
    }

    [Fact]
    public void AFormThatIsEvaluatedFromTheDenseTensorSaysSo()
    {
        var path = _directory.PathOf("a.fmtp");
        Outcome.Success(["compress", .. Potential, "--model", "pairs", "--rank", "2", "--output", path]);
        Assert.Matches(@"evaluated from +the dense tensor \(3 kB, built once\)\n", Outcome.Success("info", path).Output);
        Assert.Contains("pairs 2 are evaluated from the dense tensor only",
            Outcome.Of("evaluate", path, GoldenData.PathOf("golden_in.cfg"), "--radial", "factors").Error);
    }

    /// <summary>Fitted, stored, truncated, evaluated and fitted on: a fit of no steps that starts from the potential ends as it.</summary>
    [Theory, InlineData("tf5", "2,3,3,2", "tf5 2,3,3,2"), InlineData("rpairs", "2", "pairs 2"), InlineData("pairsra", "3", "pairs 3")]
    public void AFormOfAnExpansionGoesThroughEveryVerb(string model, string rank, string stored)
    {
        var (path, again, dense, half) =
            (_directory.PathOf("a.fmtp"), _directory.PathOf("b.fmtp"), _directory.PathOf("a.mtp"), _directory.PathOf("half.fmtp"));
        string[] fit = ["train", .. Outcome.Golden, "--model", model, "--rank", rank, "--zbl", "none"];
        Outcome.Success([.. fit, "--basis", "ace:3,2/0,1", "--steps", "4", "--augment-every", "2", "--output", path]);
        var potential = PotentialFile.Read(path);
        Assert.Equal(stored, potential.RadialTensor.ToString());
        Assert.Contains($"{model} {rank}", potential.Metadata["model"]);
        Assert.Matches($@"radial coefficients +{stored.Split(' ')[0]}, rank {rank}: \d+ parameters", Outcome.Success("info", path).Output);

        Outcome.Success("convert", path, dense);
        Outcome.Success("compress", path, "--model", stored.Split(' ')[0], "--keep", "60%", "--output", half);
        Assert.InRange(PotentialFile.Read(half).RadialTensor.ParameterCount, 1, 0.6 * potential.RadialTensor.Shape.Length);
        // Of mfra, the fit starts at a lower rank.
        if (model == "pairsra") return;
        Outcome.Success([.. fit, "--start", path, "--freeze", "radial", "--steps", "1", "--output", again]);
        foreach (var (other, tolerance) in (IEnumerable<(string, double)>)[(dense, 1e-13), (again, 1e-10)])
        {
            var (expected, actual) = (potential.RadialCoefficients, PotentialFile.Read(other).RadialCoefficients);
            for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], tolerance * expected.Max(Math.Abs));
        }
    }

    [Fact]
    public void ConvertSaysWhatMtpDoesNotKeep()
    {
        var (factors, dense, back) = (_directory.PathOf("a.fmtp"), _directory.PathOf("a.mtp"), _directory.PathOf("b.fmtp.gz"));
        Outcome.Success(["compress", .. Potential, "--rank", "3", "--output", factors]);
        var outcome = Outcome.Success("convert", factors, dense);
        Assert.Contains("a .mtp file cannot store their form mf 3 (120 parameters)", outcome.Error);
        Assert.Contains("does not keep the notes on the potential (truncated)", outcome.Error);
        Assert.Equal("", Outcome.Success("convert", dense, back).Error);
        Assert.Equal(PotentialFile.Read(factors).Parameters, PotentialFile.Read(back).Parameters);
        Assert.Equal(GoldenData.Species, PotentialFile.Read(back).Species);
    }

    [Fact]
    public void EveryVerbTakesFactors()
    {
        var path = _directory.PathOf("a.fmtp");
        Outcome.Success(["compress", .. Potential, "--rank", "2,3,2", "--output", path]);
        var info = Outcome.Success("info", path).Output;
        Assert.Matches(@"radial coefficients +tf, rank 2,3,2: 66 parameters, 17.2 % of the 384 dense ones\n", info);
        Assert.Matches(@"evaluated from +the dense tensor \(3 kB, built once\)", info);
        foreach (var source in (string[])["dense", "factors"])
            Outcome.Success("evaluate", path, GoldenData.PathOf("golden_in.cfg"), "--radial", source, "--output",
                _directory.PathOf($"{source}.cfg"));
        Assert.Equal(File.ReadAllText(_directory.PathOf("dense.cfg")), File.ReadAllText(_directory.PathOf("factors.cfg")));
        Assert.Contains("as mf 1\n", Outcome.Success("compress", path, "--rank", "1").Output);
    }

    [Theory, InlineData("mf", "5"), InlineData("tf", "3,5,4")]
    public void ARefitWinsBackWhatTruncationLost(string model, string rank)
    {
        // Labels that the potential itself gives, which truncation alone spoils.
        var (path, data) = (_directory.PathOf("refitted.fmtp"), _directory.PathOf("planted.xyz"));
        Outcome.Success(["evaluate", .. Potential[..1], GoldenData.PathOf("golden_in.cfg"), .. Potential[1..], "--output", data]);
        var output = Outcome.Success(
            ["compress", .. Potential, "--rank", rank, "--refit", data, "--valid", data, "--loss", "paper", "--steps", "15",
                "--output", path]).Output;
        Assert.Matches(@"parameters +\d+: \d+ radial \(dense 384\) as " + $"{model} {rank}, 4 species, 29 moments\n", output);
        Assert.Contains("Stopped after 15 steps", output);
        var table = output[output.IndexOf("Validation data of the refit", StringComparison.Ordinal)..];
        var force = Regex.Match(table,
            @"force component, meV/Å +([\d.e+-]+) \([^)]*\) +([\d.]+) \([^)]*\) +([\d.]+) \([^)]*\) +[\d.]+ \([^)]*\) +[\d.]+ \([^)]*\)\n");
        var errors = force.Groups.Values.Skip(1).Select(group => double.Parse(group.Value, CultureInfo.InvariantCulture)).ToArray();
        Assert.True(errors[0] < 1e-3 && errors[2] < 0.9 * errors[1], force.Value);

        var potential = PotentialFile.Read(path);
        Assert.Equal($"{model} {rank}", potential.RadialTensor.ToString());
        Assert.Contains("15 steps", potential.Metadata["fit"]);
        Assert.Contains("relative error", potential.Metadata["truncated"]);
        Assert.Contains(Outcome.Success("evaluate", path, data).Output.Split('\n').Single(line => line.Contains("force component"))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], force.Value);
        Assert.Equal(2, Directory.GetFiles(_directory.Root).Length);
    }

    [Theory, InlineData("mf", "5"), InlineData("tf", "3,5,4")]
    public void AFitThatStartsFromADensePotentialTruncatesItAlike(string model, string rank)
    {
        var (refitted, trained) = (_directory.PathOf("refitted.fmtp"), _directory.PathOf("trained.fmtp"));
        string[] fixedRadial = ["--freeze", "radial", "--steps", "1"];
        Outcome.Success(["compress", .. Potential, "--rank", rank, "--refit", GoldenData.PathOf("golden_in.cfg"),
            .. fixedRadial, "--output", refitted]);
        Outcome.Success(["train", GoldenData.PathOf("golden_in.cfg"), "--start", .. Potential, "--model", model, "--rank", rank,
            .. fixedRadial, "--output", trained]);
        var (expected, actual) = (PotentialFile.Read(refitted).RadialCoefficients, PotentialFile.Read(trained).RadialCoefficients);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-9);
    }

    [Fact]
    public void AnInterruptedRefitIsKept()
    {
        using var interrupt = new CancellationTokenSource();
        var (path, output) = (_directory.PathOf("refitted.fmtp"), new InterruptingWriter(interrupt));
        var exitCode = CommandLine.Run(
            ["compress", .. Potential, "--rank", "5", "--refit", GoldenData.PathOf("golden_in.cfg"), "--steps", "100000", "--output", path],
            output, new StringWriter(), interrupt.Token);
        Assert.Equal(ExitCode.Interrupted, exitCode);
        Assert.Contains(": interrupted.", output.ToString());
        Assert.Equal("mf 5", PotentialFile.Read(path).RadialTensor.ToString());
    }

    [Fact]
    public void TrainingKeepsItsFactorsAndNotes()
    {
        var path = _directory.PathOf("fit.fmtp");
        Outcome.Success(["train", .. Outcome.Golden, "--level", "6", "--steps", "2", "--model", "rmf", "--rank", "3", "--output", path]);
        var potential = PotentialFile.Read(path);
        Assert.Equal("mf 3", potential.RadialTensor.ToString());
        Assert.Contains("rmf 3", potential.Metadata["model"]);
        var dense = _directory.PathOf("fit.mtp");
        Outcome.Success(["train", .. Outcome.Golden, "--level", "6", "--steps", "2", "--model", "rmf", "--rank", "3", "--output", dense]);
        var (expected, actual) = (PotentialFile.Read(dense).Parameters, potential.Parameters);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-12 * expected.Max(Math.Abs));
    }
}
