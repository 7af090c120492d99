using BenchmarkDotNet.Attributes;
using FastMtp.Kernels;

namespace FastMtp.Benchmarks;

/// <summary>One fused multiply-add of a vector at the processor's peak: the unit in which costs compare between machines.</summary>
[GenericTypeArguments(typeof(Lanes512))]
[GenericTypeArguments(typeof(Lanes256))]
public class PeakBenchmarks<T>
    where T : unmanaged, ILanes<T>
{
    [Benchmark(OperationsPerInvoke = PeakFma.VectorOperations)]
    public double VectorsOfFma() => PeakFma.Run<T>();
}
