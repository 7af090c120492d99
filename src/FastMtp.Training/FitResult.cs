namespace FastMtp;

/// <summary>A fitted potential and how the fit went.</summary>
public sealed record FitResult
{
    /// <summary>The potential with the best coefficients seen; after final steps, those with the lowest loss on all data.</summary>
    public required Potential Potential { get; init; }

    /// <summary>Errors on the training set, before final steps.</summary>
    public required ErrorSummary TrainingErrors { get; init; }

    /// <summary>
    /// Errors on the validation set, before final steps, which would make them too small; null without one, given or held out.
    /// </summary>
    public ErrorSummary? ValidationErrors { get; init; }

    /// <summary>Number of training configurations that were held out for validation.</summary>
    public required int HeldOut { get; init; }

    /// <summary>Number of steps on training and validation configurations together, after the fit.</summary>
    public int FinalSteps { get; init; }

    /// <summary>Errors on all these configurations after final steps; null if there were none.</summary>
    public ErrorSummary? FinalErrors { get; init; }

    /// <summary>
    /// Labels that the fit left out as probably wrong, such as "train.xyz #7: energy off by 500 meV/atom, usual 2.1",
    /// the largest errors first.
    /// </summary>
    public IReadOnlyList<string> Distrusted { get; init; } = [];

    /// <summary>Step of the best coefficients, before final steps.</summary>
    public required int BestStep { get; init; }

    /// <summary>Why the fit ended.</summary>
    public required StoppingReason Reason { get; init; }

    /// <summary>One entry per step, from step 0, without final steps.</summary>
    public required IReadOnlyList<FitStep> History { get; init; }
}
