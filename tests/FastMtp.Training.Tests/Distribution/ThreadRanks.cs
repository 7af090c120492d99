using FastMtp.Training.Distribution;

namespace FastMtp.Training.Tests.Distribution;

/// <summary>Ranks that are threads of the test, so that what several processes do can be told without any.</summary>
internal sealed class ThreadRanks : ICommunicator
{
    private readonly Exchange _exchange;

    private ThreadRanks(Exchange exchange, int rank) => (_exchange, Rank) = (exchange, rank);

    public int Rank { get; }

    public int Count => _exchange.Numbers.Length;

    /// <summary>Runs every rank on a thread of its own and returns what they return.</summary>
    public static T[] Run<T>(int count, Func<ICommunicator, T> work)
    {
        using var exchange = new Exchange(count);
        var results = new T[count];
        var threads = Enumerable.Range(0, count)
            .Select(rank => Task.Factory.StartNew(() => Work(rank), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToArray();
        Task.WaitAll(threads);
        return results;

        void Work(int rank)
        {
            try
            {
                results[rank] = work(new ThreadRanks(exchange, rank));
            }
            catch
            {
                // The others would wait for this one forever.
                exchange.Failed.Cancel();
                throw;
            }
        }
    }

    public void Broadcast(Span<double> numbers)
    {
        Meet(numbers);
        _exchange.Numbers[0].CopyTo(numbers);
        _exchange.Barrier.SignalAndWait(_exchange.Failed.Token);
    }

    public void Sum(Span<double> numbers)
    {
        Meet(numbers);
        for (var i = 0; i < numbers.Length; i++) numbers[i] = Rank == 0 ? _exchange.Numbers.Sum(own => own[i]) : double.NaN;
        _exchange.Barrier.SignalAndWait(_exchange.Failed.Token);
    }

    private void Meet(ReadOnlySpan<double> numbers)
    {
        _exchange.Numbers[Rank] = numbers.ToArray();
        _exchange.Barrier.SignalAndWait(_exchange.Failed.Token);
    }

    private sealed class Exchange(int count) : IDisposable
    {
        public double[][] Numbers { get; } = new double[count][];

        public Barrier Barrier { get; } = new(count);

        public CancellationTokenSource Failed { get; } = new();

        public void Dispose()
        {
            Barrier.Dispose();
            Failed.Dispose();
        }
    }
}
