using BenchmarkDotNet.Attributes;
using FastMtp.Kernels;

namespace FastMtp.Benchmarks;

/// <summary>One fused multiply-add of a vector at the processor's peak: the unit in which costs compare between machines.</summary>
public class PeakBenchmarks
{
    [Params(512, 256)]
    public int Bits { get; set; }

    [Benchmark(OperationsPerInvoke = PeakFma.VectorOperations)]
    public double VectorsOfFma() => PeakFma.Run((VectorWidth)Bits);
}
