using System.Text;
using FastMtp.Cli.Terminals;
using FastMtp.Tests.Shared;
using Snapshooter.Xunit;

namespace FastMtp.Cli.Tests;

/// <summary>The sentence for each way to be wrong is kept in a snapshot, so that a change of any of them is seen in review.</summary>
public class BadInputTests
{
    [Fact]
    public void EverySentenceIsOneLineWithExitCode2()
    {
        var table = new StringBuilder("| what is wrong | what fastmtp says |\n|---|---|\n");
        foreach (var input in BadInputs.All)
        {
            using var directory = new TemporaryDirectory();
            var outcome = Outcome.Of(input.Arguments(directory));
            var sentences = outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => !line.StartsWith("note: ", StringComparison.Ordinal)).ToArray();
            Assert.True(outcome.ExitCode == ExitCode.BadInput,
                $"{input.Name}: exit code {outcome.ExitCode}, {outcome.Error}{outcome.Output}");
            var sentence = Assert.Single(sentences);
            Assert.StartsWith("fastmtp: ", sentence);
            Assert.EndsWith(".", sentence);
            Assert.DoesNotContain("Exception", sentence);
            table.Append($"| {input.Name} | {Portable(sentence["fastmtp: ".Length..], directory)} |\n");
        }
        Snapshot.Match(table.ToString(), "BadInputs");
    }

    [Fact]
    public void AFileThatCouldNotBeReplacedIsAsItWas()
    {
        using var directory = new TemporaryDirectory();
        var old = directory.Write("out.cfg", "precious");
        Assert.Equal(ExitCode.BadInput,
            Outcome.Of("convert", BadInputs.Xyz(directory, BadInputs.Dimer.Replace("0 0 2.5", "0 0 1e400")), old).ExitCode);
        Assert.Equal("precious", File.ReadAllText(old));
        Assert.Equal(2, Directory.GetFiles(directory.Root).Length);
    }

    [Fact]
    public void AFullDiskIsASentence()
    {
        if (!File.Exists("/dev/full")) return;
        using var directory = new TemporaryDirectory();
        var outcome = Outcome.Of(
            ["train", .. Outcome.Golden, "--level", "2", "--steps", "1", "--output", "/dev/full", "--checkpoint",
                directory.PathOf("c.json")]);
        Assert.Equal(ExitCode.BadInput, outcome.ExitCode);
        Assert.Contains("/dev/full: cannot be written (No space left on device", outcome.Error);
    }

    private static string Portable(string sentence, TemporaryDirectory directory) =>
        sentence.Replace(directory.Root + Path.DirectorySeparatorChar, "").Replace(directory.Root, ".")
            .Replace(Path.Combine(GoldenData.Root, "tests", "Golden") + Path.DirectorySeparatorChar, "");
}
