namespace FastMtp.Training.Distribution;

/// <summary>
/// Processes that share one fit. Only rank 0 makes decisions, so that clocks, signals and full disks, which differ between
/// processes, cannot make them diverge. All calls are collective: every rank makes them in the same order.
/// </summary>
internal interface ICommunicator
{
    /// <summary>Rank of this process, from 0.</summary>
    int Rank { get; }

    /// <summary>Number of processes.</summary>
    int Count { get; }

    /// <summary>Broadcasts the numbers of rank 0.</summary>
    void Broadcast(Span<double> numbers);

    /// <summary>Sums the numbers over all ranks. Rank 0 gets the sums; on other ranks the contents are undefined.</summary>
    void Sum(Span<double> numbers);
}
