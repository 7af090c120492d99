using System.Collections.Concurrent;
using FastMtp.Blocks;
using FastMtp.Kernels;
using FastMtp.Neighbors;
using FastMtp.Packing;
using FastMtp.Potentials;
using FastMtp.Threading;

namespace FastMtp.Evaluation;

/// <summary>
/// Evaluates configurations with the fastest kernel there is, on all cores. Results do not depend on the number of threads.
/// </summary>
/// <remarks>
/// Atoms are taken in groups of at most 256, whatever the number of threads, and summed in the order of the groups.
/// Memory: about 1 kB per atom for the groups in flight, and 24 bytes per atom for the result.
/// </remarks>
internal sealed class Evaluator : IEvaluator, IDisposable
{
    private readonly BlockEvaluator _blocks;
    private readonly PotentialCoefficients _coefficients;
    private readonly PotentialModel _potential;
    private readonly OrderedParallel<Worker> _parallel;
    private readonly ConcurrentBag<GroupResult> _results = [];

    /// <summary>Creates the evaluator.</summary>
    /// <param name="potential">A potential with all its coefficients.</param>
    /// <param name="kernel">The kernel to use; by default the registry chooses.</param>
    /// <param name="threads">Number of threads; 0 for one per core.</param>
    /// <param name="radial">Where radial coefficients that are factors are read from; the results are the same.</param>
    public Evaluator(PotentialModel potential, MtpKernel? kernel = null, int threads = 0, RadialSource radial = RadialSource.ByCost)
    {
        _potential = potential;
        _blocks = BlockEvaluator.Create(kernel ?? KernelRegistry.For(potential.Plan), potential);
        _coefficients = new PotentialCoefficients(potential, RadialCost.Choose(potential.RadialTensor, Kernel.Lanes, radial));
        _parallel = new OrderedParallel<Worker>(threads, () => new Worker(this));
    }

    /// <summary>The kernel that runs.</summary>
    public MtpKernel Kernel => _blocks.Kernel;

    /// <summary>What the radial coefficients are read from.</summary>
    public RadialSource Radial => _coefficients.Source;

    /// <inheritdoc/>
    public Prediction Evaluate(INeighborSource neighbors)
    {
        var siteEnergies = new double[neighbors.CenterCount];
        var forces = new double[3 * neighbors.AtomCount];
        var virial = new double[6];
        var size = GroupSize(neighbors.CenterCount);
        _parallel.Run(
            (neighbors.CenterCount + size - 1) / size,
            (worker, group) => worker.Evaluate(neighbors, group * size, Math.Min(size, neighbors.CenterCount - group * size)),
            result =>
            {
                result.AddTo(siteEnergies, forces, virial);
                _results.Add(result);
            });
        return new(siteEnergies.Sum(), siteEnergies, forces, Virial.From(virial));
    }

    /// <summary>Atoms that one thread takes at a time: small enough that a few hundred keep several threads busy, large enough that most neighbours are in the same group.</summary>
    internal static int GroupSize(int atoms) => Math.Clamp(atoms / 16 & -8, 64, 256);

    /// <summary>Evaluates small configurations side by side in one block, on the calling thread.</summary>
    internal Prediction[] EvaluateTogether(IReadOnlyList<INeighborSource> configurations)
    {
        Prediction[] results = [];
        _parallel.Run(1, (worker, _) => worker.EvaluateTogether(configurations), found => results = found);
        return results;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _parallel.Dispose();
        _coefficients.Dispose();
    }

    private sealed class Worker(Evaluator owner) : IDisposable
    {
        private readonly AtomBlockBuilder _builder = new(owner._blocks.Kernel.Lanes, owner._potential.SpeciesCount, owner._potential.Radial.Cutoff);
        private readonly BlockState _state = new(owner._blocks.Kernel, keepsBatches: false);
        private readonly AtomBlock _block = new(owner._blocks.Kernel.Lanes);

        public GroupResult Evaluate(INeighborSource neighbors, int first, int count)
        {
            if (neighbors.Order.IsEmpty)
                _builder.Add(neighbors, first, count);
            else
                _builder.Add(neighbors, neighbors.Order.Slice(first, count));
            owner._blocks.Evaluate(_builder.Build(_block), owner._coefficients, _state);
            if (!owner._results.TryTake(out var result)) result = new GroupResult();
            return result.Take(_block, _state);
        }

        public Prediction[] EvaluateTogether(IReadOnlyList<INeighborSource> configurations)
        {
            foreach (var configuration in configurations) _builder.Add(configuration, 0, configuration.CenterCount);
            owner._blocks.Evaluate(_builder.Build(_block), owner._coefficients, _state);
            var results = new Prediction[configurations.Count];
            var first = 0;
            for (var i = 0; i < results.Length; i++)
            {
                var count = configurations[i].CenterCount;
                var virial = Virial.Sum(_state.SiteVirials.AsSpan(6 * first, 6 * count));
                var siteEnergies = _state.SiteEnergies[first..(first + count)];
                results[i] = new(siteEnergies.Sum(), siteEnergies, _state.Forces[(3 * first)..(3 * (first + count))], virial);
                first += count;
            }
            return results;
        }

        public void Dispose()
        {
            _state.Dispose();
            _block.Dispose();
        }
    }
}
