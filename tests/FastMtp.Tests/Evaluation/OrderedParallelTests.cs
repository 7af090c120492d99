using System.Collections.Concurrent;
using FastMtp.Threading;

namespace FastMtp.Tests.Evaluation;

public sealed class OrderedParallelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void ResultsComeOneAtATimeInTheOrderOfTheNumbers(int threads)
    {
        using var parallel = new OrderedParallel<Worker>(threads, () => new Worker());
        var handed = new List<int>();
        var inside = 0;
        parallel.Run(1000, (_, i) => Busy(i), i =>
        {
            Assert.Equal(1, Interlocked.Increment(ref inside));
            handed.Add(i);
            Interlocked.Decrement(ref inside);
        });
        Assert.Equal(Enumerable.Range(0, 1000), handed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void AWorkerThatFailedIsNotUsedAgain(int threads)
    {
        var created = new ConcurrentBag<Worker>();
        using var parallel = new OrderedParallel<Worker>(threads, () =>
        {
            var worker = new Worker();
            created.Add(worker);
            return worker;
        });
        var failed = new ConcurrentBag<Worker>();
        var error = Assert.Throws<InputException>(() => parallel.Run(100, (worker, i) =>
        {
            if (i == 37)
            {
                failed.Add(worker);
                throw new InputException("37");
            }
            return i;
        }, _ => { }));
        Assert.Equal("37", error.Message);
        Assert.True(failed.Single().IsDisposed);
        parallel.Run(100, (worker, i) => !worker.IsDisposed, Assert.True);
    }

    // Long for some numbers, so that they do not come in order by themselves.
    private static int Busy(int i)
    {
        Thread.SpinWait(i % 7 * 200);
        return i;
    }

    private sealed class Worker : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
