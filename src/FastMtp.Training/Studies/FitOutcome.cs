using System.Text.Json.Serialization;
using FastMtp.Training.History;

namespace FastMtp.Training.Studies;

/// <summary>A point of a learning curve.</summary>
/// <param name="Step">Steps made.</param>
/// <param name="Loss">Loss on the training set.</param>
/// <param name="ValidationLoss">Loss on the validation set; null where it was not computed.</param>
internal sealed record LearningPoint(int Step, double Loss, double? ValidationLoss)
{
    /// <summary>Errors on the training set, where known; not kept in records of studies.</summary>
    [JsonIgnore]
    public ErrorSummary? Training { get; init; }

    /// <summary>Errors on the validation set, where known; not kept in records of studies.</summary>
    [JsonIgnore]
    public ErrorSummary? Validation { get; init; }

    /// <summary>True for the step whose coefficients are kept.</summary>
    [JsonIgnore]
    public bool IsKept { get; init; }

    /// <summary>The point of a step.</summary>
    public static LearningPoint Of(TrainingRecord record) =>
        new(record.Step, record.Loss, record.ValidationLoss) { Training = record.Training, Validation = record.Validation };

    /// <summary>The course of a fit.</summary>
    /// <param name="history">Its steps.</param>
    /// <param name="kept">The step whose coefficients are kept.</param>
    public static LearningPoint[] Curve(IEnumerable<TrainingRecord> history, int? kept) =>
        [.. history.Select(record => Of(record) with { IsKept = record.Step == kept })];
}

/// <summary>Outcome of a fit in a study. Errors are those of the best coefficients seen.</summary>
internal sealed record FitOutcome
{
    /// <summary>The fit.</summary>
    public required FitSpecification Specification { get; init; }

    /// <summary><see cref="IFitRunner.Fingerprint"/>: distinguishes fits to other data or with other settings.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Number of radial parameters.</summary>
    public required int RadialParameters { get; init; }

    /// <summary>Total number of fitted parameters.</summary>
    public required int Parameters { get; init; }

    /// <summary>Errors on the training set.</summary>
    public required ErrorSummary Training { get; init; }

    /// <summary>Errors on the validation set; null without one.</summary>
    public ErrorSummary? Validation { get; init; }

    /// <summary>Learning curve: the steps with a validation.</summary>
    public required IReadOnlyList<LearningPoint> History { get; init; }

    /// <summary>Steps made.</summary>
    public required int Steps { get; init; }

    /// <summary>Step of the best coefficients.</summary>
    public required int BestStep { get; init; }

    /// <summary>Evaluations of loss and gradient.</summary>
    public required int Evaluations { get; init; }

    /// <summary>Why the fit ended.</summary>
    public required StoppingReason Reason { get; init; }

    /// <summary>Wall-clock time.</summary>
    public required double Seconds { get; init; }

    /// <summary>Processor time over all threads.</summary>
    public required double CpuSeconds { get; init; }
}
