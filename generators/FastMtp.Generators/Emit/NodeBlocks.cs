namespace FastMtp.Generators.Emit;

/// <summary>
/// Groups nodes that share operands and do not depend on each other: their sums are computed side by side in registers, and
/// an operand loaded once serves several of them.
/// </summary>
internal static class NodeBlocks
{
    /// <summary>Sums side by side. With <see cref="BlockEmitter.MostCached"/> operands they fit the 32 registers of AVX-512.</summary>
    private const int MostSums = 20;

    /// <summary>Largest number of products per block; related nodes rarely have more.</summary>
    private const int MostProducts = 400;

    /// <summary>All nodes in blocks, in an order in which they can be computed.</summary>
    public static List<SumNode[]> Of(IReadOnlyList<SumNode> nodes)
    {
        var missing = new HashSet<int>(nodes.Select(node => node.Row));
        var blocks = new List<SumNode[]>();
        var common = new CommonOperands(nodes);
        while (missing.Count > 0)
        {
            var ready = nodes.Where(node => missing.Contains(node.Row) && !node.Reads.Any(missing.Contains)).ToList();
            missing.ExceptWith(ready.Select(node => node.Row));
            while (ready.Count > 0) blocks.Add(Take(ready, common));
        }
        return blocks;
    }

    /// <summary>Picks the node that shares most with the previous block, then those that share most with the nodes picked.</summary>
    private static SumNode[] Take(List<SumNode> ready, CommonOperands common)
    {
        var first = Closest(ready, common, int.MaxValue, int.MaxValue)!;
        var block = new List<SumNode>();
        common.Clear();
        var (sums, products) = (0, 0);
        for (var next = first; next is not null; next = Closest(ready, common, MostSums - sums, MostProducts - products))
        {
            block.Add(next);
            ready.Remove(next);
            common.Add(next);
            sums += next.Groups.Length;
            products += next.ProductCount;
        }
        return [.. block];
    }

    private static SumNode? Closest(List<SumNode> ready, CommonOperands common, int sums, int products)
    {
        SumNode? closest = null;
        var best = -1.0;
        foreach (var node in ready)
        {
            if (node.Groups.Length > sums || node.ProductCount > products) continue;
            var share = common.ShareOf(node);
            if (share <= best) continue;
            (best, closest) = (share, node);
        }
        return closest;
    }

    /// <summary>Counts the operands that each node has in common with the nodes of a block.</summary>
    private sealed class CommonOperands
    {
        private readonly Dictionary<string, List<int>> _users = [];
        private readonly Dictionary<int, string[]> _operands = [];
        private readonly HashSet<string> _known = [];
        private readonly Dictionary<int, int> _common = [];

        public CommonOperands(IReadOnlyList<SumNode> nodes)
        {
            foreach (var node in nodes)
            {
                _operands.Add(node.Row, [.. node.Operands]);
                foreach (var operand in _operands[node.Row])
                {
                    if (!_users.TryGetValue(operand, out var users)) _users.Add(operand, users = []);
                    users.Add(node.Row);
                }
            }
        }

        public void Clear()
        {
            _known.Clear();
            _common.Clear();
        }

        public void Add(SumNode node)
        {
            foreach (var operand in _operands[node.Row])
            {
                if (!_known.Add(operand)) continue;
                foreach (var row in _users[operand])
                {
                    _common.TryGetValue(row, out var count);
                    _common[row] = count + 1;
                }
            }
        }

        public double ShareOf(SumNode node) =>
            _common.TryGetValue(node.Row, out var count) ? (double)count / _operands[node.Row].Length : 0;
    }
}
