using FastMtp.Blocks;
using FastMtp.Kernels;
using FastMtp.Packing;
using FastMtp.Potentials;
using FastMtp.Threading;

namespace FastMtp.Evaluation;

/// <summary>Evaluates many configurations: small ones side by side, one per thread, large ones each on all threads.</summary>
/// <param name="create">Creates an evaluator for a number of threads.</param>
/// <param name="threads">Number of threads; 0 for one per core.</param>
internal sealed class SetEvaluator(Func<int, Evaluator> create, int threads = 0)
{
    /// <summary>From this average number of atoms on, one configuration keeps all threads busy.</summary>
    private const int LargeConfiguration = 2000;

    /// <summary>Evaluates with a potential that has all its coefficients; parameters as for <see cref="Evaluator"/>.</summary>
    public SetEvaluator(PotentialModel potential, MtpKernel? kernel = null, int threads = 0, RadialSource radial = RadialSource.ByCost)
        : this(count => new Evaluator(potential, kernel, count, radial), threads)
    {
    }

    /// <summary>Passes every configuration and its prediction to <paramref name="inOrder"/>, one at a time.</summary>
    /// <exception cref="InputException">Two atoms of a configuration are at the same place.</exception>
    public void Run(IReadOnlyList<Configuration> configurations, Action<Configuration, Prediction> inOrder)
    {
        if (configurations.Count == 0) return;
        var isLarge = configurations.Average(c => c.Count) > LargeConfiguration;
        using var parallel = new OrderedParallel<Evaluator>(
            isLarge ? 1 : threads, () => create(isLarge ? threads : 1));
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
