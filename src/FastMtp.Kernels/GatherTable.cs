using System.Collections.Immutable;
using FastMtp.Basis;

namespace FastMtp.Kernels;

/// <summary>Gather nodes flattened for the interpreter: runs of pairs with one row and one weight.</summary>
internal sealed class GatherTable(ImmutableArray<GatherNode> nodes)
{
    public Run[] Runs { get; } = [.. from node in nodes from g in node.Groups select new Run(node.Row, g.Pairs.Length, g.Weight)];

    public Pair[] Pairs { get; } = [.. from node in nodes from g in node.Groups from p in g.Pairs select new Pair(p.X, p.Y)];

    public readonly record struct Run(int Row, int PairCount, double Weight);

    public readonly record struct Pair(int X, int Y);
}
