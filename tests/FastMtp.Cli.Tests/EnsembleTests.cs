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
        Assert.Equal("seed,step,training_loss,validation_loss", history[0]);
        Assert.Equal(["5,0", "5,5", "6,0", "6,5", "7,0", "7,5"], history.Skip(1).Select(line => string.Join(',', line.Split(',')[..2])));

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

    private static Outcome Train(TemporaryDirectory directory, string name, params string[] more) =>
        Outcome.Success(["train", .. Outcome.Golden, "--level", "4", "--steps", "5", "--output", directory.PathOf($"{name}.mtp"), .. more]);
}
