using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using FastMtp.Cli.Terminals;
using FastMtp.Files.PotentialFiles;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

[UnsupportedOSPlatform("windows")]
public partial class MpiTests
{
    [MpiFact]
    public void RanksFitTheSamePotentialAsThreads()
    {
        using var directory = new TemporaryDirectory();
        Outcome.Success([.. Train(directory, "alone"), "--threads", "2"]);
        foreach (var ranks in new[] { 2, 3 })
        {
            var (first, again) = (MpiProcess.Run(ranks, Train(directory, "first")), MpiProcess.Run(ranks, Train(directory, "again")));
            Assert.True(first.ExitCode == 0, first.Error);
            Assert.Equal(0, again.ExitCode);
            Assert.Equal(File.ReadAllBytes(directory.PathOf("first.mtp")), File.ReadAllBytes(directory.PathOf("again.mtp")));
            var (expected, found) =
                (MtpFile.Read(directory.PathOf("alone.mtp")).Parameters, MtpFile.Read(directory.PathOf("first.mtp")).Parameters);
            var scale = expected.Max(Math.Abs);
            for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 1e-6 * scale);
        }
    }

    [MpiFact]
    public void BadInputIsToldOnce()
    {
        using var directory = new TemporaryDirectory();
        var outcome = MpiProcess.Run(3, "train", directory.PathOf("none.cfg"));
        Assert.Equal(ExitCode.BadInput, outcome.ExitCode);
        Assert.Single(Sentence().Matches(outcome.Error));
    }

    [MpiFact]
    public void OtherCommandsWorkAlone()
    {
        var outcome = MpiProcess.Run(2, ["info", .. Outcome.Golden]);
        Assert.Equal(ExitCode.BadInput, outcome.ExitCode);
        Assert.Contains("only fastmtp train runs on several MPI ranks", outcome.Error, StringComparison.Ordinal);
    }

    [MpiFact]
    public void ARankThatDiesEndsTheOthers()
    {
        using var directory = new TemporaryDirectory();
        using var job = MpiProcess.Start(3, "train", Outcome.Example("train.xyz.gz"), "--steps", "100000", "--output",
            directory.PathOf("lost.mtp"));
        while (!File.Exists(directory.PathOf("lost.checkpoint.json")) && !job.HasExited) Thread.Sleep(50);
        var ranks = Children(job.Id);
        Assert.Equal(3, ranks.Count);
        Process.GetProcessById(ranks[1]).Kill();
        var outcome = MpiProcess.End(job);
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains("rank 1", outcome.Error, StringComparison.Ordinal);
        // mpirun first asks them to leave and does not wait for them.
        Assert.True(SpinWait.SpinUntil(() => !ranks.Any(IsRank), TimeSpan.FromMinutes(2)));
    }

    private static string[] Train(TemporaryDirectory directory, string name) =>
        ["train", .. Outcome.Golden, "--level", "8", "--steps", "12", "--output", directory.PathOf(name + ".mtp")];

    private static List<int> Children(int parent) =>
        [.. Directory.EnumerateDirectories("/proc").Select(path => Path.GetFileName(path)).Where(name => name.All(char.IsAsciiDigit))
            .Select(name => int.Parse(name, CultureInfo.InvariantCulture)).Where(id => ParentOf(id) == parent).Order()];

    private static int ParentOf(int id) =>
        Read($"/proc/{id}/status").Split('\n').FirstOrDefault(line => line.StartsWith("PPid:", StringComparison.Ordinal)) is { } line
            ? int.Parse(line[5..], CultureInfo.InvariantCulture) : 0;

    private static bool IsRank(int id) => Read($"/proc/{id}/cmdline").Contains("lost.mtp", StringComparison.Ordinal);

    /// <summary>The contents of a file about a process; empty if the process has ended.</summary>
    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }

    [GeneratedRegex("^fastmtp.*none\\.cfg", RegexOptions.Multiline)]
    private static partial Regex Sentence();
}
