using FastMtp.Files.Text;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Files;

/// <summary>What killed processes leave, and what living ones hold.</summary>
public sealed class LeftoverTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void TemporaryFilesOfDeadProcessesAreRemoved()
    {
        var target = _directory.PathOf("a.mtp");
        string[] removed = [Leave(Dead(target), days: 0), Leave(Dead(target), days: 2), Leave(Elsewhere(target), days: 2)];
        string[] kept =
        [
            Leave(Elsewhere(target), days: 0.5),
            Leave(TemporaryFile.Beside(target), days: 2),
            Leave(_directory.PathOf("a.mtp.of-the-user.tmp"), days: 2),
            Leave(Dead(_directory.PathOf("b.mtp")), days: 2),
            Leave(Dead(_directory.PathOf("a.mtp.c")), days: 2),
        ];
        AtomicFile.WriteText(target, text => text.Write("new"));
        Assert.All(removed, path => Assert.False(File.Exists(path), path));
        Assert.All(kept, path => Assert.True(File.Exists(path), path));
        Assert.Equal("new", File.ReadAllText(target));
    }

    [Fact]
    public void ADirectoryOfTheProgramLosesThoseOfAllTargets()
    {
        string[] removed = [Leave(Dead(_directory.PathOf("a.mtp")), days: 0), Leave(Dead(_directory.PathOf("b.mtp")), days: 0)];
        string[] kept = [Leave(TemporaryFile.Beside(_directory.PathOf("c.mtp")), days: 2), Leave(_directory.PathOf("d.tmp"), days: 2)];
        TemporaryFile.RemoveLeftIn(_directory.Root);
        Assert.All(removed, path => Assert.False(File.Exists(path), path));
        Assert.All(kept, path => Assert.True(File.Exists(path), path));
    }

    [Fact]
    public void OneWriterHoldsAFile()
    {
        var path = _directory.PathOf("fit.json");
        Directory.CreateSymbolicLink(_directory.PathOf("link"), _directory.Root);
        using (FileLease.Take(path))
        {
            foreach (var name in (string[])[path, _directory.PathOf("link/fit.json")])
                Assert.Contains($"process {Environment.ProcessId} on {Environment.MachineName} is writing this file",
                    Assert.Throws<InputException>(() => FileLease.Take(name)).Message, StringComparison.Ordinal);
            using var other = FileLease.Take(_directory.PathOf("other.json"));
        }
        // What a killed process left is taken over, even if another has its number now; of other machines nobody knows.
        foreach (var left in (string[])[$"{int.MaxValue} 5 {Environment.MachineName}\n",
            $"{Environment.ProcessId} 5 {Environment.MachineName}\n", ""])
        {
            File.WriteAllText(path + ".lock", left);
            FileLease.Take(path)!.Dispose();
        }
        File.WriteAllText(path + ".lock", "4 5 elsewhere\n");
        Assert.Contains("process 4 on elsewhere is writing this file; "
            + $"wait for it to end, choose another output, or remove {path}.lock if it has ended.",
            Assert.Throws<InputException>(() => FileLease.Take(path)).Message, StringComparison.Ordinal);
        File.Delete(path + ".lock");
        Assert.False(File.Exists(path + ".lock"));
        Assert.Null(FileLease.Take("/dev/null"));
        Assert.Null(FileLease.Take(_directory.PathOf("missing/fit.json")));
    }

    /// <summary>A name that a process of this machine gave which has ended.</summary>
    private static string Dead(string target) =>
        TemporaryFile.Beside(target).Replace($"-{Environment.ProcessId}-", $"-{int.MaxValue}-", StringComparison.Ordinal);

    private static string Elsewhere(string target) => $"{target}.0123abcd-{int.MaxValue}-{Guid.NewGuid():N}.tmp";

    private static string Leave(string path, double days)
    {
        File.WriteAllText(path, "half");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow - TimeSpan.FromDays(days));
        return path;
    }
}
