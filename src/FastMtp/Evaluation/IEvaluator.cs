using FastMtp.Atoms;

namespace FastMtp.Evaluation;

/// <summary>Energy, forces and virial of configurations for one potential.</summary>
public interface IEvaluator
{
    /// <summary>Evaluates atoms whose neighbours are found by <paramref name="neighbors"/>.</summary>
    EnergyForcesVirial Evaluate(INeighborSource neighbors);
}
