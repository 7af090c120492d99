using FastMtp.Errors;
using FastMtp.Evaluation;
using FastMtp.Kernels;
using FastMtp.Potentials;

namespace FastMtp.Training.Compression;

/// <summary>Compares a potential with variants of it on the same data.</summary>
/// <param name="Errors">Errors of each against the labels.</param>
/// <param name="Changes">Differences of all others from the first.</param>
internal sealed record PotentialComparison(IReadOnlyList<PredictionErrors> Errors, IReadOnlyList<PredictionErrors> Changes)
{
    /// <summary>Evaluates all potentials, keeping the predictions of the first (24 bytes per atom).</summary>
    /// <param name="potentials">The potentials; all must have the same basis plan.</param>
    /// <param name="data">Configurations to evaluate.</param>
    /// <param name="kernel">Kernel for their plan; null to choose automatically.</param>
    /// <param name="threads">Number of threads; 0 for one per core.</param>
    /// <exception cref="InputException">Two atoms of a configuration coincide.</exception>
    public static PotentialComparison Of(IReadOnlyList<PotentialModel> potentials, IReadOnlyList<Configuration> data,
        MtpKernel? kernel = null, int threads = 0)
    {
        PredictionErrors[] errors = [.. potentials.Select(_ => new PredictionErrors())],
            changes = [.. potentials.Skip(1).Select(_ => new PredictionErrors())];
        var first = new List<Prediction>();
        new SetEvaluator(potentials[0], kernel, threads).Run(data, (configuration, predicted) =>
        {
            errors[0].Add(configuration, predicted);
            first.Add(predicted);
        });
        for (var i = 1; i < potentials.Count; i++)
        {
            var n = 0;
            new SetEvaluator(potentials[i], kernel, threads).Run(data, (configuration, predicted) =>
            {
                errors[i].Add(configuration, predicted);
                var before = first[n++];
                changes[i - 1].Add(configuration with { Energy = before.Energy, Forces = before.Forces, Virial = before.Virial },
                    predicted);
            });
        }
        return new(errors, changes);
    }
}
