using System.Diagnostics;
using FastMtp.Properties.Energies;
using FastMtp.Threading;

namespace FastMtp.Properties.Relaxation;

/// <summary>
/// Relaxes many structures: small ones side by side, one per thread, large ones each on all threads. Results come in the order of the
/// structures and do not depend on the number of threads.
/// </summary>
/// <param name="createSurface">Makes the energy surface of a thread; takes the number of threads for an evaluation.</param>
/// <param name="settings">What may move, and when a relaxation ends.</param>
/// <param name="threads">Number of threads; 0 for one per core.</param>
internal sealed class RelaxationSet(Func<int, IEnergySurface> createSurface, RelaxationSettings settings, int threads = 0)
{
    /// <summary>From this average number of atoms on, one structure keeps all threads busy.</summary>
    private const int LargeStructure = 2000;

    /// <summary>Evaluations that a relaxation takes, roughly.</summary>
    private const int UsualEvaluations = 40;

    /// <summary>With a potential, and the kernels that suit so many structures.</summary>
    public RelaxationSet(Potential potential, IReadOnlyList<Configuration> starts, RelaxationSettings settings, int threads = 0)
        : this(Surfaces(potential.WithKernelsFor(UsualEvaluations * starts.Sum(c => (double)c.Count))), settings, threads)
    {
    }

    /// <summary>True to return the structures on the way.</summary>
    public bool KeepsPaths { get; init; }

    /// <summary>Relaxes the structures that are not recorded yet.</summary>
    /// <param name="starts">The structures.</param>
    /// <param name="journal">Record of those that ended, also in earlier runs; null for none.</param>
    /// <param name="progress">Called after every structure, one call at a time.</param>
    /// <param name="cancellation">Stops; what has ended stays recorded.</param>
    /// <returns>The ends, in the order of the structures.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<Relaxed> Run(IReadOnlyList<Configuration> starts, RelaxationJournal? journal = null,
        IProgress<RelaxationProgress>? progress = null, CancellationToken cancellation = default)
    {
        var ends = new Relaxed?[starts.Count];
        for (var i = 0; i < ends.Length; i++) ends[i] = journal?.Find(i, starts[i]);
        int[] waiting = [.. Enumerable.Range(0, ends.Length).Where(i => ends[i] is null)];
        if (waiting.Length == 0) return ends!;
        var board = new Board(starts, ends, progress);
        var isLarge = waiting.Average(i => starts[i].Count) > LargeStructure;
        using var parallel = new OrderedParallel<Worker>(
            isLarge ? 1 : threads, () => new Worker(createSurface(isLarge ? threads : 1), settings));
        parallel.Run(
            waiting.Length,
            (worker, k) =>
            {
                var end = worker.Relaxer.Relax(starts[waiting[k]], KeepsPaths, cancellation);
                journal?.Add(waiting[k], end);
                board.Finish(waiting[k], end);
                return end;
            },
            _ => { });
        return ends!;
    }

    private static Func<int, IEnergySurface> Surfaces(Potential potential) => threads => new PotentialSurface(potential, threads);

    private sealed class Worker(IEnergySurface surface, RelaxationSettings settings) : IDisposable
    {
        public Relaxer Relaxer { get; } = new(surface, settings);

        public void Dispose() => (surface as IDisposable)?.Dispose();
    }

    private sealed class Board(IReadOnlyList<Configuration> starts, Relaxed?[] ends, IProgress<RelaxationProgress>? progress)
    {
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private long _atomsLeft = Enumerable.Range(0, ends.Length).Where(i => ends[i] is null).Sum(i => (long)starts[i].Count);
        private long _atomsDone;

        public void Finish(int structure, Relaxed end)
        {
            lock (_clock)
            {
                ends[structure] = end;
                _atomsDone += starts[structure].Count;
                _atomsLeft -= starts[structure].Count;
                progress?.Report(new(ends.Length, ends.Count(e => e?.IsConverged == true), ends.Count(e => e?.IsConverged == false),
                    _clock.Elapsed, _clock.Elapsed * ((double)_atomsLeft / _atomsDone)));
            }
        }
    }
}
