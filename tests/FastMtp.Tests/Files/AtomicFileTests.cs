using FastMtp.Files.Text;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void FailureHalfWayLeavesTheOldFileAndNothingElse()
    {
        var path = _directory.Write("a.txt", "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.WriteText(path, text =>
        {
            text.Write(new string('x', 1 << 20));
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_directory.Root));
    }

    [Fact]
    public void NewContentReplacesTheOld()
    {
        var path = _directory.Write("a.txt", "old");
        AtomicFile.WriteText(path, text => text.WriteLine("new"));
        Assert.Equal("new\n", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_directory.Root));
    }

    [Fact]
    public void AbsentDirectoryAndDirectoryAreRefused()
    {
        Assert.Contains("its directory does not exist", Refusal(_directory.PathOf("none/a.txt")));
        Assert.Contains("it is a directory", Refusal(_directory.Root));
        Assert.Contains("is not a file name", Refusal(""));
    }

    [Fact]
    public void FullDiskIsOneSentence()
    {
        if (!File.Exists("/dev/full")) return;
        Assert.StartsWith("/dev/full: cannot be written (No space left on device", Refusal("/dev/full"));
    }

    [Fact]
    public void LinkStaysALink()
    {
        if (OperatingSystem.IsWindows()) return;
        var path = _directory.Write("a.txt", "old");
        File.CreateSymbolicLink(_directory.PathOf("link"), path);
        AtomicFile.WriteText(_directory.PathOf("link"), text => text.Write("new"));
        Assert.Equal("new", File.ReadAllText(path));
        Assert.NotNull(new FileInfo(_directory.PathOf("link")).LinkTarget);
    }

    private static string Refusal(string path) =>
        Assert.Throws<InputException>(() => AtomicFile.WriteText(path, text => text.Write("text"))).Message;
}
