using System.Globalization;
using FastMtp.Files.PotentialFiles;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

public class EnsembleTests
{
    [Fact]
    public void MembersAreTheFitsOfTheirSeeds()
    {
        using var directory = new TemporaryDirectory();
        var outcome = Train(directory, "pot", "--ensemble", "3", "--seed", "5");
        for (var i = 1; i <= 3; i++)
        {
            Outcome.Success(["train", .. Outcome.Golden, "--level", "4", "--steps", "5", "--seed", $"{4 + i}", "--output",
                directory.PathOf("single.mtp")]);
            Assert.Equal(MtpFile.Read(directory.PathOf("single.mtp")).Parameters,
                MtpFile.Read(directory.PathOf($"pot-{i}.mtp")).Parameters);
        }
        Assert.False(File.Exists(directory.PathOf("pot.mtp")));
        Assert.True(new FileInfo(directory.PathOf("pot.learning.png")).Length > 1000);
        var history = File.ReadAllLines(directory.PathOf("pot.history.csv"));
        Assert.Equal("seed,step,training_loss,validation_loss,training_energy_rmse_ev_per_atom,training_force_rmse_ev_per_angstrom,"
            + "training_stress_rmse_gpa,validation_energy_rmse_ev_per_atom,validation_force_rmse_ev_per_angstrom,"
            + "validation_stress_rmse_gpa",
            history[0]);
        Assert.Equal(from seed in new[] { 5, 6, 7 } from step in Enumerable.Range(0, 6) select $"{seed},{step}",
            history.Skip(1).Select(line => string.Join(',', line.Split(',')[..2])));
        Assert.All(history.Skip(1), line => Assert.All(line.Split(',')[4..6], cell => Assert.NotEqual("", cell)));

        // The table shows the mean and deviation of the last losses.
        var losses = history.Where(line => line.Split(',')[1] == "5")
            .Select(line => double.Parse(line.Split(',')[2], CultureInfo.InvariantCulture)).ToArray();
        var sigma = Math.Sqrt(losses.Sum(x => Math.Pow(x - losses.Average(), 2)) / 2);
        var row = outcome.Output.Split('\n').Single(line => line.StartsWith("  training  ", StringComparison.Ordinal) && line.Contains('±'))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(losses.Average(), double.Parse(row[1], CultureInfo.InvariantCulture), 0.05 * sigma);
        Assert.Equal(sigma, double.Parse(row[3], CultureInfo.InvariantCulture), 0.05 * sigma);
    }

    [Fact]
    public void MembersKeepTheRankOfTheMoments()
    {
        using var directory = new TemporaryDirectory();
        string[] fit = ["train", .. Outcome.Golden, "--basis", "ace-n:2,2/1,1", "--moment-rank", "1", "--steps", "1", "--output"];
        Assert.Contains("moments of rank 1", Outcome.Success([.. fit, directory.PathOf("pot.fmtp"), "--ensemble", "2"]).Output);
        Outcome.Success([.. fit, directory.PathOf("single.fmtp")]);
        Assert.Equal(PotentialFile.Read(directory.PathOf("single.fmtp")).Parameters,
            PotentialFile.Read(directory.PathOf("pot-1.fmtp")).Parameters);
    }

    [Fact]
    public void MembersMakeFinalStepsAndTellErrorsOfBefore()
    {
        using var directory = new TemporaryDirectory();
        string[] fit = ["train", Outcome.Example("valid.xyz.gz"), "--level", "2", "--steps", "3", "--seed", "1", "--output"];
        var outcome = Outcome.Success([.. fit, directory.PathOf("pot.fmtp"), "--ensemble", "2"]);
        Outcome.Success([.. fit, directory.PathOf("single.fmtp")]);
        var (member, single) = (PotentialFile.Read(directory.PathOf("pot-1.fmtp")), PotentialFile.Read(directory.PathOf("single.fmtp")));
        Assert.Equal(single.Parameters, member.Parameters);
        Assert.Equal(single.Metadata, member.Metadata);
        Assert.StartsWith("3 final steps on all 376 configurations lowered", member.Metadata["final"]);
        Assert.Contains("errors before the final steps", outcome.Output);
        var best = File.ReadAllLines(directory.PathOf("pot.history.csv")).Skip(1).Select(line => line.Split(','))
            .Where(cells => cells[0] == "1").Min(cells => double.Parse(cells[3], CultureInfo.InvariantCulture));
        Assert.Contains($"validation loss {best.ToString("G6", CultureInfo.InvariantCulture)}", member.Metadata["best"]);
    }

    [Fact]
    public void JobsAndThreadsDecideNothing()
    {
        using var directory = new TemporaryDirectory();
        Train(directory, "a", "--ensemble", "3", "--threads", "1");
        Train(directory, "b", "--ensemble", "3", "--threads", "4", "--jobs", "3");
        for (var i = 1; i <= 3; i++)
            Assert.Equal(File.ReadAllBytes(directory.PathOf($"a-{i}.mtp")), File.ReadAllBytes(directory.PathOf($"b-{i}.mtp")));
        Assert.Equal(File.ReadAllText(directory.PathOf("a.history.csv")), File.ReadAllText(directory.PathOf("b.history.csv")));
    }

    [Fact]
    public void CompressedMembersKeepTheirFactors()
    {
        using var directory = new TemporaryDirectory();
        Outcome.Success(["train", .. Outcome.Golden, "--level", "6", "--steps", "3", "--model", "mf", "--rank", "2", "--ensemble", "2",
            "--output", directory.PathOf("pot.fmtp.gz")]);
        var member = PotentialFile.Read(directory.PathOf("pot-2.fmtp.gz"));
        Assert.Equal("mf 2", member.RadialTensor.ToString());
        Assert.Contains("seed 1", member.Metadata["fit"]);
    }

    [Fact]
    public void EveryMemberHasStartsOrANoteSaysThatNoneHas()
    {
        using var directory = new TemporaryDirectory();
        string[] fit = ["train", .. Outcome.Golden, "--level", "2", "--radial-size", "4", "--ensemble", "2", "--starts", "2", "--output",
            directory.PathOf("pot.fmtp"), "--steps"];
        Assert.DoesNotContain("--starts", Outcome.Success([.. fit, "32"]).Error);
        for (var i = 1; i <= 2; i++)
            Assert.EndsWith(", the best of 2", PotentialFile.Read(directory.PathOf($"pot-{i}.fmtp")).Metadata["start"]);
        Assert.Contains("note: --starts 2 has no effect: starts are tried only for 32 steps or more",
            Outcome.Success([.. fit, "31"]).Error, StringComparison.Ordinal);
        Assert.DoesNotContain("start", PotentialFile.Read(directory.PathOf("pot-1.fmtp")).Metadata.Keys);
    }

    private static Outcome Train(TemporaryDirectory directory, string name, params string[] more) =>
        Outcome.Success(["train", .. Outcome.Golden, "--level", "4", "--steps", "5", "--output", directory.PathOf($"{name}.mtp"), .. more]);
}
