namespace FastMtp.Training.Distribution;

/// <summary>A process that works alone.</summary>
internal sealed class SingleProcess : ICommunicator
{
    /// <inheritdoc/>
    public int Rank => 0;

    /// <inheritdoc/>
    public int Count => 1;

    /// <inheritdoc/>
    public void Broadcast(Span<double> numbers)
    {
    }

    /// <inheritdoc/>
    public void Sum(Span<double> numbers)
    {
    }
}
