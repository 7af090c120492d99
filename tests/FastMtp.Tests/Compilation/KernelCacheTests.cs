using FastMtp.Basis;
using FastMtp.Basis.Mtp;
using FastMtp.Compilation;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Compilation;

public sealed class KernelCacheTests : IDisposable
{
    private static readonly PotentialModel Potential = UnusualTables.Potential(seed: 4);

    private readonly TemporaryDirectory _directory = new();

    private string FileName =>
        Path.Combine(_directory.Root, CompiledKernels.NameOf(ContractionProgram.Create(Potential.Plan), VectorWidth.Wide));

    [Fact]
    public void TheSecondProcessDoesNotCompile()
    {
        var first = Run(out var compilations);
        Assert.Equal(1, compilations);
        var second = Run(out compilations);
        Assert.Equal(0, compilations);
        Assert.Equal(first.Forces, second.Forces);
        Assert.Equal([FileName], Directory.GetFiles(_directory.Root));
    }

    [Theory]
    [InlineData("cut short")]
    [InlineData("one bit")]
    [InlineData("nothing in it")]
    [InlineData("another kernel")]
    public void AnyOtherFileIsReplaced(string damage)
    {
        var expected = Run(out _);
        var content = File.ReadAllBytes(FileName);
        File.WriteAllBytes(FileName, damage switch
        {
            "cut short" => content[..^100],
            "one bit" => [.. content[..^50], (byte)(content[^50] ^ 1), .. content[^49..]],
            "another kernel" => OfAnotherPlan(),
            _ => [],
        });
        var actual = Run(out var compilations);
        Assert.Equal(1, compilations);
        Assert.Equal(expected.Forces, actual.Forces);
        Assert.Equal(content, File.ReadAllBytes(FileName));
    }

    [Fact]
    public void ADirectoryThatCannotBeWrittenIsNoError()
    {
        var file = _directory.Write("file", "");
        var expected = Run(out _);
        foreach (var directory in new[] { Path.Combine(file, "kernels"), null })
        {
            var actual = Run(out var compilations, directory);
            Assert.Equal(1, compilations);
            Assert.Equal(expected.Forces, actual.Forces);
        }
    }

    [Fact]
    public void SeveralProcessesWriteTheSameFile()
    {
        var results = Enumerable.Range(0, 4).AsParallel().WithDegreeOfParallelism(4).Select(_ => Run(out var _)).ToArray();
        Assert.All(results, result => Assert.Equal(results[0].Forces, result.Forces));
        Assert.Equal([FileName], Directory.GetFiles(_directory.Root));
        Run(out var compilations);
        Assert.Equal(0, compilations);
    }

    [Fact]
    public void WhatNobodyReadsGoes()
    {
        var old = _directory.Write("old", "");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-100));
        Run(out _);
        Assert.False(File.Exists(old));
    }

    public void Dispose() => _directory.Dispose();

    /// <summary>As a process of its own would: nothing is known but what the directory has.</summary>
    private Prediction Run(out int compilations) => Run(out compilations, _directory.Root);

    private static Prediction Run(out int compilations, string? directory)
    {
        var kernels = new CompiledKernels(new KernelCache(directory));
        using var evaluator = new Evaluator(Potential, kernels.Compile(ContractionProgram.Create(Potential.Plan), VectorWidth.Wide));
        compilations = kernels.Compilations;
        return evaluator.Evaluate(GoldenData.Configurations()[0]);
    }

    private byte[] OfAnotherPlan()
    {
        var program = ContractionProgram.Create(BasisPlan.ForLevel(2));
        new CompiledKernels(new KernelCache(_directory.Root)).Compile(program, VectorWidth.Wide);
        var path = Path.Combine(_directory.Root, CompiledKernels.NameOf(program, VectorWidth.Wide));
        var content = File.ReadAllBytes(path);
        File.Delete(path);
        return content;
    }
}
