namespace FastMtp.Training.Optimization;

/// <summary>When a line search is content.</summary>
internal sealed record LineSearchSettings
{
    /// <summary>The default settings.</summary>
    public static LineSearchSettings Default { get; } = new();

    /// <summary>Fraction of the decrease that the slope at the start promises, in (0, ½).</summary>
    public double SufficientDecrease { get; init; } = 1e-4;

    /// <summary>
    /// Fraction of the slope at the start that may be left, in (SufficientDecrease, 1). Close to one, as an evaluation
    /// costs more than a better step gains.
    /// </summary>
    public double Curvature { get; init; } = 0.9;

    /// <summary>Evaluations after which the search gives up.</summary>
    public int EvaluationLimit { get; init; } = 15;
}
