using FastMtp.Cli.Terminals;
using FastMtp.Data;
using FastMtp.Files.PotentialFiles;
using FastMtp.Potentials;
using FastMtp.Tests.Shared;
using FastMtp.Training.Checkpoints;

namespace FastMtp.Cli.Tests;

public class TrainTests
{
    private static readonly string Valid = Outcome.Example("valid.xyz.gz");

    [Fact]
    public void PatienceWithoutValidationIsSaidToHaveNoEffect()
    {
        using var directory = new TemporaryDirectory();
        string[] fit = ["train", .. Outcome.Golden, "--level", "2", "--steps", "2", "--patience", "1", "--output", directory.PathOf("p.mtp"),
            "--valid"];
        Assert.Contains("--patience 1 has no effect", Outcome.Success([.. fit, "none"]).Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--patience", Outcome.Success([.. fit, Outcome.Golden[0]]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AFitLowersErrorsAndWritesAPotentialThatReadsBack()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.PathOf("pot.mtp");
        var outcome = Outcome.Success("train", Outcome.Example("train.xyz.gz"), "--valid", Valid, "--level", "6",
            "--steps", "40", "--output", path);
        Assert.Matches(@"parameters +265: 256 radial, 4 species, 5 moments\n", outcome.Output);
        Assert.Contains("Stopped after 40 steps", outcome.Output);
        Assert.Contains("the step limit was reached", outcome.Output);
        Assert.Contains("Multinary_Test", outcome.Output);
        var errors = outcome.Output[outcome.Output.IndexOf("Validation errors: 376", StringComparison.Ordinal)..].Trim();
        Assert.Equal(errors.Replace("Validation errors", "Errors"), Outcome.Success("evaluate", path, Valid).Output.Trim());
        Assert.Equal("Mo,Nb,Ta,W", MtpFile.Read(path).Species!.ToString());
        Assert.Equal(1.97, MtpFile.Read(path).Radial.MinDistance);
    }

    [Fact]
    public void ARepulsionIsFittedAroundAndKept()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.PathOf("pot.fmtp");
        var outcome = Outcome.Success(["train", .. Outcome.Golden, "--level", "6", "--steps", "5", "--zbl", "1.5,3", "--output", path]);
        Assert.Contains("ZBL, smoothly to zero between 1.5 Å and 3 Å", Outcome.Success("info", path).Output, StringComparison.Ordinal);
        // The errors reported by the fit are those of the potential, including the repulsion.
        var errors = outcome.Output[outcome.Output.IndexOf("Training errors: 8", StringComparison.Ordinal)..].Trim();
        Assert.Contains(errors.Split('\n')[3].Split("golden")[0].Trim(), Outcome.Success(["evaluate", path, .. Outcome.Golden[..1]]).Output,
            StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, Outcome.Of("convert", path, directory.PathOf("pot.mtp")).ExitCode);
        var converted = Outcome.Success("convert", path, directory.PathOf("pot.mtp"), "--without-zbl");
        Assert.Contains("zbl 1.5 3", converted.Error, StringComparison.Ordinal);
        Assert.Null(MtpFile.Read(directory.PathOf("pot.mtp")).Repulsion);
    }

