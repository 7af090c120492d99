using FastMtp.Cli.Terminals;
using FastMtp.Files.PotentialFiles;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

public class FinalStepsTests
{
    private static readonly string[] Fit = ["train", .. Outcome.Golden, "--valid", Outcome.Golden[0], "--level", "4", "--steps", "5"];

    [Fact]
    public void ErrorsOfBeforeAndAfterAreToldApart()
    {
        using var directory = new TemporaryDirectory();
        var (path, plain) = (directory.PathOf("pot.fmtp"), directory.PathOf("plain.fmtp"));
        var outcome = Outcome.Success([.. Fit, "--final", "2", "--output", path]).Output;
        Assert.Contains("Final steps on all 16 configurations, with those of the validation:\n", outcome);
        Assert.Matches("2 final steps on all 16 configurations lowered their loss from .* to .*\\.\n", outcome);
        Assert.Contains("Potential after these, which began at step 5", outcome);
        Assert.Contains(Energies(outcome, "Errors on all data, after the final steps: 16"),
            Outcome.Success(["evaluate", path, .. Outcome.Golden[..1]]).Output);
        Assert.StartsWith("2 final steps", PotentialFile.Read(path).Metadata["final"]);
        var without = Outcome.Success([.. Fit, "--output", plain]).Output;
        Assert.DoesNotContain("inal steps", without);
        Assert.Equal(Energies(without, "Validation errors: 8"), Energies(outcome, "Validation errors, before the final steps: 8"));
    }

    [Fact]
    public void AResumedFitMakesThemToo()
    {
        using var directory = new TemporaryDirectory();
        Outcome.Success([.. Fit, "--final", "4", "--output", directory.PathOf("straight.fmtp")]);
        Outcome.Success([.. Fit, "--final", "1", "--output", directory.PathOf("halves.fmtp")]);
        Outcome.Success([.. Fit, "--final", "4", "--output", directory.PathOf("halves.fmtp"),
            "--resume", directory.PathOf("halves.checkpoint.json")]);
        Assert.Equal(File.ReadAllText(directory.PathOf("straight.fmtp")), File.ReadAllText(directory.PathOf("halves.fmtp")));
    }

    [MpiFact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void RanksMakeThemTogether()
    {
        using var directory = new TemporaryDirectory();
        string[] fit = [.. Fit, "--method", "bfgs", "--final", "5", "--output"];
        Outcome.Success([.. fit, directory.PathOf("alone.fmtp")]);
        var outcome = MpiProcess.Run(2, [.. fit, directory.PathOf("both.fmtp")]);
        Assert.True(outcome.ExitCode == ExitCode.Success, outcome.Error);
        var (expected, found) = (PotentialFile.Read(directory.PathOf("alone.fmtp")), PotentialFile.Read(directory.PathOf("both.fmtp")));
        Assert.StartsWith("5 final steps on all 16 configurations lowered", found.Metadata["final"]);
        var scale = expected.Parameters.Max(Math.Abs);
        Assert.All(expected.Parameters.Zip(found.Parameters), pair => Assert.Equal(pair.First, pair.Second, 1e-6 * scale));
    }

    /// <summary>The numbers of energies in a table of errors.</summary>
    private static string Energies(string output, string title) =>
        output[output.IndexOf(title, StringComparison.Ordinal)..].Split('\n')[3].Split("golden")[0].Trim();
}
