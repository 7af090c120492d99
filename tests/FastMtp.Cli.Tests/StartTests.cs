using FastMtp.Files.PotentialFiles;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

public sealed class StartTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void APotentialGrowsIntoWhatIsAskedFor()
    {
        var (small, large) = (_directory.PathOf("small.mtp"), _directory.PathOf("large.fmtp"));
        var fit = Outcome.Success(["train", .. Outcome.Golden, "--level", "6", "--radial-size", "6", "--steps", "10", "--output", small]);
        Assert.DoesNotContain("start 1", fit.Output);
        var grown = Outcome.Success(["train", .. Outcome.Golden[..1], "--start", small, "--level", "8", "--radial-size", "7", "--species",
            "Mo,Nb,Ta,W,Re", "--per-species", "--model", "mf", "--rank", "7", "--steps", "4", "--output", large]);
        var potential = PotentialFile.Read(large);
        Assert.Equal(("mtp:8", 7, "Mo,Nb,Ta,W,Re", true, "mf 7"), (potential.Plan.Name, potential.Radial.Size,
            potential.Species!.ToString(), potential.IsPerSpecies, potential.RadialTensor.ToString()));
        Assert.Contains("Stopped after 4 steps", grown.Output);
    }

    [Fact]
    public void AHigherRankAloneIsForTheFormOfTheStart()
    {
        var (small, large) = (_directory.PathOf("small.fmtp"), _directory.PathOf("large.fmtp"));
        Outcome.Success(["train", .. Outcome.Golden, "--level", "4", "--model", "mf", "--rank", "2", "--steps", "2", "--output", small]);
        Outcome.Success(["train", .. Outcome.Golden, "--start", small, "--rank", "3", "--steps", "1", "--output", large]);
        Assert.Equal("mf 3", PotentialFile.Read(large).RadialTensor.ToString());
    }

    [Fact]
    public void AnotherCutoffIsSaidToChangeTheEnergies()
    {
        var (small, other) = (_directory.PathOf("small.fmtp"), _directory.PathOf("other.fmtp"));
        Outcome.Success(["train", .. Outcome.Golden, "--level", "2", "--steps", "1", "--output", small]);
        string[] fit = ["train", .. Outcome.Golden, "--start", small, "--steps", "0", "--output", other, "--cutoff"];
        Assert.Contains($"note: {small} has the cutoff 5 Å; with 5.5 Å its radial functions become the nearest ones, so its energies "
            + "change before the fit begins.", Outcome.Success([.. fit, "5.5"]).Error, StringComparison.Ordinal);
        Assert.Equal(5.5, PotentialFile.Read(other).Radial.Cutoff);
        Assert.DoesNotContain("has the cutoff", Outcome.Success([.. fit, "5"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatNamesNoSpeciesTakesTheFirstOnes()
    {
        var grown = _directory.PathOf("grown.mtp");
        Outcome.Success("train", GoldenData.PathOf("golden_in.cfg"), "--start", GoldenData.PathOf("g06.mtp"), "--species", "Mo,Nb,Ta,W,Re",
            "--steps", "2", "--output", grown);
        Assert.Equal("Mo,Nb,Ta,W,Re", PotentialFile.Read(grown).Species!.ToString());
    }

    [Fact]
    public void TheStartsAreShownAndTheBestIsNoted()
    {
        var path = _directory.PathOf("a.fmtp");
        var fit = Outcome.Success(["train", .. Outcome.Golden, "--level", "4", "--steps", "60", "--starts", "3", "--output", path]);
        Assert.Matches(@"start +steps +training loss\nstart 1, random +7 +\S+\nstart 2, random +7 ", fit.Output);
        Assert.EndsWith(", the best of 3", PotentialFile.Read(path).Metadata["start"]);
        var single = Outcome.Success(["train", .. Outcome.Golden, "--level", "4", "--steps", "60", "--output", path]);
        Assert.DoesNotContain("start 1", single.Output);
    }
}
