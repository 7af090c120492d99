using System.IO.Compression;
using System.Text.RegularExpressions;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

/// <summary>
/// What the pages tell to type works as printed, page by page, each in a directory of its own with the examples.
/// CONTRIBUTING says by which rules fits are shortened.
/// </summary>
public sealed partial class PageCommandTests : IDisposable
{
    /// <summary>Of each group of the example data so many configurations are left.</summary>
    private const int FromEachGroup = 5;

    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string> PagesWithCommands => [.. Page.Documentation.Where(page => new Page(page).Commands.Any())];

    public static TheoryData<string> Pages => [.. Page.Documentation];

    [Theory]
    [MemberData(nameof(PagesWithCommands))]
    public void CommandsOfAPageRun(string page)
    {
        CopyExamples();
        Directory.CreateDirectory(_directory.PathOf("library"));
        foreach (var part in (string[])["", "-v3", "-v4"]) _directory.Write($"library/libfastmtp{part}.so", part);
        var host = Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? Environment.ProcessPath! : "dotnet";
        var program = Path.Combine(AppContext.BaseDirectory, "fastmtp.dll");
        var lines = new Page(page).Commands.SelectMany(command =>
            (string[])[$": '{command.Replace("'", "", StringComparison.Ordinal)}'", TypedCommand.Script(command)]);
        var script = _directory.Write("page.sh",
            $"fastmtp() {{ \"{host}\" exec \"{program}\" \"$@\"; }}\nset -eux\n{string.Join('\n', lines)}\n");
        var (exitCode, output, error) = Programs.End(
            Programs.Start("/bin/sh", [script], _directory.Root, ("LIBRARY", _directory.PathOf("library"))));
        Assert.True(exitCode == 0, $"{page}: exit code {exitCode}\n{output}\n{error}");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void OptionsOfEveryCommandExist(string page)
    {
        var commands = new Page(page).Commands
            .Where(command => TypedCommand.WhyNot(command) is not null && command.StartsWith("fastmtp ", StringComparison.Ordinal));
        foreach (var command in commands.Concat(new Page(page).MentionedCommands))
        {
            var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var verbs = words.Skip(1).TakeWhile(word => Verb().IsMatch(word))
                .Take(words.ElementAtOrDefault(1) == "study" ? 2 : 1).ToArray();
            var help = Help(verbs);
            var options = Option().Matches(command).Select(match => match.Value).Where(option => option is not ("--help" or "--version"));
            foreach (var option in options)
            {
                Assert.True(
                    help.Contains($"  {option} ", StringComparison.Ordinal),
                    $"{page}: '{command}': {string.Join(' ', verbs)} has no option {option}");
            }
        }
    }

    public void Dispose() => _directory.Dispose();

    private static string Help(string[] verbs)
    {
        var outcome = Outcome.Of([.. verbs, "--help"]);
        Assert.True(
            outcome.ExitCode == 0 && outcome.Output.Contains("Usage:", StringComparison.Ordinal),
            $"there is no fastmtp {string.Join(' ', verbs)}");
        return outcome.Output;
    }

    private void CopyExamples()
    {
        var source = Path.Combine(GoldenData.Root, "examples");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = _directory.PathOf(Path.Combine("examples", Path.GetRelativePath(source, file)));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            if (file.EndsWith(".xyz.gz", StringComparison.Ordinal)) CopySome(file, copy);
            else File.Copy(file, copy);
        }
    }

    private static void CopySome(string from, string to)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(from), CompressionMode.Decompress));
        using var writer = new StreamWriter(new GZipStream(File.Create(to), CompressionMode.Compress));
        var counts = new Dictionary<string, int>();
        while (reader.ReadLine() is { Length: > 0 } count)
        {
            string[] lines = [count, .. Enumerable.Range(0, 1 + int.Parse(count)).Select(_ => reader.ReadLine()!)];
            var group = Group().Match(lines[1]).Value;
            counts[group] = counts.GetValueOrDefault(group) + 1;
            if (counts[group] <= FromEachGroup) writer.Write(string.Join('\n', lines) + "\n");
        }
    }

    [GeneratedRegex("config_type=\\S+")]
    private static partial Regex Group();

    [GeneratedRegex("^[a-z]+$")]
    private static partial Regex Verb();

    [GeneratedRegex("(?<=\\s)--[a-z][a-z-]*")]
    private static partial Regex Option();
}
