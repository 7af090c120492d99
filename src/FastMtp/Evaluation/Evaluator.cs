using FastMtp.Blocks;
using FastMtp.Data;
using FastMtp.Evaluation;
using FastMtp.Kernels;
using FastMtp.Neighbors;
using FastMtp.Packing;
using FastMtp.Potentials;

namespace FastMtp;

/// <summary>
/// Evaluates configurations with the fastest available kernel, on all cores. Results do not depend on the number of threads.
/// </summary>
/// <remarks>
/// Atoms are taken in groups of at most 256, regardless of the number of threads, and summed in the order of the groups.
/// Memory: about 1 kB per atom for the groups in flight, and 24 bytes per atom for the result.
/// </remarks>
public sealed class Evaluator : IEvaluator, IDisposable
{
    private readonly IBlockModel _model;
    private readonly IBlockModel? _owned;
    private readonly GroupEvaluator<BlockMaker> _groups;

    /// <summary>Creates the evaluator.</summary>
    /// <param name="potential">A potential with all its coefficients.</param>
    /// <param name="kernel">The kernel to use; by default the registry chooses.</param>
    /// <param name="threads">Number of threads; 0 for one per core.</param>
    /// <param name="radial">Where factorised radial coefficients are read from; does not affect the results.</param>
    internal Evaluator(PotentialModel potential, MtpKernel? kernel = null, int threads = 0, RadialSource radial = RadialSource.ByCost)
        : this(new KernelBlocks(potential, kernel, radial), threads) => _owned = _model;

    /// <summary>Creates an evaluator that shares a potential with others.</summary>
    internal Evaluator(IBlockModel model, int threads)
    {
        _model = model;
        _groups = new(model, lanes => new BlockMaker(lanes, model.SpeciesCount, model.Cutoff), threads);
    }

    /// <summary>Energy, forces and stress of a configuration.</summary>
    /// <exception cref="InputException">
    /// An atom is of an unknown species, two atoms are at the same place, or the lattice is invalid.
    /// </exception>
    public Prediction Evaluate(Configuration configuration) => Evaluate(configuration, withGrades: false);

    /// <summary>Energy, forces and stress of a configuration, and the grades of its atoms if they are wanted.</summary>
    internal Prediction Evaluate(Configuration configuration, bool withGrades)
    {
        var siteEnergies = new double[configuration.Count];
        var forces = new double[3 * configuration.Count];
        var virial = new double[6];
        var doubts = new Doubts(configuration.Count, _model.MemberCount);
        Evaluate(
            configuration,
            result =>
            {
                result.AddTo(siteEnergies, forces, virial);
                result.AddTo(doubts);
            },
            limits: null,
            (withGrades ? SiteExtras.Grades : SiteExtras.None) | MemberExtras);
        return doubts.AddTo(Prediction.Of(configuration.Cell, siteEnergies, forces, Virial.From(virial)), withGrades);
    }

    /// <summary>Evaluates many configurations, small ones side by side, and returns the predictions in their order.</summary>
    /// <exception cref="InputException">As for <see cref="Evaluate(Configuration)"/>.</exception>
    public IReadOnlyList<Prediction> EvaluateAll(IEnumerable<Configuration> configurations)
    {
        var predictions = new List<Prediction>();
        new SetEvaluator(threads => new Evaluator(_model, threads), _groups.Threads)
            .Run([.. configurations], (_, prediction) => predictions.Add(prediction));
        return predictions;
    }

    /// <summary>Evaluates a configuration and passes on the contribution of each group of atoms, in a fixed order.</summary>
    internal void Evaluate(Configuration configuration, Action<GroupResult> inOrder, PairDistances? limits = null,
        SiteExtras extras = SiteExtras.None)
    {
        var search = new NeighborSearch(_model.Take(configuration), _groups.Cutoff);
        var groups = new AtomGroups(configuration.Count);
        _groups.Run(
            groups.Count,
            (maker, group) => maker.Add(search, groups[group].First, groups[group].Count).Build(),
            inOrder,
            limits,
            extras);
    }

    /// <summary>Evaluates small configurations side by side in one block, on the calling thread.</summary>
    internal Prediction[] EvaluateTogether(IReadOnlyList<Configuration> configurations)
    {
        var results = new Prediction[configurations.Count];
        _groups.Run(
            1,
            (maker, _) =>
            {
                foreach (var configuration in configurations) maker.Add(new NeighborSearch(_model.Take(configuration), _groups.Cutoff));
                return maker.Build();
            },
            together =>
            {
                var first = 0;
                for (var i = 0; i < results.Length; first += configurations[i++].Count)
                    results[i] = Part(together, first, configurations[i]);
            },
            limits: null,
            MemberExtras);
        return results;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _groups.Dispose();
        _owned?.Dispose();
    }

    private SiteExtras MemberExtras => _model.MemberCount > 0 ? SiteExtras.Members : SiteExtras.None;

    private static Prediction Part(GroupResult together, int first, Configuration configuration)
    {
        var count = configuration.Count;
        var virial = default(Virial);
        for (var center = first; center < first + count; center++) virial += Virial.From(together.SiteVirials[(6 * center)..]);
        var siteEnergies = together.SiteEnergies.Slice(first, count).ToArray();
        var prediction = Prediction.Of(configuration.Cell, siteEnergies, together.Forces.Slice(3 * first, 3 * count).ToArray(), virial);
        return Doubts.Part(together, first, count).AddTo(prediction, withGrades: false);
    }

    private sealed class BlockMaker(int lanes, int speciesCount, double cutoff) : IDisposable
    {
        private readonly AtomBlockBuilder _builder = new(lanes, speciesCount, cutoff);
        private readonly AtomBlock _block = new(lanes);

        /// <summary>Adds atoms that follow one another in the order of a search, so that they are close together.</summary>
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
