using System.Collections.Concurrent;
using FastMtp.Blocks;
using FastMtp.Data;
using FastMtp.Packing;
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

    private readonly IBlockModel _model;
    private readonly OrderedParallel<Worker> _parallel;
    private readonly ConcurrentBag<GroupResult> _results = [];

    /// <summary>Creates the evaluator.</summary>
    /// <param name="model">The potential, which the caller disposes of.</param>
    /// <param name="createMaker">Takes the number of lanes.</param>
    /// <param name="threads">Number of threads; 0 for one per core.</param>
    public GroupEvaluator(IBlockModel model, Func<int, TMaker> createMaker, int threads = 0)
    {
        _model = model;
        _parallel = new OrderedParallel<Worker>(threads, () => new Worker(createMaker(Lanes), model.CreateWorker()));
    }

    /// <summary>The potential's cutoff, Å.</summary>
    public double Cutoff => _model.Cutoff;

    /// <summary>Number of species.</summary>
    public int SpeciesCount => _model.SpeciesCount;

    /// <summary>Number of threads.</summary>
    public int Threads => _parallel.Threads;

    /// <summary>Atoms per batch.</summary>
    public int Lanes => _model.Lanes;

    /// <summary>
    /// Evaluates groups and passes the results on in order; a result is valid until <paramref name="inOrder"/> returns.
    /// </summary>
    /// <param name="count">Number of groups.</param>
    /// <param name="make">Makes the block of a group.</param>
    /// <param name="inOrder">Takes a result.</param>
    /// <param name="limits">
    /// Limits to find the atoms of each group that come nearest in relation to them; null to find none.
    /// </param>
    /// <param name="extras">What else to compute.</param>
    public void Run(int count, Func<TMaker, int, AtomBlock> make, Action<GroupResult> inOrder, PairDistances? limits = null,
        SiteExtras extras = SiteExtras.None)
    {
        var squares = limits?.Squares(_model.SpeciesCount);
        _parallel.Run(
            count,
            (worker, group) =>
            {
                var block = make(worker.Maker, group);
                var results = worker.Blocks.Evaluate(block, extras);
                if (!_results.TryTake(out var result)) result = new GroupResult();
                // A thread alone passes a result on before it makes the next one.
                return result.Take(
                    block, results, squares is null ? ShortestPair.None : ShortestPair.Of(block, Cutoff, squares), mustCopy: Threads > 1);
            },
            result =>
            {
                inOrder(result);
                _results.Add(result);
            });
    }

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
    public void Dispose() => _parallel.Dispose();

    private sealed class Worker(TMaker maker, IBlockWorker blocks) : IDisposable
    {
        public TMaker Maker => maker;

        public IBlockWorker Blocks => blocks;

        public void Dispose()
        {
            maker.Dispose();
            blocks.Dispose();
        }
    }
}
