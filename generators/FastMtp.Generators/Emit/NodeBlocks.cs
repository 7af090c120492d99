namespace FastMtp.Generators.Emit;

/// <summary>
/// Puts nodes together that share operands and do not wait for each other: their sums are made side by side in registers, and
/// an operand loaded once serves several of them.
/// </summary>
internal static class NodeBlocks
{
    /// <summary>Sums side by side. With <see cref="BlockEmitter.MostCached"/> operands they fit the 32 registers of AVX-512.</summary>
    private const int MostSums = 10;

    /// <summary>Products of a block; what belongs together rarely has more.</summary>
    private const int MostProducts = 100;

    /// <summary>All nodes in blocks, in an order in which they can be computed.</summary>
    public static List<SumNode[]> Of(IReadOnlyList<SumNode> nodes)
    {
        var missing = nodes.ToDictionary(node => node.Row);
        var waiting = nodes.ToDictionary(node => node.Row, node => node.Operands.ToArray());
        var blocks = new List<SumNode[]>();
        while (missing.Count > 0)
        {
            var ready = nodes.Where(node => missing.ContainsKey(node.Row) && !node.Reads.Any(missing.ContainsKey)).ToList();
            while (ready.Count > 0)
            {
                var block = Take(ready, waiting);
                blocks.Add(block);
            }
            foreach (var node in blocks.SelectMany(block => block)) missing.Remove(node.Row);
        }
        return blocks;
    }

    /// <summary>Takes the first node and those that have most in common with what was taken.</summary>
    private static SumNode[] Take(List<SumNode> ready, Dictionary<int, string[]> operands)
    {
        var block = new List<SumNode>();
        var known = new HashSet<string>();
        var (sums, products) = (0, 0);
        var next = ready[0];
        while (next is not null)
        {
            block.Add(next);
            ready.Remove(next);
            sums += next.Groups.Length;
            products += next.ProductCount;
            known.UnionWith(operands[next.Row]);
            next = null;
            var best = 0.0;
            foreach (var node in ready)
            {
                if (sums + node.Groups.Length > MostSums || products + node.ProductCount > MostProducts) continue;
                var own = operands[node.Row];
                var shared = (double)own.Count(known.Contains) / own.Length;
                if (shared <= best) continue;
                (best, next) = (shared, node);
            }
        }
        return [.. block];
    }
}