    [Fact]
    public void DistancesOfPairsAreTakenFromTheData()
    {
        using var directory = new TemporaryDirectory();
        var (path, bare, small) = (directory.PathOf("pot.fmtp"), directory.PathOf("bare.fmtp"), directory.PathOf("small.fmtp"));
        string[] fit = ["train", .. Outcome.Golden, "--level", "6", "--steps", "5", "--output"];
        Outcome.Success([.. fit, path]);
        Outcome.Success([.. fit, bare, "--zbl", "none"]);
        var (potential, without) = (PotentialFile.Read(path), PotentialFile.Read(bare));
        // The repulsion ends below the data, so the fit is the same.
        Assert.Equal(without.Parameters, potential.Parameters);
        AssertEndsBelow(potential.ShortestDistances!, potential.Repulsion!);
        Assert.Equal(potential.ShortestDistances, without.ShortestDistances);
        Assert.Null(without.Repulsion);
        Assert.Matches(@"Nb-Ta +\d\.\d+ Å +\d\.\d+ Å +\d\.\d+ Å", Outcome.Success("info", path).Output);
        Assert.DoesNotContain("closer than", Outcome.Success(["evaluate", path, .. Outcome.Golden[..1]]).Error);

        Outcome.Success("compress", path, "--rank", "4", "--output", small);
        var truncated = PotentialFile.Read(small);
        Assert.Equal((potential.Repulsion, potential.ShortestDistances), (truncated.Repulsion, truncated.ShortestDistances));
        Outcome.Success("convert", path, directory.PathOf("again.fmtp"));
        Assert.Equal(potential.ShortestDistances, PotentialFile.Read(directory.PathOf("again.fmtp")).ShortestDistances);
        Assert.Contains("does not keep the shortest distances",
            Outcome.Success("convert", path, directory.PathOf("pot.mtp"), "--without-zbl").Error);
        Assert.Contains("pot.mtp cannot hold a ZBL repulsion", Outcome.Success([.. fit, directory.PathOf("pot.mtp")]).Error);
    }

    [Fact]
    public void AStartKeepsItsRepulsionAndDistances()
    {
        using var directory = new TemporaryDirectory();
        var (first, second) = (directory.PathOf("first.fmtp"), directory.PathOf("second.fmtp"));
        Outcome.Success(["train", .. Outcome.Golden, "--level", "6", "--steps", "2", "--zbl", "1,1.8", "--output", first]);
        var dimer = directory.Write("dimer.xyz",
            "2\nProperties=species:S:1:pos:R:3:forces:R:3 energy=-10\nMo 0 0 0 0 0 1\nW 0 0 1.9 0 0 -1\n");
        Outcome.Success("train", dimer, "--start", first, "--steps", "0", "--output", second);
        var (before, after) = (PotentialFile.Read(first), PotentialFile.Read(second));
        Assert.Equal(new ZblRepulsion(1, 1.8), after.Repulsion);
        Assert.Equal(1.9, after.ShortestDistances![0, 3]);
        Assert.Equal(before.ShortestDistances![1, 2], after.ShortestDistances[1, 2]);
        Outcome.Success("train", dimer, "--start", first, "--steps", "0", "--zbl", "auto", "--output", second);
        AssertEndsBelow(after.ShortestDistances, PotentialFile.Read(second).Repulsion!);
    }

    private static void AssertEndsBelow(PairDistances shortest, ZblRepulsion repulsion) =>
        Assert.All(shortest.Values.Zip(repulsion.Outer.Values), pair => Assert.InRange(pair.Second / pair.First, 0.95 - 1e-12, 1 + 1e-12));

    [Fact]
    public void AResumedFitIsAnUninterruptedOne()
    {
        using var directory = new TemporaryDirectory();
        Train(directory, "straight", "--steps", "14");
        Train(directory, "halves", "--steps", "6");
        Train(directory, "halves", "--steps", "14", "--resume", directory.PathOf("halves.checkpoint.json"));
        Assert.Equal(File.ReadAllText(directory.PathOf("straight.mtp")), File.ReadAllText(directory.PathOf("halves.mtp")));
    }

    [Fact]
    public void AResumedFitKeepsItsSeed()
    {
        using var directory = new TemporaryDirectory();
        string[] fit = ["train", .. Outcome.Golden, "--level", "2", "--output", directory.PathOf("a.fmtp"), "--steps"];
        Outcome.Success([.. fit, "1", "--seed", "7"]);
        Outcome.Success([.. fit, "2", "--resume", directory.PathOf("a.checkpoint.json")]);
        Assert.Contains("seed 7;", PotentialFile.Read(directory.PathOf("a.fmtp")).Metadata["fit"]);
    }

