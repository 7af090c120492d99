using System.Runtime.Versioning;
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

    private static string Host =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? Environment.ProcessPath! : "dotnet";

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

    [Theory]
    [InlineData("", "there is no .NET SDK on the path (install it and export again to have a kernel compiled)")]
    [InlineData("#!/bin/sh\necho kernel.csproj : error NETSDK1045: too old.\nexit 1\n",
        "dotnet publish failed: kernel.csproj : error NETSDK1045: too old")]
    [InlineData("#!/bin/sh\nexit 1\n", "dotnet publish failed: no output")]
    [InlineData(null, "--no-kernel is given")]
    [UnsupportedOSPlatform("windows")]
    public void WhatCannotBeCompiledIsExportedForTheInterpreter(string? sdk, string reason)
    {
        foreach (var name in (string[])["library", "bin", "exported"]) Directory.CreateDirectory(_directory.PathOf(name));
        foreach (var part in (string[])["", "-v3", "-v4"]) _directory.Write($"library/libfastmtp{part}.so", part);
        if (!string.IsNullOrEmpty(sdk))
        {
            File.SetUnixFileMode(_directory.Write("bin/dotnet", sdk), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
        // What an earlier export has left.
        var old = _directory.Write("exported/kernel-1-256.so", "");
        using var process = Programs.Start(
            Host,
            [
                "exec", Path.Combine(AppContext.BaseDirectory, "fastmtp.dll"), "export", Potential, _directory.PathOf("exported"),
                "--format", "ase", "--library", _directory.PathOf("library"), .. sdk is null ? (string[])["--no-kernel"] : [],
            ],
            null,
            ("PATH", _directory.PathOf("bin")),
            (KernelRegistry.Variable, ""),
            ("XDG_CACHE_HOME", _directory.PathOf("cache")));
        var (exitCode, _, error) = Programs.End(process);
        Assert.Equal((0, $"note: {reason}, so the exported potential is evaluated with the interpreter.\n"), (exitCode, error));
        Assert.False(File.Exists(old));
        Assert.Contains("\"0\" == \"1\"", File.ReadAllText(_directory.PathOf("exported/fastmtp/native.py")), StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    /// <summary>The predictions that a process of its own writes.</summary>
    private string Evaluate(string kernel, params string[] more)
    {
        var output = _directory.PathOf("out.cfg");
        using var process = Programs.Start(
            Host,
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
