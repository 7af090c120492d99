using System.Collections.Concurrent;
using FastMtp.Blocks;
using FastMtp.Kernels;
using FastMtp.Packing;
using FastMtp.Potentials;
using FastMtp.Threading;

namespace FastMtp.Evaluation;

/// <summary>
/// Evaluates groups of atoms on several threads, with blocks from any source. Results do not depend on the number of threads.
/// </summary>
/// <typeparam name="TMaker">The per-thread state that builds blocks.</typeparam>
internal sealed class GroupEvaluator<TMaker> : IDisposable
    where TMaker : IDisposable
{
    private const int Chunk = 8192;

    private readonly BlockEvaluator _blocks;
    private readonly PotentialCoefficients _coefficients;
    private readonly OrderedParallel<Worker> _parallel;
    private readonly ConcurrentBag<GroupResult> _results = [];

    /// <summary>Creates the evaluator.</summary>
    /// <param name="potential">A potential with all its coefficients.</param>
    /// <param name="createMaker">Takes the number of lanes.</param>
    /// <param name="kernel">The kernel to use; by default the registry chooses.</param>
    /// <param name="threads">Number of threads; 0 for one per core.</param>
    /// <param name="radial">Where factorised radial coefficients are read from; does not affect the results.</param>
    public GroupEvaluator(
        PotentialModel potential, Func<int, TMaker> createMaker, MtpKernel? kernel = null, int threads = 0,
        RadialSource radial = RadialSource.ByCost)
    {
        Cutoff = potential.Radial.Cutoff;
        _blocks = BlockEvaluator.Create(kernel ?? KernelRegistry.For(potential.Plan), potential);
        _coefficients = new PotentialCoefficients(potential, RadialCost.Choose(potential.RadialTensor, Kernel.Lanes, radial));
        _parallel = new OrderedParallel<Worker>(
            threads, () => new Worker(createMaker(Kernel.Lanes), new BlockState(Kernel, keepsBatches: false)));
    }

    /// <summary>The potential's cutoff, Å.</summary>
    public double Cutoff { get; }

    /// <summary>Number of threads.</summary>
    public int Threads => _parallel.Threads;

    /// <summary>The kernel that runs.</summary>
    public MtpKernel Kernel => _blocks.Kernel;

    /// <summary>Where the radial coefficients are read from.</summary>
    public RadialSource Radial => _coefficients.Source;

    /// <summary>
    /// Evaluates groups and passes the results on in order; a result is valid until <paramref name="inOrder"/> returns.
    /// </summary>
    /// <param name="count">Number of groups.</param>
    /// <param name="make">Makes the block of a group.</param>
    /// <param name="inOrder">Takes a result.</param>
    /// <param name="withShortest">Whether to find the nearest atoms of each group.</param>
    public void Run(int count, Func<TMaker, int, AtomBlock> make, Action<GroupResult> inOrder, bool withShortest = false) => _parallel.Run(
        count,
        (worker, group) =>
        {
            var block = make(worker.Maker, group);
            _blocks.Evaluate(block, _coefficients, worker.State);
            if (!_results.TryTake(out var result)) result = new GroupResult();
            return result.Take(block, worker.State, withShortest ? ShortestPair.Of(block, Cutoff) : ShortestPair.None);
        },
        result =>
        {
            inOrder(result);
            _results.Add(result);
        });

    /// <summary>Prepares groups.</summary>
    public void ForGroups(int count, Action<TMaker, int> work) => _parallel.Run(
        count,
        (worker, group) =>
        {
            work(worker.Maker, group);
            return group;
        },
        _ => { });

    /// <summary>Goes through atoms in parts, each from a first to one before an end.</summary>
    /// <returns>The largest of the results.</returns>
    public double ForChunks(int atoms, Func<int, int, double> work)
    {
        // A few atoms take microseconds, of which handing work to threads would cost a tenth.
        if (atoms <= Chunk) return work(0, atoms);
        var largest = 0.0;
        _parallel.Run(
            (atoms + Chunk - 1) / Chunk,
            (_, chunk) => work(chunk * Chunk, Math.Min(atoms, (chunk + 1) * Chunk)),
            // Math.Max propagates NaN.
            result => largest = Math.Max(largest, result));
        return largest;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _parallel.Dispose();
        _coefficients.Dispose();
    }

    private sealed class Worker(TMaker maker, BlockState state) : IDisposable
    {
        public TMaker Maker => maker;

        public BlockState State => state;

        public void Dispose()
        {
            maker.Dispose();
            state.Dispose();
        }
    }
}
