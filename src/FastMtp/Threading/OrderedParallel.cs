using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace FastMtp.Threading;

/// <summary>
/// Runs numbered tasks on several threads and passes the results on in the order of the numbers, so that sums are
/// identical to the last bit for any number of threads. Workers (the memory of a thread) are kept for the next run.
/// </summary>
/// <param name="threads">Number of threads; 0 for one per core.</param>
/// <param name="createWorker">Makes the memory of a thread.</param>
internal sealed class OrderedParallel<TWorker>(int threads, Func<TWorker> createWorker) : IDisposable
    where TWorker : IDisposable
{
    private readonly ConcurrentBag<TWorker> _idle = [];

    /// <summary>Number of threads.</summary>
    public int Threads { get; } = threads > 0 ? threads : Environment.ProcessorCount;

    /// <summary>
    /// Calls <paramref name="work"/> for 0 … count − 1 on any thread, and <paramref name="inOrder"/> with the results in
    /// that order, one at a time.
    /// </summary>
    /// <exception cref="Exception">The first exception of <paramref name="work"/>, as it was thrown.</exception>
    public void Run<TResult>(int count, Func<TWorker, int, TResult> work, Action<TResult> inOrder)
    {
        if (Threads == 1 || count == 1) RunAlone(count, work, inOrder);
        else RunAll(count, work, inOrder);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.TryTake(out var worker)) worker.Dispose();
    }

    // A few atoms take about a microsecond, of which ordering and threads would cost a large part.
    private void RunAlone<TResult>(int count, Func<TWorker, int, TResult> work, Action<TResult> inOrder)
    {
        if (!_idle.TryTake(out var worker)) worker = createWorker();
        try
        {
            for (var i = 0; i < count; i++) inOrder(work(worker, i));
        }
        catch
        {
            // The worker may be in an inconsistent state.
            worker.Dispose();
            throw;
        }
        _idle.Add(worker);
    }

    private void RunAll<TResult>(int count, Func<TWorker, int, TResult> work, Action<TResult> inOrder)
    {
        var waiting = new Dictionary<int, TResult>();
        var taken = -1;
        var next = 0;
        var isHandingOver = false;
        Exception? failure = null;
        Parallel.For(0, Math.Min(Threads, count), new ParallelOptions { MaxDegreeOfParallelism = Threads }, _ => Drain());
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);

        void Drain()
        {
            if (!_idle.TryTake(out var worker)) worker = createWorker();
            try
            {
                for (var i = Interlocked.Increment(ref taken); i < count && failure is null; i = Interlocked.Increment(ref taken))
                    HandOver(i, work(worker, i));
            }
            catch (Exception e)
            {
                // The worker may be in an inconsistent state.
                worker.Dispose();
                Interlocked.CompareExchange(ref failure, e, null);
                return;
            }
            _idle.Add(worker);
        }

        // One thread at a time passes results on for all; the others leave their results and continue.
        void HandOver(int i, TResult result)
        {
            lock (waiting)
            {
                waiting.Add(i, result);
                if (isHandingOver) return;
                isHandingOver = true;
            }
            while (TryTakeNext(out var ready)) inOrder(ready);
        }

        bool TryTakeNext([MaybeNullWhen(false)] out TResult ready)
        {
            lock (waiting)
            {
                isHandingOver = waiting.Remove(next, out ready);
                if (isHandingOver) next++;
                return isHandingOver;
            }
        }
    }
}
