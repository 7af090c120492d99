using FastMtp.Basis;

namespace FastMtp.Generators.Emit;

/// <summary>A product of two operands, as expressions.</summary>
internal readonly record struct Product(string Left, string Right);

/// <summary>One output of a contraction pass, ready to be emitted.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Start">An expression that the sum starts from, or null.</param>
/// <param name="Groups">Products by the weight of their sum.</param>
/// <param name="Reads">Rows of the same pass that must be computed before.</param>
internal sealed record SumNode(int Row, string? Start, (int Weight, Product[] Products)[] Groups, int[] Reads)
{
    public int ProductCount { get; } = Groups.Sum(g => g.Products.Length);

    public IEnumerable<Product> Products => Groups.SelectMany(g => g.Products);

    public IEnumerable<string> Operands => Products.SelectMany(p => new[] { p.Left, p.Right }).Distinct();

    /// <summary>From a node of the program.</summary>
    /// <param name="node">The node.</param>
    /// <param name="start">An expression that the sum starts from, or null.</param>
    /// <param name="products">The products emitted for a pair.</param>
    /// <param name="reads">Which rows of a pair the pass itself computes.</param>
    public static SumNode Create(
        GatherNode node,
        string? start,
        Func<(int X, int Y), IEnumerable<Product>> products,
        Func<(int X, int Y), int[]> reads) =>
        new(node.Row, start, [.. node.Groups.Select(g => (g.Weight, g.Pairs.SelectMany(products).ToArray()))],
            [.. node.Groups.SelectMany(g => g.Pairs).SelectMany(reads).Distinct()]);
}
