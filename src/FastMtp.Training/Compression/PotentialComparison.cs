using FastMtp.Errors;
using FastMtp.Evaluation;
using FastMtp.Kernels;
using FastMtp.Potentials;

namespace FastMtp.Training.Compression;

/// <summary>A potential and what was made of it, on the same data.</summary>
/// <param name="Errors">Errors of each against the labels.</param>
/// <param name="Changes">What each but the first says against what the first says.</param>
internal sealed record PotentialComparison(IReadOnlyList<PredictionErrors> Errors, IReadOnlyList<PredictionErrors> Changes)
{
    /// <summary>Evaluates all. The predictions of the first are kept meanwhile, 24 bytes per atom.</summary>
    /// <param name="potentials">The potentials, which have the same basis plan.</param>
    /// <param name="data">Where to evaluate them.</param>
    /// <param name="kernel">For their plan; null for the one that is chosen by itself.</param>
    /// <param name="threads">Threads; 0 for one per core.</param>
    /// <exception cref="InputException">Two atoms of a configuration are at the same place.</exception>
    public static PotentialComparison Of(IReadOnlyList<PotentialModel> potentials, IReadOnlyList<Configuration> data, MtpKernel? kernel = null, int threads = 0)
    {
        PredictionErrors[] errors = [.. potentials.Select(_ => new PredictionErrors())], changes = [.. potentials.Skip(1).Select(_ => new PredictionErrors())];
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
                changes[i - 1].Add(configuration with { Energy = before.Energy, Forces = before.Forces, Virial = before.Virial }, predicted);
            });
        }
        return new(errors, changes);
    }
}
