using FastMtp.Potentials;
using FastMtp.Training.History;
using FastMtp.Training.Outliers;

namespace FastMtp.Training.Fits;

/// <summary>A fitted potential and how the fit went.</summary>
/// <param name="Potential">The best coefficients seen, with notes on the fit; after final steps those on all data.</param>
/// <param name="Course">The course of the fit before final steps.</param>
internal sealed record Fitted(PotentialModel Potential, TrainingResult Course)
{
    /// <summary>The final steps; null if there were none.</summary>
    public FinalFit? Final { get; init; }

    /// <summary>Labels that the fit left out as probably wrong, in words, those of the largest errors first.</summary>
    public IReadOnlyList<string> Distrusted { get; init; } = [];

    /// <summary>True if fit or final steps were stopped, so that they can go on.</summary>
    public bool IsCancelled => (Final?.Reason ?? Course.Reason) == StoppingReason.Cancelled;
}

/// <summary>Steps on training and validation data together after a fit, from its best coefficients.</summary>
/// <param name="Before">The potential before them, which the validation errors are of.</param>
/// <param name="Configurations">Number of configurations.</param>
/// <param name="Steps">Steps made.</param>
/// <param name="Best">The best coefficients on all data.</param>
/// <param name="LossBefore">Loss on all data before.</param>
/// <param name="Errors">Errors on all data after.</param>
/// <param name="Reason">Why they ended.</param>
internal sealed record FinalFit(
    PotentialModel Before, int Configurations, int Steps, BestPoint Best, double LossBefore, ErrorSummary Errors, StoppingReason Reason)
{
    /// <summary>Labels that were left out.</summary>
    public IReadOnlyList<DistrustedTerm> Distrusted { get; init; } = [];

    /// <summary>Part of <see cref="Words"/> if they were of no use.</summary>
    public const string WithoutGain = "did not lower their loss";

    /// <summary>True if they have changed the potential, so that it knows the validation data.</summary>
    public bool Gains => Best.Loss < LossBefore;

    /// <summary>What was done, such as "5 final steps on all 313 configurations lowered their loss from 120 to 118".</summary>
    public string Words => $"{Steps} final step{(Steps == 1 ? "" : "s")} on all {Configurations} configurations "
        + (Gains
            ? FormattableString.Invariant($"lowered their loss from {LossBefore:G6} to {Best.Loss:G6}")
            : FormattableString.Invariant($"{WithoutGain} of {LossBefore:G6}"));
}
