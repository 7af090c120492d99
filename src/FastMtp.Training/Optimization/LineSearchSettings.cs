namespace FastMtp.Training.Optimization;

/// <summary>Acceptance criteria of a line search.</summary>
internal sealed record LineSearchSettings
{
    /// <summary>The default settings.</summary>
    public static LineSearchSettings Default { get; } = new();

    /// <summary>Required fraction of the decrease predicted by the initial slope, in (0, ½).</summary>
    public double SufficientDecrease { get; init; } = 1e-4;

    /// <summary>
    /// Fraction of the initial slope that may remain, in (SufficientDecrease, 1). Close to one, as an evaluation
    /// costs more than a better step gains.
    /// </summary>
    public double Curvature { get; init; } = 0.9;

    /// <summary>Maximum number of evaluations.</summary>
    public int EvaluationLimit { get; init; } = 15;
}
