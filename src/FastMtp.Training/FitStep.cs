using FastMtp.Training.History;

namespace FastMtp;

/// <summary>One step of a fit.</summary>
/// <param name="Step">Steps made, 0 for the start.</param>
/// <param name="Loss">Loss on the training set.</param>
/// <param name="Training">Errors on the training set, where known.</param>
/// <param name="Validation">Errors on the validation set, every few steps.</param>
/// <param name="Elapsed">Time since the start.</param>
/// <param name="Remaining">Upper bound on the time left at the present speed; null before the first step and in a history.</param>
public sealed record FitStep(int Step, double Loss, ErrorSummary? Training, ErrorSummary? Validation, TimeSpan Elapsed, TimeSpan? Remaining)
{
    /// <summary>True for steps on training and validation configurations together, which are counted from 0 again.</summary>
    public bool IsFinal { get; init; }

    internal static FitStep Of(TrainingRecord record, TimeSpan? remaining) =>
        new(record.Step, record.Loss, record.Training, record.Validation, TimeSpan.FromSeconds(record.Seconds), remaining);
}
