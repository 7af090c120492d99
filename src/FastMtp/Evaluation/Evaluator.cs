using FastMtp.Blocks;
using FastMtp.Kernels;
using FastMtp.Neighbors;
using FastMtp.Packing;
using FastMtp.Potentials;

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
    private readonly GroupEvaluator<BlockMaker> _groups;

    /// <summary>Creates the evaluator.</summary>
    /// <param name="potential">A potential with all its coefficients.</param>
    /// <param name="kernel">The kernel to use; by default the registry chooses.</param>
    /// <param name="threads">Number of threads; 0 for one per core.</param>
    /// <param name="radial">Where radial coefficients that are factors are read from; the results are the same.</param>
    public Evaluator(PotentialModel potential, MtpKernel? kernel = null, int threads = 0, RadialSource radial = RadialSource.ByCost) =>
        _groups = new(potential, lanes => new BlockMaker(lanes, potential.SpeciesCount, potential.Radial.Cutoff), kernel, threads, radial);

    /// <summary>The kernel that runs.</summary>
    public MtpKernel Kernel => _groups.Kernel;

    /// <summary>What the radial coefficients are read from.</summary>
    public RadialSource Radial => _groups.Radial;

    /// <inheritdoc/>
    public Prediction Evaluate(Configuration configuration)
    {
        var siteEnergies = new double[configuration.Count];
        var forces = new double[3 * configuration.Count];
        var virial = new double[6];
        Evaluate(configuration, result => result.AddTo(siteEnergies, forces, virial));
        return new(siteEnergies.Sum(), siteEnergies, forces, Virial.From(virial));
    }

    /// <summary>Evaluates a configuration and hands on what each group of its atoms adds, in a fixed order.</summary>
    internal void Evaluate(Configuration configuration, Action<GroupResult> inOrder, bool withShortest = false)
    {
        var search = new NeighborSearch(configuration, _groups.Cutoff);
        var groups = new AtomGroups(configuration.Count);
        _groups.Run(
            groups.Count,
            (maker, group) => maker.Add(search, groups[group].First, groups[group].Count).Build(),
            inOrder,
            withShortest);
    }

    /// <summary>Evaluates small configurations side by side in one block, on the calling thread.</summary>
    internal Prediction[] EvaluateTogether(IReadOnlyList<Configuration> configurations)
    {
        var results = new Prediction[configurations.Count];
        _groups.Run(
            1,
            (maker, _) =>
            {
                foreach (var configuration in configurations) maker.Add(new NeighborSearch(configuration, _groups.Cutoff));
                return maker.Build();
            },
            together =>
            {
                var first = 0;
                for (var i = 0; i < results.Length; first += configurations[i++].Count) results[i] = Part(together, first, configurations[i].Count);
            });
        return results;
    }

    /// <inheritdoc/>
    public void Dispose() => _groups.Dispose();

    private static Prediction Part(GroupResult together, int first, int count)
    {
        var virial = default(Virial);
        for (var center = first; center < first + count; center++) virial += Virial.From(together.SiteVirials[(6 * center)..]);
        var siteEnergies = together.SiteEnergies.Slice(first, count).ToArray();
        return new(siteEnergies.Sum(), siteEnergies, together.Forces.Slice(3 * first, 3 * count).ToArray(), virial);
    }

    private sealed class BlockMaker(int lanes, int speciesCount, double cutoff) : IDisposable
    {
        private readonly AtomBlockBuilder _builder = new(lanes, speciesCount, cutoff);
        private readonly AtomBlock _block = new(lanes);

        /// <summary>Adds atoms that follow one another in the order of a search, so that they are near each other.</summary>
        public BlockMaker Add(NeighborSearch search, int first, int count)
        {
            _builder.Add(search, search.Order.Slice(first, count));
            return this;
        }

        /// <summary>Adds all atoms in their own order.</summary>
        public void Add(NeighborSearch search) => _builder.Add(search, 0, search.AtomCount);

        public AtomBlock Build() => _builder.Build(_block);

        public void Dispose() => _block.Dispose();
    }
}
