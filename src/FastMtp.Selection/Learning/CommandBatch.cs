using System.Runtime.ExceptionServices;

namespace FastMtp.Selection.Learning;

/// <summary>Runs commands of the user, several side by side.</summary>
internal static class CommandBatch
{
    /// <summary>Runs all of them to their ends, those first that come first.</summary>
    /// <param name="count">Number of commands.</param>
    /// <param name="parallel">Number of commands side by side.</param>
    /// <param name="run">Runs one of them; it blocks, and is called on a thread of its own.</param>
    /// <param name="cancellation">Ends those that run.</param>
    /// <exception cref="OperationCanceledException">They were ended.</exception>
    public static void Run(int count, int parallel, Action<int, CancellationToken> run, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var next = -1;
        Exception? failure = null;
        var workers = Enumerable.Range(0, Math.Min(parallel, count)).Select(_ => new Thread(Work)).ToArray();
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();
        cancellation.ThrowIfCancellationRequested();
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);

        void Work()
        {
            try
            {
                for (int i; (i = Interlocked.Increment(ref next)) < count;) run(i, stop.Token);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, e, null);
                stop.Cancel();
            }
        }
    }
}
