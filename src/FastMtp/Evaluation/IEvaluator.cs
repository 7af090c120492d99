namespace FastMtp.Evaluation;

/// <summary>Energy, forces and virial of configurations for one potential, whose cutoff decides who is a neighbour.</summary>
internal interface IEvaluator
{
    /// <summary>Evaluates a configuration.</summary>
    /// <exception cref="InputException">Two atoms are at the same place, or the potential does not have a species.</exception>
    Prediction Evaluate(Configuration configuration);
}
