namespace FastMtp.Training.Checkpoints;

/// <summary>How much of the training data counts.</summary>
/// <param name="Parts">One of so many parts.</param>
/// <param name="ChangedStep">Step since which it does.</param>
internal sealed record SampleState(int Parts, int ChangedStep)
{
    /// <summary>Largest number of parts: with more, blocks of most data are too few, and steps hardly cheaper.</summary>
    public const int MostParts = 16;

    /// <summary>All from the first step on.</summary>
    public static SampleState All { get; } = new(1, 0);
}
