namespace FastMtp.Generators.Emit;

/// <summary>
/// Emits the sums of a block as fused multiply-adds into one register per sum and weight. Loads limit a
/// contraction, so products come in the order in which few operands, kept in variables, serve many of them.
/// </summary>
internal sealed class BlockEmitter(CodeWriter code)
{
    /// <summary>Largest number of operands cached in variables.</summary>
    public const int MostCached = 8;

    private readonly Dictionary<string, string> _cached = [];
    private readonly Dictionary<string, int> _uses = [];
    private readonly List<(Sum Sum, Product Product)> _open = [];
    private int _names;

    /// <summary>The sum of one weight of a node; empty until its first product.</summary>
    private sealed record Sum(SumNode Node, string Name, string? Start)
    {
        public bool IsStarted { get; set; }
    }

    /// <summary>Emits a block.</summary>
    /// <param name="block">Nodes that do not read each other.</param>
    /// <param name="array">The array for the results.</param>
    public void Write(SumNode[] block, string array)
    {
        foreach (var node in block)
        {
            foreach (var (weight, products) in node.Groups)
            {
                var sum = new Sum(node, Name(node.Row, weight), weight == 1 ? node.Start : null);
                _open.AddRange(products.Select(product => (sum, product)));
            }
        }
        foreach (var (_, product) in _open)
        {
            Use(product.Left, 1);
            Use(product.Right, 1);
        }
        var left = block.ToDictionary(node => node.Row, node => node.ProductCount);
        while (_open.Count > 0)
        {
            var next = _open.FindIndex(o => _cached.ContainsKey(o.Product.Left) && _cached.ContainsKey(o.Product.Right));
            if (next < 0)
            {
                var operand = MostWanted();
                if (_uses[operand] > 1)
                {
                    Cache(operand);
                    continue;
                }
                next = _open.FindIndex(o => o.Product.Left == operand || o.Product.Right == operand);
            }
            var (sum, product) = _open[next];
            _open.RemoveAt(next);
            Print(sum, product);
            if (--left[sum.Node.Row] == 0) Finish(sum.Node, array);
        }
        _cached.Clear();
        _uses.Clear();
    }

    /// <summary>The operand that completes the most products with cached ones; among equals, the most used.</summary>
    private string MostWanted()
    {
        var gain = new Dictionary<string, int>();
        foreach (var (_, (left, right)) in _open)
        {
            Count(left, right);
            if (left != right) Count(right, left);
        }
        return gain.OrderByDescending(g => g.Value).First().Key;

        void Count(string operand, string other)
        {
            if (_cached.ContainsKey(operand)) return;
            gain.TryGetValue(operand, out var before);
            gain[operand] = before + (_cached.ContainsKey(other) || other == operand ? 1000 : 1);
        }
    }

    private void Cache(string operand)
    {
        if (_cached.Count == MostCached) _cached.Remove(LeastWanted(operand));
        var name = $"v{_names++}";
        code.Line($"var {name} = {operand};");
        _cached.Add(operand, name);
    }

    /// <summary>The cached operand with the fewest remaining uses, excluding those about to be used with the new one.</summary>
    private string LeastWanted(string next)
    {
        var partners = new HashSet<string>();
        foreach (var (_, (left, right)) in _open)
        {
            if (left == next) partners.Add(right);
            if (right == next) partners.Add(left);
        }
        return _cached.Keys.OrderBy(partners.Contains).ThenBy(operand => _uses[operand]).First();
    }

    private void Print(Sum sum, Product product)
    {
        var (left, right) = (Name(product.Left), Name(product.Right));
        var before = sum.IsStarted ? sum.Name : sum.Start;
        var value = before is null ? $"{left} * {right}" : $"MultiplyAddEstimate({left}, {right}, {before})";
        code.Line($"{(sum.IsStarted ? "" : "var ")}{sum.Name} = {value};");
        sum.IsStarted = true;
        Use(product.Left, -1);
        Use(product.Right, -1);
    }

    /// <summary>Adds the weighted sums and stores the node.</summary>
    private void Finish(SumNode node, string array)
    {
        var total = node.Groups.Any(g => g.Weight == 1) ? $"s{node.Row}" : node.Start;
        foreach (var (weight, _) in node.Groups)
        {
            if (weight == 1) continue;
            var (sum, factor) = (Name(node.Row, weight), $"Create({CodeWriter.Number(weight)})");
            total = total is null ? $"{sum} * {factor}" : $"MultiplyAddEstimate({factor}, {sum}, {total})";
        }
        code.Line($"{array}[{node.Row}] = {total};");
    }

    private static string Name(int row, int weight) => weight switch
    {
        1 => $"s{row}",
        < 0 => $"s{row}m{-(long)weight}",
        _ => $"s{row}x{weight}",
    };

    private string Name(string operand) => _cached.TryGetValue(operand, out var name) ? name : operand;

    private void Use(string operand, int count)
    {
        _uses.TryGetValue(operand, out var before);
        _uses[operand] = before + count;
        if (before + count == 0) _cached.Remove(operand);
    }
}
