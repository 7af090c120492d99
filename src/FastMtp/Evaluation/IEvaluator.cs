namespace FastMtp.Evaluation;

/// <summary>Energy, forces and virial of configurations for one potential, whose cutoff decides who is a neighbour.</summary>
internal interface IEvaluator
{
    /// <summary>Evaluates a configuration.</summary>
    /// <exception cref="InputException">Two atoms are at the same place, or an atom is of a species that the potential does not have.</exception>
    Prediction Evaluate(Configuration configuration);
}
