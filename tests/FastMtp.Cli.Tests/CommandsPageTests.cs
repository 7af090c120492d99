using System.CommandLine;
using System.Text;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

/// <summary>The page of commands is what <c>--help</c> prints.</summary>
public class CommandsPageTests
{
    private static readonly string[][] Commands =
    [
        [], ["train"], ["tune"], ["evaluate"], ["report"], ["info"], ["check"], ["split"], ["convert"],
        ["study"], ["study", "rank"], ["study", "level"], ["study", "basis"], ["study", "mfra"], ["study", "etn"],
        ["compress"], ["prune"], ["export"], ["analyze"], ["relax"], ["rank"], ["test"], ["committee"], ["grade"], ["select"],
        ["learn"],
    ];

    [Fact]
    public void ThePageShowsTheHelpOfEveryCommand()
    {
        var (path, page) = (Path.Combine(GoldenData.Root, "docs", "commands.md"), Page());
        if (File.Exists(path) && File.ReadAllText(path) == page) return;
        var directory = Directory.CreateDirectory(Path.Combine(GoldenData.Root, "docs", "__mismatch__"));
        var written = Path.Combine(directory.FullName, "commands.md");
        File.WriteAllText(written, page);
        Assert.Fail($"{path} is out of date; replace it by {written}.");
    }

    [Fact]
    public void EveryVerbIsOnThePage()
    {
        var help = Outcome.Success("--help").Output;
        var verbs = help[help.IndexOf("Commands:", StringComparison.Ordinal)..help.IndexOf("Examples:", StringComparison.Ordinal)]
            .Split('\n').Skip(1).Select(line => line.Trim().Split(' ')[0]).Where(verb => verb.Length > 0);
        Assert.Equal(verbs.Order(), Commands.Where(command => command.Length == 1).Select(command => command[0]).Order());
    }

    private static string Page()
    {
        var page = new StringBuilder("# Commands\n\nWhat `--help` prints. A test keeps this page true; do not edit it by hand.\n");
        foreach (var command in Commands)
        {
            var help = Outcome.Success([.. command, "--help"]).Output
                .Replace(RootCommand.ExecutableName, "fastmtp", StringComparison.Ordinal);
            var lines = help.Replace("\r", "", StringComparison.Ordinal).Split('\n').Select(line => line.TrimEnd());
            page.Append($"\n## {string.Join(' ', ["fastmtp", .. command])}\n\n```\n{string.Join('\n', lines).Trim()}\n```\n");
        }
        return page.ToString();
    }
}
