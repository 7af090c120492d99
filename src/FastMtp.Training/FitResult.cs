namespace FastMtp;

/// <summary>A fitted potential and how the fit went.</summary>
public sealed record FitResult
{
    /// <summary>The potential with the best coefficients seen.</summary>
    public required Potential Potential { get; init; }

    /// <summary>Its errors on the training set.</summary>
    public required ErrorSummary TrainingErrors { get; init; }

    /// <summary>Its errors on the validation set; null without one, given or held out.</summary>
    public ErrorSummary? ValidationErrors { get; init; }

    /// <summary>Number of training configurations that were held out for validation.</summary>
    public required int HeldOut { get; init; }

    /// <summary>Step of the best coefficients.</summary>
    public required int BestStep { get; init; }

    /// <summary>Why the fit ended.</summary>
    public required StoppingReason Reason { get; init; }

    /// <summary>One entry per step, from step 0.</summary>
    public required IReadOnlyList<FitStep> History { get; init; }
}
