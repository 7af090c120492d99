using BenchmarkDotNet.Attributes;
using FastMtp.Neighbors;

namespace FastMtp.Benchmarks;

/// <summary>What comes before the passes, per atom: paid once in a fit, at every step in molecular dynamics.</summary>
public class NeighborBenchmarks
{
    private readonly Configuration _crystal = Crystal.Create();
    private readonly NeighborBuffer _buffer = new();
    private NeighborSearch _search = null!;

    [GlobalSetup]
    public void Prepare() => _search = new NeighborSearch(_crystal, Crystal.Cutoff);

    [Benchmark(OperationsPerInvoke = Crystal.AtomCount)]
    public object SortIntoBins() => new NeighborSearch(_crystal, Crystal.Cutoff);

    [Benchmark(OperationsPerInvoke = Crystal.AtomCount)]
    public int Collect()
    {
        var count = 0;
        for (var i = 0; i < Crystal.AtomCount; i++)
        {
            _search.Collect(i, _buffer);
            count += _buffer.Count;
        }
        return count;
    }

    /// <summary>Collects and packs.</summary>
    [Benchmark(OperationsPerInvoke = Crystal.AtomCount)]
    public void BuildBlocks()
    {
        foreach (var block in Workload.BuildBlocks(_search, lanes: 8)) block.Dispose();
    }
}
