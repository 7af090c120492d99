using FastMtp.Neighbors;
using FastMtp.Packing;
using FastMtp.Threading;
using FastMtp.Training.Outliers;

namespace FastMtp.Training.Loss;

/// <summary>
/// A configuration within a block: its centres are FirstCenter … FirstCenter + Count − 1, and it is number Index of its data set.
/// </summary>
internal sealed record BlockMember(Configuration Configuration, TermWeights Weights, int FirstCenter, int Index)
{
    private readonly TermWeights _given = Weights;

    /// <summary>The same with no weight on some terms, and the given ones on the others.</summary>
    public BlockMember Without(LossTerms terms) => this with
    {
        Weights = new(
            terms.HasFlag(LossTerms.Energy) ? 0 : _given.Energy,
            terms.HasFlag(LossTerms.Forces) ? 0 : _given.Force,
            terms.HasFlag(LossTerms.Virial) ? 0 : _given.Stress),
    };
}

/// <summary>Whole configurations packed for the kernels. The geometry never changes during a fit, so this is done once.</summary>
/// <param name="index">Index of the block in the data set, whichever rank it belongs to.</param>
/// <param name="atoms">The atoms of its configurations.</param>
/// <param name="members">Its configurations.</param>
internal sealed class DataBlock(int index, AtomBlock atoms, BlockMember[] members) : IDisposable
{
    public int Index => index;

    public AtomBlock Atoms => atoms;

    public BlockMember[] Members => members;

    /// <summary>True if the loss contains forces of this block.</summary>
    public bool HasForces { get; } = members.Any(m => m.Configuration.Forces is not null && m.Weights.Force > 0);

    /// <summary>True if the loss contains virials of this block.</summary>
    public bool HasVirials { get; } = members.Any(m => m.Configuration.Virial is not null && m.Weights.Stress > 0);

    /// <summary>Packs the groups with the given indices.</summary>
    public static List<DataBlock> Pack(List<List<Configuration>> groups, int[] indices, LossWeights weights, int speciesCount,
        double cutoff, int lanes, int threads)
    {
        var blocks = new List<DataBlock>();
        var firsts = new int[groups.Count];
        for (var i = 1; i < firsts.Length; i++) firsts[i] = firsts[i - 1] + groups[i - 1].Count;
        using var parallel = new OrderedParallel<Builder>(threads, () => new Builder(new AtomBlockBuilder(lanes, speciesCount, cutoff)));
        parallel.Run(
            indices.Length,
            (builder, i) => builder.Build(indices[i], groups[indices[i]], firsts[indices[i]], weights, cutoff),
            blocks.Add);
        return blocks;
    }

    /// <summary>Leaves terms of the configurations out of the loss; the others count.</summary>
    /// <param name="terms">Terms of all configurations.</param>
    /// <param name="first">Number of the first configuration of the data set among them.</param>
    public void Distrust(ReadOnlySpan<LossTerms> terms, int first)
    {
        for (var i = 0; i < members.Length; i++) members[i] = members[i].Without(terms[first + members[i].Index]);
    }

    public void Dispose() => atoms.Dispose();

    private sealed class Builder(AtomBlockBuilder builder) : IDisposable
    {
        public DataBlock Build(int index, List<Configuration> configurations, int firstIndex, LossWeights weights, double cutoff)
        {
            var members = new List<BlockMember>();
            var first = 0;
            foreach (var configuration in configurations)
            {
                builder.Add(new NeighborSearch(configuration, cutoff), 0, configuration.Count);
                members.Add(new(configuration, weights.For(configuration), first, firstIndex + members.Count));
                first += configuration.Count;
            }
            return new(index, builder.Build(), [.. members]);
        }

        public void Dispose()
        {
        }
    }
}
