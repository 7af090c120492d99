using BenchmarkDotNet.Attributes;
using FastMtp.Blocks;
using FastMtp.Kernels;
using FastMtp.Packing;

namespace FastMtp.Benchmarks;

/// <summary>The passes of a kernel one by one, per atom, over the batches of one block.</summary>
public unsafe class PassBenchmarks
{
    private Workload _workload = null!;
    private BlockState _state = null!;
    private AlignedBuffer _weights = null!;

    [ParamsSource(nameof(Kernels))]
    public KernelCase Kernel { get; set; } = null!;

    public static IEnumerable<KernelCase> Kernels => KernelCase.All;

    private MtpKernel Passes => _workload.Kernel;

    private AtomBlock Block => _workload.Blocks[0];

    /// <summary>Fills every array with what the passes before would have left there.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _workload = new Workload(Kernel);
        _state = new BlockState(Passes, keepsBatches: true);
        _weights = new AlignedBuffer(Passes.Lanes);
        _weights.Span.Fill(0.5);
        var cotangents = new BlockCotangents();
        cotangents.Prepare(Block);
        Array.Fill(cotangents.ForceWeights, 0.1);
        cotangents.ForceWeights[0] = 0.2;
        using var gradient = new ParameterGradient(_workload.Potential, Passes.Lanes);
        _workload.Evaluator.Evaluate(Block, _workload.Coefficient, _state);
        _workload.Evaluator.Pullback(Block, _workload.Coefficient, cotangents, _state, gradient);
    }

    [GlobalCleanup]
    public void Release()
    {
        _weights.Dispose();
        _state.Dispose();
        _workload.Dispose();
    }

    [Benchmark(OperationsPerInvoke = Workload.GroupSize)]
    public void Accumulate()
    {
        for (var b = 0; b < Block.BatchCount; b++) Passes.Accumulate(Slots(b), _state[b].Geometry, _state[b].Radial, _state[b].Moments);
    }

    [Benchmark(OperationsPerInvoke = Workload.GroupSize)]
    public void Contract()
    {
        for (var b = 0; b < Block.BatchCount; b++) Passes.Contract(_state[b].Moments);
    }

    [Benchmark(OperationsPerInvoke = Workload.GroupSize)]
    public void Backpropagate()
    {
        for (var b = 0; b < Block.BatchCount; b++)
            Passes.Backpropagate(_state[b].Moments, _workload.Coefficient.Moments, _state[b].Adjoints);
    }

    [Benchmark(OperationsPerInvoke = Workload.GroupSize)]
    public void PairForces()
    {
        for (var b = 0; b < Block.BatchCount; b++)
            Passes.PairForces(Slots(b), _state[b].Geometry, _state[b].Radial, _state[b].Adjoints, _state.PairForces);
    }

    [Benchmark(OperationsPerInvoke = Workload.GroupSize)]
    public void AccumulateTangents()
    {
        for (var b = 0; b < Block.BatchCount; b++)
            Passes.AccumulateTangents(Slots(b), _state[b].Geometry, _state[b].Radial, _state.Directions, _state.TangentMoments);
    }

    [Benchmark(OperationsPerInvoke = Workload.GroupSize)]
    public void ContractTangents()
    {
        for (var b = 0; b < Block.BatchCount; b++) Passes.ContractTangents(_state[b].Moments, _state.TangentMoments);
    }

    [Benchmark(OperationsPerInvoke = Workload.GroupSize)]
    public void BackpropagateTangents()
    {
        for (var b = 0; b < Block.BatchCount; b++)
            Passes.BackpropagateTangents(_state[b].Moments, _state.TangentMoments, _state[b].Adjoints, _workload.Coefficient.Moments,
                _weights.Pointer, _state.TangentAdjoints);
    }

    [Benchmark(OperationsPerInvoke = Workload.GroupSize)]
    public void PairGradients()
    {
        for (var b = 0; b < Block.BatchCount; b++)
            Passes.PairGradients(Slots(b), _state[b].Geometry, _state.Directions, _state[b].Adjoints,
                _state.TangentAdjoints, _state.PairGradients);
    }

    private int Slots(int batch) => Block.FirstSlot[batch + 1] - Block.FirstSlot[batch];
}
