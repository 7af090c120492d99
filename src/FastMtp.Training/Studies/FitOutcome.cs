namespace FastMtp.Training.Studies;

/// <summary>A point of a learning curve.</summary>
/// <param name="Step">Steps made.</param>
/// <param name="Loss">Loss on the training set.</param>
/// <param name="ValidationLoss">Loss on the validation set; null where it was not computed.</param>
internal sealed record LearningPoint(int Step, double Loss, double? ValidationLoss);

/// <summary>What a fit gave, as studies record it. Errors are those of the best coefficients seen.</summary>
internal sealed record FitOutcome
{
    /// <summary>What was fitted.</summary>
    public required FitSpecification Specification { get; init; }

    /// <summary><see cref="IFitRunner.Fingerprint"/>: tells fits to other data or with other settings apart.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Numbers that stand for the radial coefficients.</summary>
    public required int RadialParameters { get; init; }

    /// <summary>Numbers that were fitted in all.</summary>
    public required int Parameters { get; init; }

    /// <summary>Errors on the training set.</summary>
    public required ErrorSummary Training { get; init; }

    /// <summary>Errors on the validation set; null without one.</summary>
    public ErrorSummary? Validation { get; init; }

    /// <summary>Learning curve: every step at which the validation set was looked at.</summary>
    public required IReadOnlyList<LearningPoint> History { get; init; }

    /// <summary>Steps made.</summary>
    public required int Steps { get; init; }

    /// <summary>Step of the best coefficients.</summary>
    public required int BestStep { get; init; }

    /// <summary>Evaluations of loss and gradient.</summary>
    public required int Evaluations { get; init; }

    /// <summary>Why it ended.</summary>
    public required StoppingReason Reason { get; init; }

    /// <summary>Time on the clock.</summary>
    public required double Seconds { get; init; }

    /// <summary>Time of the processor, over all threads.</summary>
    public required double CpuSeconds { get; init; }
}
