using System.Runtime.ExceptionServices;

namespace FastMtp.Threading;

/// <summary>Long jobs, several at a time, each on a thread of its own.</summary>
internal static class ParallelJobs
{
    /// <summary>Runs jobs in their order until all are done, one fails, or there is no time for more.</summary>
    /// <param name="jobs">Their numbers.</param>
    /// <param name="atATime">So many run at a time.</param>
    /// <param name="run">Runs one.</param>
    /// <param name="cancellation">Stops those that run.</param>
    /// <param name="isLate">True if no job is begun any more; asked by one thread at a time.</param>
    /// <exception cref="OperationCanceledException">The jobs were stopped.</exception>
    public static void Run(IEnumerable<int> jobs, int atATime, Action<int, CancellationToken> run, CancellationToken cancellation,
        Func<bool>? isLate = null)
    {
        var waiting = new Queue<int>(jobs);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var next = new Lock();
        Exception? failure = null;

        var workers = Enumerable.Range(0, Math.Min(atATime, waiting.Count)).Select(_ => new Thread(Work)).ToArray();
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();
        // A failure also stops the other jobs, which then appear cancelled.
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
        cancellation.ThrowIfCancellationRequested();

        void Work()
        {
            try
            {
                while (TryTake(out var job)) run(job, stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, e, null);
                stop.Cancel();
            }
        }

        bool TryTake(out int job)
        {
            lock (next)
            {
                job = 0;
                return isLate?.Invoke() != true && waiting.TryDequeue(out job) && !stop.IsCancellationRequested;
            }
        }
    }
}
