using FastMtp.Training.Outliers;

namespace FastMtp.Training.Checkpoints;

/// <summary>What the search for wrong labels has found so far.</summary>
/// <param name="Step">Step of the last examination; −1 if there was none.</param>
/// <param name="ChangedStep">Step at which other labels were left out than before; 0 if there was none.</param>
/// <param name="Distrusted">The labels that are left out.</param>
internal sealed record ExaminationState(int Step, int ChangedStep, IReadOnlyList<DistrustedTerm> Distrusted)
{
    /// <summary>The same labels in a fit that begins.</summary>
    public ExaminationState AtStart() => this with { Step = -1, ChangedStep = 0 };
}
