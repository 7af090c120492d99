using FastMtp.Training.Optimization;

namespace FastMtp.Training.History;

/// <summary>One line of the history of a fit, with errors where known.</summary>
internal sealed record TrainingRecord : StepRecord
{
    /// <summary>Errors on the training set.</summary>
    public ErrorSummary? Training { get; init; }

    /// <summary>Errors on the validation set, every few steps.</summary>
    public ErrorSummary? Validation { get; init; }
}
