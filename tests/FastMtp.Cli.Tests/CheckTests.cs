using FastMtp.Cli.Terminals;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

public sealed class CheckTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("train.xyz.gz")]
    [InlineData("valid.xyz.gz")]
    public void TheExamplesHaveNoErrors(string name)
    {
        var outcome = Outcome.Success("check", Outcome.Example(name));
        Assert.Contains("0 errors, ", outcome.Output);
        Assert.Contains("shortest distance", outcome.Output);
    }

    [Fact]
    public void ErrorsAreListedLeftOutAndGiveExitCode1()
    {
        var other = BadInputs.Dimer.Replace("-3.5", "-7.5").Replace("0 0 0.1", "0 0 0.4").Replace("-0.1", "-0.4");
        var far = BadInputs.Dimer.Replace("0 0 2.5", "0 0 2.9");
        var data = BadInputs.Xyz(_directory, BadInputs.Dimer + far + other + far);
        var (table, json, clean) = (_directory.PathOf("findings.csv"), _directory.PathOf("findings.json"), _directory.PathOf("clean.xyz"));
        var outcome = Outcome.Of("check", data, "--output", table, "--clean", clean);
        Assert.Equal(ExitCode.Failure, outcome.ExitCode);
        Assert.Contains("same structure, other labels", outcome.Output);
        Assert.Contains("2 errors, 1 warning, ", outcome.Output);
        var lines = File.ReadAllLines(table);
        Assert.StartsWith("severity,finding,configuration,where,value,remedy", lines[0]);
        Assert.StartsWith("error,\"same structure, other labels\",1,data.xyz #1,", lines[1]);
        Assert.Equal(2.9, Assert.Single(Configurations.Read(clean)).Positions[^1]);
        Assert.Equal(ExitCode.Failure, Outcome.Of("check", data, "--output", json).ExitCode);
        Assert.Contains("\"finding\": \"duplicate\"", File.ReadAllText(json));
    }

    [Fact]
    public void AtomsAtOnePlaceAreAFindingAndDoNotEndTheCheck()
    {
        var outcome = Outcome.Of("check", BadInputs.Xyz(_directory, BadInputs.Dimer + BadInputs.Dimer.Replace("0 0 2.5", "0 0 0")));
        Assert.Equal(ExitCode.Failure, outcome.ExitCode);
        Assert.Contains("atoms 1 and 2 are at the same place", outcome.Output);
    }

    [Theory]
    [InlineData()]
    [InlineData("--by", "descriptors")]
    public void ASplitLosesNothing(params string[] more)
    {
        string[] files = [.. new[] { "a.xyz", "b.xyz.gz", "c.cfg" }.Select(_directory.PathOf)];
        var outcome = Outcome.Success(
            [
                "split", Outcome.Example("valid.xyz.gz"), "--train", files[0], "--valid", files[1], "--test", files[2],
                "--fraction", "0.2", .. more,
            ]);
        var all = Configurations.Read(Outcome.Example("valid.xyz.gz"));
        var parts = files.SelectMany(file => Configurations.Read(file)).ToArray();
        Assert.Equal(all.Select(c => c.Energy).Order(), parts.Select(c => c.Energy).Order());
        Assert.Equal(all.Select(c => c.Positions.Sum()).Order(), parts.Select(c => c.Positions.Sum()).Order());
        Assert.Contains("distance to nearest training data", outcome.Output);
        Assert.Contains("Multinary_Test", outcome.Output);
    }
}
