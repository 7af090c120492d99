using FastMtp.Atoms;
using FastMtp.Evaluation;

namespace FastMtp.Training.Loss;

/// <summary>A configuration within a block: its centres are FirstCenter … FirstCenter + Count − 1.</summary>
internal sealed record BlockMember(Configuration Configuration, TermWeights Weights, int FirstCenter);

/// <summary>Whole configurations packed for the kernels. Geometry never changes during training, so this is done once.</summary>
internal sealed class DataBlock(AtomBlock atoms, BlockMember[] members) : IDisposable
{
    /// <summary>Configurations are put together until a block has this many atoms: enough to fill the lanes, few enough for the cache.</summary>
    private const int TargetAtoms = 128;

    public AtomBlock Atoms => atoms;

    public BlockMember[] Members => members;

    /// <summary>Packs configurations, in their order.</summary>
    public static List<DataBlock> Pack(IReadOnlyList<Configuration> configurations, LossWeights weights, int speciesCount, double cutoff, int lanes, int threads)
    {
        var groups = new List<List<Configuration>> { new() };
        var atoms = 0;
        foreach (var configuration in configurations)
        {
            if (atoms > 0 && atoms + configuration.Count > TargetAtoms)
            {
                groups.Add([]);
                atoms = 0;
            }
            groups[^1].Add(configuration);
            atoms += configuration.Count;
        }
        var blocks = new List<DataBlock>();
        using var parallel = new OrderedParallel<Builder>(threads, () => new Builder(new AtomBlockBuilder(lanes, speciesCount, cutoff)));
        parallel.Run(groups.Count, (builder, i) => builder.Build(groups[i], weights, cutoff), blocks.Add);
        return blocks;
    }

    public void Dispose() => atoms.Dispose();

    private sealed class Builder(AtomBlockBuilder builder) : IDisposable
    {
        public DataBlock Build(List<Configuration> configurations, LossWeights weights, double cutoff)
        {
            var members = new List<BlockMember>();
            var first = 0;
            foreach (var configuration in configurations)
            {
                builder.Add(new NeighborSearch(configuration, cutoff), 0, configuration.Count);
                members.Add(new(configuration, weights.For(configuration), first));
                first += configuration.Count;
            }
            return new(builder.Build(), [.. members]);
        }

        public void Dispose()
        {
        }
    }
}