    [Fact]
    public void InterruptedItSavesAndLeavesWith130()
    {
        using var directory = new TemporaryDirectory();
        using var interrupt = new CancellationTokenSource();
        var (output, error) = (new InterruptingWriter(interrupt), new StringWriter());
        var exitCode = CommandLine.Run(
            ["train", .. Outcome.Golden, "--level", "6", "--steps", "100000", "--output", directory.PathOf("pot.mtp")],
            output, error, interrupt.Token);
        Assert.Equal(ExitCode.Interrupted, exitCode);
        Assert.Contains(": interrupted.", output.ToString());
        Assert.True(MtpFile.Read(directory.PathOf("pot.mtp")).IsFitted);
        Outcome.Success(["train", .. Outcome.Golden, "--level", "6", "--steps", "12", "--output", directory.PathOf("pot.mtp"), "--resume",
            directory.PathOf("pot.checkpoint.json")]);
    }

    [Theory]
    [InlineData("train", "stopped before there was anything to save", "--level", "6")]
    [InlineData("train", "finished members have been written", "--level", "6", "--ensemble", "2")]
    [InlineData("compress", "stopped before there was anything to save", "--rank", "4", "--steps", "5")]
    public void InterruptedBeforeTheFirstStepItSaysSoAndWritesNoPotential(string command, string sentence, params string[] options)
    {
        using var directory = new TemporaryDirectory();
        string[] input = command == "train" ? Outcome.Golden : [GoldenData.PathOf("g06.mtp"), "--refit", .. Outcome.Golden];
        var (output, error) = (new StringWriter(), new StringWriter());
        var exitCode = CommandLine.Run([command, .. input, .. options, "--output", directory.PathOf("pot.fmtp")], output, error,
            new CancellationToken(canceled: true));
        Assert.Equal(ExitCode.Interrupted, exitCode);
        Assert.Contains(sentence, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(directory.Root), path => path.EndsWith("mtp", StringComparison.Ordinal)
            || path.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void SeedsThreadsAndFilesDecideEverything()
    {
        using var directory = new TemporaryDirectory();
        var first = Train(directory, "a", "--seed", "7", "--threads", "1");
        Assert.Equal(first, Train(directory, "b", "--seed", "7", "--threads", "3"));
        Assert.NotEqual(first, Train(directory, "c", "--seed", "8"));
    }

    [Fact]
    public void FrozenCoefficientsKeepTheirValue()
    {
        using var directory = new TemporaryDirectory();
        var start = GoldenData.PathOf("g08.mtp");
        Outcome.Success(["train", .. Outcome.Golden, "--start", start, "--freeze", "radial,species", "--steps", "5", "--output",
            directory.PathOf("pot.mtp")]);
        var (before, after) = (MtpFile.Read(start), MtpFile.Read(directory.PathOf("pot.mtp")));
        Assert.Equal(before.RadialCoefficients, after.RadialCoefficients);
        Assert.Equal(before.SpeciesCoefficients, after.SpeciesCoefficients);
        Assert.NotEqual(before.MomentCoefficients, after.MomentCoefficients);
    }

    [Fact]
    public void WeightsAreShownAndMissingLabelsNoted()
    {
        using var directory = new TemporaryDirectory();
        var data = directory.Write("data.xyz", (BadInputs.Dimer + BadInputs.Dimer.Replace("energy", "other"))
            .Replace("Properties", "config_type=pair Properties"));
        var outcome = Outcome.Success("train", data, "--level", "2", "--steps", "3", "--weight", "pair=2.5", "--normalization", "per-atom",
            "--time-limit", "1h", "--output", directory.PathOf("pot.mtp"));
        Assert.Contains("energy 1, force 0.01, stress 0; normalization per-atom; pair × 2.5", outcome.Output);
        Assert.Contains("1 of 2 configurations have no energy", outcome.Error);
    }

    [Fact]
    public void WithoutOptionsTheDataSetTheWeightsAndGiveTheValidation()
    {
        using var directory = new TemporaryDirectory();
        string[] fit = ["train", Outcome.Example("train.xyz.gz"), "--level", "2", "--threads", "1"];
        var (straight, halves) = (directory.PathOf("straight.fmtp"), directory.PathOf("halves.fmtp"));
        var outcome = Outcome.Success([.. fit, "--steps", "12", "--output", straight]).Output;
        Assert.Matches(@"validation data +\d+ configurations of \d+ groups, held out of the training data", outcome);
        Assert.Contains("balanced, from the spread of the labels: energy ", outcome, StringComparison.Ordinal);
        // Every printed step has the errors of both sets.
        var lines = outcome.Split('\n').SkipWhile(line => !line.TrimStart().StartsWith("step", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line.Length > 0).ToArray();
        Assert.Equal(13, lines.Length);
        Assert.All(lines, line => Assert.True(line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= 9, line));
        Assert.True(File.Exists(directory.PathOf("straight.learning.png")));
        var info = Outcome.Success("info", straight).Output;
        Assert.Contains("held out", info, StringComparison.Ordinal);
        Assert.Contains("balanced, from the spread", info, StringComparison.Ordinal);

        Outcome.Success([.. fit, "--steps", "4", "--output", halves]);
        Outcome.Success([.. fit, "--steps", "12", "--output", halves, "--resume", directory.PathOf("halves.checkpoint.json")]);
        Assert.Equal(PotentialFile.Read(straight).Parameters, PotentialFile.Read(halves).Parameters);
        Assert.Equal(ExitCode.BadInput, Outcome.Of([.. fit, "--favor", "forces", "--output", halves, "--resume",
            directory.PathOf("halves.checkpoint.json")]).ExitCode);
    }

    [Theory]
    [InlineData("energy 1, force 0.01, stress 0; normalization sum", "--loss", "paper")]
    [InlineData("energy 1, force 0.01, stress 0.1; normalization sum", "--stress-weight", "0.1")]
    [InlineData("weights          forces, from the spread of the labels", "--favor", "forces")]
    [InlineData("validation data  none; add some with --valid", "--valid", "none")]
    [InlineData("validation data  none; add some with --valid", "--holdout", "0")]
    [InlineData("none, as the training data are too few", "--holdout", "0.2")]
    public void TheUserMayDecide(string expected, params string[] options)
    {
        using var directory = new TemporaryDirectory();
        var outcome = Outcome.Success(["train", .. Outcome.Golden, "--level", "2", "--steps", "1", "--output", directory.PathOf("a.mtp"),
            .. options]);
        Assert.Contains(expected, outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("note: --final 2 has no effect: the training data are too few", "--final", "2")]
    [InlineData("note: --starts 3 has no effect: starts are tried only for 32 steps or more", "--starts", "3")]
    public void WhatHasNoEffectIsNoted(string expected, params string[] options)
    {
        using var directory = new TemporaryDirectory();
        var outcome = Outcome.Success(["train", .. Outcome.Golden, "--level", "2", "--steps", "1", "--output", directory.PathOf("a.mtp"),
            .. options]);
        Assert.Contains(expected, outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "keep")]
    [InlineData(true, "distrust")]
    public void OutliersAreTreatedAsAsked(bool distrusts, string word)
    {
        using var directory = new TemporaryDirectory();
        Outcome.Success(["train", .. Outcome.Golden, "--level", "2", "--steps", "1", "--outliers", word,
            "--output", directory.PathOf("a.mtp")]);
        Assert.Equal(distrusts, CheckpointFile.Read(directory.PathOf("a.checkpoint.json")).Settings.DistrustsOutliers);
    }

    private static string Train(TemporaryDirectory directory, string name, params string[] more)
    {
        string[] steps = more.Contains("--steps") ? [] : ["--steps", "6"];
        Outcome.Success(["train", .. Outcome.Golden, "--level", "6", "--output", directory.PathOf($"{name}.mtp"), .. steps, .. more]);
        return File.ReadAllText(directory.PathOf($"{name}.mtp"));
    }
}
