using FastMtp.Files.PotentialFiles;
using FastMtp.Kernels;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

/// <summary>The command with a potential that has no generated kernel.</summary>
public sealed class CompiledKernelTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public CompiledKernelTests() => PotentialFile.Write(Potential, UnusualTables.Potential(seed: 1));

    private string Potential => _directory.PathOf("unusual.mtp");

    private string[] CacheFiles => Directory.Exists(_directory.PathOf("cache"))
        ? Directory.GetFiles(_directory.PathOf("cache"), "*", SearchOption.AllDirectories) : [];

    [Fact]
    public void ThreadsAndCacheChangeNothing()
    {
        var first = Evaluate("compiled", "--threads", "1");
        var file = Assert.Single(CacheFiles);
        var content = File.ReadAllBytes(file);
        Assert.Equal(first, Evaluate("compiled", "--threads", "3"));
        Assert.Equal(content, File.ReadAllBytes(Assert.Single(CacheFiles)));
        File.Delete(file);
        Assert.Equal(first, Evaluate("compiled"));
    }

    [Theory]
    [InlineData("generated")]
    [InlineData("interpreter")]
    [InlineData("")]
    public void OffOrInASmallJobNothingIsCompiled(string kernel)
    {
        Evaluate(kernel);
        Assert.Empty(CacheFiles);
    }

    [Fact]
    public void InfoSaysFromWhereOnOneIsCompiled()
    {
        Assert.Contains("interpreter, ", Outcome.Success("info", Potential).Output);
        Assert.Matches("compiled here to evaluate [0-9.]+ million atoms or more", Outcome.Success("info", Potential).Output);
        Assert.DoesNotContain("compiled", Outcome.Success("info", GoldenData.PathOf("g16.mtp"), "--species", "Mo,Nb,Ta,W").Output);
    }

    public void Dispose() => _directory.Dispose();

    /// <summary>The predictions that a process of its own writes.</summary>
    private string Evaluate(string kernel, params string[] more)
    {
        var output = _directory.PathOf("out.cfg");
        var host = Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? Environment.ProcessPath! : "dotnet";
        using var process = Programs.Start(
            host,
            [
                "exec", Path.Combine(AppContext.BaseDirectory, "fastmtp.dll"), "evaluate", Potential, .. Outcome.Golden,
                "--output", output, .. more,
            ],
            null,
            (KernelRegistry.Variable, kernel),
            ("XDG_CACHE_HOME", _directory.PathOf("cache")));
        var (exitCode, _, error) = Programs.End(process);
        Assert.True(exitCode == 0, error);
        return File.ReadAllText(output);
    }
}
