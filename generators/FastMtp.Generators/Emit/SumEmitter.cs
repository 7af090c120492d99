using FastMtp.Basis;

namespace FastMtp.Generators.Emit;

/// <summary>Prints Σ w·x·y of a gather node as fused multiply-adds into one register per weight.</summary>
internal static class SumEmitter
{
    /// <summary>A chain longer than this is split in two, so that it does not wait for its own results.</summary>
    private const int LongestChain = 8;

    /// <summary>Writes statements that leave the node's sum in a variable and returns the variable's name.</summary>
    /// <param name="code">Where to print.</param>
    /// <param name="node">The node.</param>
    /// <param name="start">An expression that the sum starts from, or null.</param>
    /// <param name="terms">The products (two factors each) of a pair.</param>
    public static string Write(CodeWriter code, GatherNode node, string? start, Func<(int X, int Y), IEnumerable<(string Left, string Right)>> terms)
    {
        string? total = start;
        foreach (var group in node.Groups)
        {
            var products = group.Pairs.SelectMany(terms).ToArray();
            if (group.Weight == 1)
            {
                total = Chain(code, $"s{node.Row}", total, products);
                continue;
            }
            var sum = Chain(code, $"s{node.Row}x{group.Weight}", null, products);
            if (total is null)
            {
                code.Line($"var s{node.Row} = {sum} * Create({CodeWriter.Number(group.Weight)});");
            }
            else
            {
                var isVariable = total == $"s{node.Row}";
                code.Line($"{(isVariable ? "" : "var ")}s{node.Row} = MultiplyAddEstimate(Create({CodeWriter.Number(group.Weight)}), {sum}, {total});");
            }
            total = $"s{node.Row}";
        }
        return total!;
    }

    private static string Chain(CodeWriter code, string name, string? start, (string Left, string Right)[] products)
    {
        if (products.Length <= LongestChain)
        {
            Link(code, name, start, products);
            return name;
        }
        Link(code, name, start, [.. products.Where((_, i) => i % 2 == 0)]);
        Link(code, name + "b", null, [.. products.Where((_, i) => i % 2 == 1)]);
        code.Line($"{name} += {name}b;");
        return name;
    }

    private static void Link(CodeWriter code, string name, string? start, (string Left, string Right)[] products)
    {
        for (var i = 0; i < products.Length; i++)
        {
            var (left, right) = products[i];
            var before = i > 0 ? name : start;
            var value = before is null ? $"{left} * {right}" : $"MultiplyAddEstimate({left}, {right}, {before})";
            code.Line($"{(i == 0 ? "var " : "")}{name} = {value};");
        }
    }
}
