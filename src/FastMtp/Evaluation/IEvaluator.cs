using FastMtp.Neighbors;

namespace FastMtp.Evaluation;

/// <summary>Energy, forces and virial of configurations for one potential.</summary>
internal interface IEvaluator
{
    /// <summary>Evaluates atoms whose neighbours are found by <paramref name="neighbors"/>.</summary>
    Prediction Evaluate(INeighborSource neighbors);
}
