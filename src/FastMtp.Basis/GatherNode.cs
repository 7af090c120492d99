using System.Collections.Immutable;

namespace FastMtp.Basis;

/// <summary>Rows that are multiplied pairwise and summed, all with one integer weight.</summary>
/// <param name="Weight">The factor of the sum.</param>
/// <param name="Pairs">Rows X and Y of each product; the arrays they index depend on the pass.</param>
internal sealed record GatherGroup(int Weight, ImmutableArray<(int X, int Y)> Pairs);

/// <summary>
/// One self-contained output of a pass: Row = sum over groups of Weight · sum of X·Y. Gathering keeps the sum in a
/// register and stores it once.
/// </summary>
internal sealed record GatherNode(int Row, ImmutableArray<GatherGroup> Groups)
{
    /// <summary>Number of products.</summary>
    public int PairCount => Groups.Sum(g => g.Pairs.Length);

    internal static GatherNode Create(int row, IEnumerable<(int Weight, int X, int Y)> products) =>
        new(row, [.. products.GroupBy(p => p.Weight).OrderBy(g => g.Key).Select(
            g => new GatherGroup(g.Key, [.. g.Select(p => (p.X, p.Y))]))]);
}
