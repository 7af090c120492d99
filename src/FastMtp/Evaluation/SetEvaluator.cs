using FastMtp.Blocks;
using FastMtp.Kernels;
using FastMtp.Packing;
using FastMtp.Potentials;
using FastMtp.Threading;

namespace FastMtp.Evaluation;

/// <summary>Evaluates many configurations: small ones side by side, one per thread, large ones each on all threads.</summary>
/// <param name="potential">A potential with all its coefficients.</param>
/// <param name="kernel">The kernel to use; by default the registry chooses.</param>
/// <param name="threads">Number of threads; 0 for one per core.</param>
/// <param name="radial">As for <see cref="Evaluator"/>.</param>
internal sealed class SetEvaluator(PotentialModel potential, MtpKernel? kernel = null, int threads = 0,
    RadialSource radial = RadialSource.ByCost)
{
    /// <summary>From this average number of atoms on, one configuration keeps all threads busy.</summary>
    private const int LargeConfiguration = 2000;

    /// <summary>Passes every configuration and its prediction to <paramref name="inOrder"/>, one at a time.</summary>
    /// <exception cref="InputException">Two atoms of a configuration are at the same place.</exception>
    public void Run(IReadOnlyList<Configuration> configurations, Action<Configuration, Prediction> inOrder)
    {
        if (configurations.Count == 0) return;
        var isLarge = configurations.Average(c => c.Count) > LargeConfiguration;
        using var parallel = new OrderedParallel<Evaluator>(
            isLarge ? 1 : threads, () => new Evaluator(potential, kernel, isLarge ? threads : 1, radial));
        var groups = ConfigurationGroups.Of(configurations);
        var next = 0;
        parallel.Run(groups.Count, (evaluator, i) => Evaluate(evaluator, groups[i]), results =>
        {
            foreach (var predicted in results) inOrder(configurations[next++], predicted);
        });
    }

    private static Prediction[] Evaluate(Evaluator evaluator, List<Configuration> group) =>
        group.Count == 1 ? [evaluator.Evaluate(group[0])] : evaluator.EvaluateTogether(group);
}
