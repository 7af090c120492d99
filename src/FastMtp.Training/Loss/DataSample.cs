using FastMtp.Basis;
using FastMtp.Packing;

namespace FastMtp.Training.Loss;

/// <summary>
/// Blocks that stand for all of a data set while a fit is far from its end: of every so many consecutive ones, one at random, so that
/// neither order nor period of the file decides, and the first of each kind that these miss: a group, or a set of species.
/// </summary>
internal sealed class DataSample
{
    private readonly bool[] _hasBlock;
    private readonly bool[] _hasCell;

    /// <summary>Chooses blocks; the same on every rank.</summary>
    /// <param name="configurations">The data set.</param>
    /// <param name="parts">How many consecutive blocks one stands for.</param>
    public DataSample(IReadOnlyList<Configuration> configurations, int parts)
    {
        var blocks = ConfigurationGroups.Of(configurations);
        _hasBlock = new bool[blocks.Count];
        var random = new SplitMix64((ulong)parts);
        for (var first = 0; first < blocks.Count; first += parts)
            _hasBlock[first + (int)(random.Next() % (ulong)Math.Min(parts, blocks.Count - first))] = true;
        AddMissingKinds([.. blocks.Select(block => block.Select(KindOf).ToHashSet())]);
        _hasCell = [.. blocks.SelectMany((block, i) => Enumerable.Repeat(_hasBlock[i], block.Count))];
        Cells = _hasCell.Count(isIn => isIn);
        Blocks = _hasBlock.Count(isIn => isIn);
        Atoms = configurations.Where((_, i) => _hasCell[i]).Sum(configuration => (long)configuration.Count);
        Factor = (double)configurations.Count / Cells;
    }

    /// <summary>Number of its configurations.</summary>
    public int Cells { get; }

    /// <summary>Number of its blocks.</summary>
    public int Blocks { get; }

    /// <summary>Number of its atoms.</summary>
    public long Atoms { get; }

    /// <summary>A factor on its loss that makes it an estimate of that of all.</summary>
    public double Factor { get; }

    /// <summary>True for its blocks, by their number in the data set.</summary>
    public bool HasBlock(int block) => _hasBlock[block];

    /// <summary>True for its configurations, by their number in the data set.</summary>
    public bool HasCell(int configuration) => _hasCell[configuration];

    private void AddMissingKinds(HashSet<(string?, string)>[] kinds)
    {
        var known = kinds.Where((_, block) => _hasBlock[block]).SelectMany(of => of).ToHashSet();
        for (var block = 0; block < kinds.Length; block++)
        {
            if (_hasBlock[block] || known.IsSupersetOf(kinds[block])) continue;
            _hasBlock[block] = true;
            known.UnionWith(kinds[block]);
        }
    }

    private static (string?, string) KindOf(Configuration configuration) =>
        (configuration.ConfigType, string.Join(' ', configuration.Types.Distinct().Order()));
}
