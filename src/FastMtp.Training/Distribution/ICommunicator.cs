namespace FastMtp.Training.Distribution;

/// <summary>
/// Processes that work on one fit. Rank 0 leads: it alone decides, so that clocks, signals and full disks, which differ between
/// processes, cannot lead them apart. Every call is made by all ranks in the same order.
/// </summary>
internal interface ICommunicator
{
    /// <summary>Which of the processes this is, from 0.</summary>
    int Rank { get; }

    /// <summary>How many they are.</summary>
    int Count { get; }

    /// <summary>Gives the numbers of rank 0 to all.</summary>
    void Broadcast(Span<double> numbers);

    /// <summary>Adds up the numbers of all. Rank 0 gets the sums; elsewhere what is left in the numbers means nothing.</summary>
    void Sum(Span<double> numbers);
}
