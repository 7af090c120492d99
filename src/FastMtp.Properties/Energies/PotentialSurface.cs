using FastMtp.Data;

namespace FastMtp.Properties.Energies;

/// <summary>The energy surface of a potential. It reuses its memory, so each thread needs its own.</summary>
/// <param name="potential">The potential.</param>
/// <param name="threads">Threads of one evaluation; results do not depend on their number.</param>
internal sealed class PotentialSurface(Potential potential, int threads = 1) : IEnergySurface, IDisposable
{
    /// <summary>With the same limit for all pairs, the nearest atoms are found.</summary>
    private static readonly PairDistances Alike = new(1);

    private readonly Evaluator _evaluator = potential.CreateEvaluator(threads);

    /// <inheritdoc/>
    public SurfacePoint Evaluate(Configuration configuration)
    {
        var siteEnergies = new double[configuration.Count];
        var forces = new double[3 * configuration.Count];
        var virial = new double[6];
        var shortest = double.PositiveInfinity;
        _evaluator.Evaluate(
            configuration,
            result =>
            {
                result.AddTo(siteEnergies, forces, virial);
                shortest = Math.Min(shortest, result.Shortest.Squared);
            },
            Alike);
        return new(siteEnergies.Sum(), forces, Virial.From(virial), Math.Sqrt(shortest));
    }

    /// <inheritdoc/>
    public void Dispose() => _evaluator.Dispose();
}
