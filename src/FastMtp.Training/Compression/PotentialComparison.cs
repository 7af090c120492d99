using FastMtp.Atoms;
using FastMtp.Evaluation;
using FastMtp.Kernels;
using FastMtp.Potentials;

namespace FastMtp.Training.Compression;

/// <summary>Two potentials on the same data.</summary>
/// <param name="First">Errors of the first against the labels.</param>
/// <param name="Second">Errors of the second against the labels.</param>
/// <param name="Difference">What the second says against what the first says.</param>
public sealed record PotentialComparison(PredictionErrors First, PredictionErrors Second, PredictionErrors Difference)
{
    /// <summary>Evaluates both. The predictions of one are kept meanwhile, 24 bytes per atom.</summary>
    /// <exception cref="InputException">Two atoms of a configuration are at the same place.</exception>
    public static PotentialComparison Of(MtpPotential first, MtpPotential second, IReadOnlyList<Configuration> data, MtpKernel? kernel = null, int threads = 0)
    {
        var comparison = new PotentialComparison(new(), new(), new());
        var predictions = new Queue<EnergyForcesVirial>();
        new SetEvaluator(first, kernel, threads).Run(data, (configuration, predicted) =>
        {
            comparison.First.Add(configuration, predicted);
            predictions.Enqueue(predicted);
        });
        new SetEvaluator(second, kernel, threads).Run(data, (configuration, predicted) =>
        {
            comparison.Second.Add(configuration, predicted);
            var other = predictions.Dequeue();
            comparison.Difference.Add(configuration with { Energy = other.Energy, Forces = other.Forces, Virial = other.Virial }, predicted);
        });
        return comparison;
    }
}
