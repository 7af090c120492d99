using FastMtp.Basis;

namespace FastMtp.Generators.Emit;

/// <summary>
/// Splits straight-line code into methods small enough for the JIT's optimiser, which gives up without a word on methods
/// of more than 60,000 bytes of IL.
/// </summary>
internal static class Chunks
{
    /// <summary>Products per method; one takes up to about 100 bytes of IL.</summary>
    private const int MostProducts = 250;

    /// <summary>Marks every method: optimised at its first call, because a short run ends before the JIT comes back to it, and with scratch arrays that are not zeroed.</summary>
    public const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization), SkipLocalsInit]";

    /// <summary>Writes methods <paramref name="name"/>0, 1, … for all nodes and a method that calls them in order, with <paramref name="last"/> behind.</summary>
    public static void Write(CodeWriter code, string name, string parameters, string arguments, IEnumerable<GatherNode> nodes, Action<GatherNode> write, string? last = null)
    {
        var chunks = Split(nodes);
        code.Line(Optimized);
        using (code.Open($"public static void {name}({parameters})"))
        {
            for (var i = 0; i < chunks.Count; i++) code.Line($"{name}{i}({arguments});");
            if (last is not null) code.Line(last);
        }
        for (var i = 0; i < chunks.Count; i++)
        {
            code.Line();
            code.Line(Optimized);
            using (code.Open($"private static void {name}{i}({parameters})"))
            {
                foreach (var node in chunks[i]) write(node);
            }
        }
    }

    private static List<List<GatherNode>> Split(IEnumerable<GatherNode> nodes)
    {
        var chunks = new List<List<GatherNode>>();
        var room = 0;
        foreach (var node in nodes)
        {
            if (room < node.PairCount || chunks.Count == 0)
            {
                chunks.Add([]);
                room = MostProducts;
            }
            chunks[chunks.Count - 1].Add(node);
            room -= node.PairCount;
        }
        return chunks;
    }
}
