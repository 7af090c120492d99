using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

/// <summary>What a command printed and returned.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    public static string[] Golden { get; } = [GoldenData.PathOf("golden_in.cfg"), "--species", "Mo,Nb,Ta,W"];

    public static Outcome Of(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        return new(CommandLine.Run(args, output, error), output.ToString(), error.ToString());
    }

    public static Outcome Success(params string[] args)
    {
        var outcome = Of(args);
        Assert.True(outcome.ExitCode == 0, $"fastmtp {string.Join(' ', args)}: {outcome.ExitCode}, {outcome.Error}");
        return outcome;
    }

    public static string Example(string name) => Path.Combine(GoldenData.Root, "examples", name);
}
