using System.Globalization;
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

    /// <summary>Links as ln -s makes them: relative, also when they are named without their directory.</summary>
    [Theory]
    [InlineData("a.txt", true)]
    [InlineData("../{0}/a.txt", true)]
    [InlineData("not-yet.txt", false)]
    public void TheTargetOfARelativeLinkIsWritten(string target, bool exists)
    {
        if (OperatingSystem.IsWindows()) return;
        _directory.Write("a.txt", "old");
        var link = _directory.PathOf("link");
        File.CreateSymbolicLink(link, string.Format(CultureInfo.InvariantCulture, target, Path.GetFileName(_directory.Root)));
        foreach (var path in new[] { link, Path.GetRelativePath(Environment.CurrentDirectory, link) })
        {
            AtomicFile.RequireWritable(path);
            AtomicFile.WriteText(path, text => text.Write(path));
            Assert.Equal(path, File.ReadAllText(_directory.PathOf(exists ? "a.txt" : target)));
            Assert.NotNull(new FileInfo(link).LinkTarget);
        }
    }

    [Fact]
    public void ALinkToItselfIsRefused()
    {
        if (OperatingSystem.IsWindows()) return;
        File.CreateSymbolicLink(_directory.PathOf("loop"), "loop");
        Assert.Contains("cannot be written", Refusal(_directory.PathOf("loop")));
        Assert.NotNull(new FileInfo(_directory.PathOf("loop")).LinkTarget);
    }

    private static string Refusal(string path) =>
        Assert.Throws<InputException>(() => AtomicFile.WriteText(path, text => text.Write("text"))).Message;
}
