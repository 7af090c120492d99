using BenchmarkDotNet.Attributes;
using FastMtp.Evaluation;
using FastMtp.Kernels;
using FastMtp.Radial;

namespace FastMtp.Benchmarks;

/// <summary>The radial stage, which is the evaluator's own and no kernel pass, per atom.</summary>
[GenericTypeArguments(typeof(Lanes512))]
[GenericTypeArguments(typeof(Lanes256))]
public unsafe class RadialBenchmarks<T>
    where T : unmanaged, ILanes<T>
{
    private readonly AlignedBuffer _geometry = new(1 << 14);
    private readonly AlignedBuffer _radial = new(1 << 14);
    private readonly AlignedBuffer _directions = new(1 << 14);
    private readonly AlignedBuffer _gradients = new(1 << 14);
    private readonly AlignedBuffer _accumulators = new(1 << 14);
    private readonly AlignedBuffer _polynomials = new(1 << 14);
    private readonly PairLists _lists = new();
    private Workload _workload = null!;
    private RadialStage<T> _stage = null!;
    private BlockState _state = null!;
    private double*[] _pairs = [];

    [ParamsSource(nameof(Levels))]
    public int Level { get; set; }

    public static IEnumerable<int> Levels => KernelCase.Levels;

    private AtomBlock Block => _workload.Blocks[0];

    [GlobalSetup]
    public void Prepare()
    {
        _workload = new Workload(KernelCase.OfLevel(Level).First(kernel => kernel.Width.Lanes() == T.Count));
        _pairs = _workload.Coefficient.Locate(Block, _state = new BlockState(_workload.Kernel, keepsBatches: false));
        _stage = new RadialStage<T>(_workload.Potential.Radial, _workload.Potential.Plan.RadialFunctionCount);
        Evaluate();
    }

    [GlobalCleanup]
    public void Release()
    {
        _workload.Dispose();
        _state.Dispose();
    }

    [Benchmark(OperationsPerInvoke = Workload.GroupSize)]
    public void Evaluate()
    {
        for (var b = 0; b < Block.BatchCount; b++) _stage.Evaluate(Block, b, _pairs, default, _geometry.Pointer, _radial.Pointer);
    }

    [Benchmark(OperationsPerInvoke = Workload.GroupSize)]
    public void AddGradient()
    {
        for (var b = 0; b < Block.BatchCount; b++)
        {
            _lists.Sort(Block, b);
            _stage.AddGradient(Block, b, _lists, _geometry.Pointer, _directions.Pointer, _gradients.Pointer, _polynomials.Pointer, (T*)_accumulators.Pointer);
        }
    }
}
