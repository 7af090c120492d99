namespace FastMtp.Generators.Emit;

/// <summary>
/// Splits straight-line code into methods small enough for the JIT's optimiser, which silently gives up on methods
/// of more than 60,000 bytes of IL.
/// </summary>
internal static class Chunks
{
    /// <summary>Products per method; one takes 40 to 60 bytes of IL.</summary>
    private const int MostProducts = 450;

    /// <summary>
    /// Attributes of every method: optimised at its first call, because a short run ends before tiered compilation reaches it,
    /// and without zeroing of scratch arrays.
    /// </summary>
    public const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization), SkipLocalsInit]";

    /// <summary>Writes methods <paramref name="name"/>0, 1, … that compute all nodes, and a method that calls them in order.</summary>
    /// <param name="code">The output.</param>
    /// <param name="name">Name of the pass.</param>
    /// <param name="parameters">Of every method.</param>
    /// <param name="arguments">The same without types.</param>
    /// <param name="array">The array for the results.</param>
    /// <param name="nodes">The nodes.</param>
    /// <param name="last">A statement after the last call.</param>
    public static void Write(CodeWriter code, string name, string parameters, string arguments, string array, IReadOnlyList<SumNode> nodes,
        string? last = null)
    {
        var chunks = Split(NodeBlocks.Of(nodes));
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
                var emitter = new BlockEmitter(code);
                foreach (var block in chunks[i]) emitter.Write(block, array);
            }
        }
    }

    private static List<List<SumNode[]>> Split(List<SumNode[]> blocks)
    {
        var chunks = new List<List<SumNode[]>>();
        var room = 0;
        foreach (var block in blocks)
        {
            var products = block.Sum(node => node.ProductCount);
            if (room < products || chunks.Count == 0)
            {
                chunks.Add([]);
                room = MostProducts;
            }
            chunks[chunks.Count - 1].Add(block);
            room -= products;
        }
        return chunks;
    }
}
