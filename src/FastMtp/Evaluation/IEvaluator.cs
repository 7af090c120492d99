namespace FastMtp.Evaluation;

/// <summary>Computes energy, forces and virial of configurations for one potential.</summary>
internal interface IEvaluator
{
    /// <summary>Evaluates a configuration.</summary>
    /// <exception cref="InputException">Two atoms are at the same place, or the potential lacks a species.</exception>
    Prediction Evaluate(Configuration configuration);
}
