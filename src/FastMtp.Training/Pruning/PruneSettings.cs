using FastMtp.Training.Settings;

namespace FastMtp.Training.Pruning;

/// <summary>How much is fitted while a potential is pruned.</summary>
/// <param name="StageSteps">Steps of the fit at each point of the path.</param>
/// <param name="FinalSteps">Steps of the last fit.</param>
/// <param name="StepsOnAll">Steps on training and validation data together that follow; null for as many as are usual.</param>
/// <param name="Smoothness">Strength of the prior, as in any fit.</param>
internal sealed record PruneSettings(int StageSteps, int FinalSteps, int? StepsOnAll, double Smoothness)
{
    /// <summary>The usual settings.</summary>
    public static PruneSettings Usual { get; } = new(5, TrainingSettings.Usual.Steps, null, TrainingSettings.Usual.Smoothness);
}
