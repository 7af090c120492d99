namespace FastMtp.Generators.Emit;

/// <summary>
/// Puts nodes together that share operands and do not wait for each other: their sums are made side by side in registers, and
/// an operand loaded once serves several of them.
/// </summary>
internal static class NodeBlocks
{
    /// <summary>Sums side by side. With <see cref="BlockEmitter.MostCached"/> operands they fit the 32 registers of AVX-512.</summary>
    private const int MostSums = 20;

    /// <summary>Products of a block; what belongs together rarely has more.</summary>
    private const int MostProducts = 600;

    /// <summary>All nodes in blocks, in an order in which they can be computed.</summary>
    public static List<SumNode[]> Of(IReadOnlyList<SumNode> nodes)
    {
        var operands = nodes.ToDictionary(node => node.Row, node => node.Operands.ToArray());
        var missing = new HashSet<int>(operands.Keys);
        var blocks = new List<SumNode[]>();
        var known = new HashSet<string>();
        while (missing.Count > 0)
        {
            var ready = nodes.Where(node => missing.Contains(node.Row) && !node.Reads.Any(missing.Contains)).ToList();
            missing.ExceptWith(ready.Select(node => node.Row));
            while (ready.Count > 0) blocks.Add(Take(ready, operands, known));
        }
        return blocks;
    }

    /// <summary>Takes the node that has most in common with the block before, then those that have most in common with what was taken.</summary>
    private static SumNode[] Take(List<SumNode> ready, Dictionary<int, string[]> operands, HashSet<string> known)
    {
        var block = new List<SumNode>();
        var (sums, products) = (0, 0);
        while (Closest(ready, operands, known, block.Count == 0 ? int.MaxValue : MostSums - sums, block.Count == 0 ? int.MaxValue : MostProducts - products) is { } next)
        {
            if (block.Count == 0) known.Clear();
            block.Add(next);
            ready.Remove(next);
            sums += next.Groups.Length;
            products += next.ProductCount;
            known.UnionWith(operands[next.Row]);
        }
        return [.. block];
    }

    private static SumNode? Closest(List<SumNode> ready, Dictionary<int, string[]> operands, HashSet<string> known, int sums, int products)
    {
        SumNode? closest = null;
        var best = -1.0;
        foreach (var node in ready)
        {
            if (node.Groups.Length > sums || node.ProductCount > products) continue;
            var own = operands[node.Row];
            var shared = (double)own.Count(known.Contains) / own.Length;
            if (shared <= best) continue;
            (best, closest) = (shared, node);
        }
        return closest;
    }
}
