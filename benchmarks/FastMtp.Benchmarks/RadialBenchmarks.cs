using BenchmarkDotNet.Attributes;
using FastMtp.Blocks;
using FastMtp.Kernels;
using FastMtp.Packing;

namespace FastMtp.Benchmarks;

/// <summary>The radial stage, which is the evaluator's own and no kernel pass, per atom.</summary>
public class RadialBenchmarks
{
    private IRadialRun _run = null!;

    [ParamsSource(nameof(Levels))]
    public int Level { get; set; }

    [Params(512, 256)]
    public int Bits { get; set; }

    public static IEnumerable<int> Levels => KernelCase.Levels;

    [GlobalSetup]
    public void Prepare() => _run = Bits == 512 ? new RadialRun<Lanes512>(Level) : new RadialRun<Lanes256>(Level);

    [GlobalCleanup]
    public void Release() => _run.Dispose();

    [Benchmark(OperationsPerInvoke = Workload.GroupSize)]
    public void Evaluate() => _run.Evaluate();

    [Benchmark(OperationsPerInvoke = Workload.GroupSize)]
    public void AddGradient() => _run.AddGradient();

    private interface IRadialRun : IDisposable
    {
        void Evaluate();

        void AddGradient();
    }

    private sealed unsafe class RadialRun<T> : IRadialRun
        where T : unmanaged, ILanes<T>
    {
        private readonly AlignedBuffer _geometry = new(1 << 14);
        private readonly AlignedBuffer _radial = new(1 << 14);
        private readonly AlignedBuffer _directions = new(1 << 14);
        private readonly AlignedBuffer _gradients = new(1 << 14);
        private readonly AlignedBuffer _accumulators = new(1 << 14);
        private readonly AlignedBuffer _polynomials = new(1 << 14);
        private readonly PairLists _lists = new();
        private readonly Workload _workload;
        private readonly RadialStage<T, double> _stage;
        private readonly BlockState _state;
        private readonly double*[] _pairs;

        public RadialRun(int level)
        {
            _workload = new Workload(KernelCase.OfLevel(level).First(kernel => kernel.Width.Lanes() == T.Count));
            _state = new BlockState(_workload.Kernel, keepsBatches: false);
            _pairs = _workload.Coefficient.Locate(Block, _state);
            _stage = new RadialStage<T, double>(_workload.Potential.Radial, _workload.Potential.Plan.RadialFunctionCount);
            Evaluate();
        }

        private AtomBlock Block => _workload.Blocks[0];

        public void Evaluate()
        {
            for (var b = 0; b < Block.BatchCount; b++) _stage.Evaluate(Block, b, _pairs, default, _geometry.Pointer, _radial.Pointer);
        }

        public void AddGradient()
        {
            for (var b = 0; b < Block.BatchCount; b++)
            {
                _lists.Sort(Block, b);
                _stage.AddGradient(
                    Block, b, _lists, _geometry.Pointer, _directions.Pointer, _gradients.Pointer, _polynomials.Pointer,
                    (T*)_accumulators.Pointer);
            }
        }

        public void Dispose()
        {
            _state.Dispose();
            _workload.Dispose();
        }
    }
}
