using BenchmarkDotNet.Attributes;

namespace FastMtp.Benchmarks;

/// <summary>What a user waits for, per atom and on one core, once neighbours are known.</summary>
public class EvaluationBenchmarks
{
    private Workload _workload = null!;

    [ParamsSource(nameof(Kernels))]
    public KernelCase Kernel { get; set; } = null!;

    public static IEnumerable<KernelCase> Kernels => KernelCase.All;

    [GlobalSetup]
    public void Prepare() => _workload = new Workload(Kernel);

    [GlobalCleanup]
    public void Release() => _workload.Dispose();

    [Benchmark(OperationsPerInvoke = Crystal.AtomCount)]
    public void Prediction() => _workload.Prediction();

    [Benchmark(OperationsPerInvoke = Crystal.AtomCount)]
    public void LossAndGradient() => _workload.LossAndGradient();
}
