using FastMtp.Files.Text;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Files;

/// <summary>What killed processes leave, and what living ones hold.</summary>
public sealed class LeftoverTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void OldTemporaryFilesOfDeadProcessesAreRemoved()
    {
        var target = _directory.PathOf("a.mtp");
        var dead = Leave($"a.mtp.{int.MaxValue}-{Guid.NewGuid():N}.tmp", days: 2);
        string[] kept =
        [
            Leave($"a.mtp.{int.MaxValue}-{Guid.NewGuid():N}.tmp", days: 0.5),
            Leave($"a.mtp.{Environment.ProcessId}-{Guid.NewGuid():N}.tmp", days: 2),
            Leave("a.mtp.of-the-user.tmp", days: 2),
            Leave($"b.mtp.{int.MaxValue}-{Guid.NewGuid():N}.tmp", days: 2),
        ];
        AtomicFile.WriteText(target, text => text.Write("new"));
        Assert.False(File.Exists(dead));
        Assert.All(kept, path => Assert.True(File.Exists(path), path));
        Assert.Equal("new", File.ReadAllText(target));
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

    private string Leave(string name, double days)
    {
        var path = _directory.Write(name, "half");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow - TimeSpan.FromDays(days));
        return path;
    }
}
