using FastMtp.Basis;

namespace FastMtp.Kernels;

/// <summary>
/// The products of a plan without repetitions. At level 24 half of all products multiply two rows that another target
/// multiplies too. Products that the same targets take with the same weights make a class: one sum s = Σ M[X]·M[Y], of which
/// each target gets M[row] += w·s.
/// </summary>
internal sealed class ProductTable
{
    /// <summary>Classes sorted by shape together: enough to foresee the loops, few enough that their rows stay in the cache.</summary>
    private static readonly int ClassesPerStretch = int.Parse(Environment.GetEnvironmentVariable("STRETCH") ?? "256");

    public ProductTable(BasisPlan plan)
    {
        var weights = plan.Products.Select(p => p.Multiplicity).Distinct().Order().ToList();
        var (sections, pairs, targets) = (new List<Section>(), new List<Pair>(), new List<Target>());
        foreach (var layer in Layers(Classes(plan), plan.MomentCount))
        {
            foreach (var stretch in layer.Chunk(ClassesPerStretch))
            {
                foreach (var shape in stretch.GroupBy(c => (Pairs: c.Pairs.Count, Targets: c.Targets.Count)).OrderBy(g => g.Key))
                {
                    sections.Add(new Section(shape.Count(), shape.Key.Pairs, shape.Key.Targets, pairs.Count, targets.Count));
                    pairs.AddRange(shape.SelectMany(c => c.Pairs));
                    targets.AddRange(shape.SelectMany(c => c.Targets, (_, t) => new Target((ushort)t.Row, (ushort)weights.BinarySearch(t.Weight))));
                }
            }
        }
        Sections = [.. sections];
        Pairs = [.. pairs];
        Targets = [.. targets];
        Weights = [.. weights.Select(w => (double)w)];
    }

    /// <summary>Classes of equal shape, in an order in which they can be computed.</summary>
    public Section[] Sections { get; }

    public Pair[] Pairs { get; }

    public Target[] Targets { get; }

    public double[] Weights { get; }

    private sealed record Class(List<Pair> Pairs, IReadOnlyList<(int Row, int Weight)> Targets);

    /// <summary>In the order of their first products.</summary>
    private static IEnumerable<Class> Classes(BasisPlan plan)
    {
        var products = plan.Products.ToLookup(p => (Math.Min(p.Left, p.Right), Math.Max(p.Left, p.Right)), p => (p.Target, p.Multiplicity));
        var classes = new Dictionary<string, Class>();
        foreach (var product in products)
        {
            var targets = product.Order().ToArray();
            var key = string.Join(' ', targets);
            if (!classes.TryGetValue(key, out var found)) classes.Add(key, found = new Class([], targets));
            found.Pairs.Add(new Pair((ushort)product.Key.Item1, (ushort)product.Key.Item2));
        }
        return classes.Values;
    }

    /// <summary>Classes that do not read each other's targets.</summary>
    private static IEnumerable<Class[]> Layers(IEnumerable<Class> classes, int rows)
    {
        var layerOf = new int[rows];
        var sorted = classes.OrderBy(c => c.Targets[0].Row).ToArray();
        var layers = sorted.Select(_ => 0).ToArray();
        for (var changed = true; changed;)
        {
            changed = false;
            for (var i = 0; i < sorted.Length; i++)
            {
                var layer = sorted[i].Pairs.Max(p => Math.Max(layerOf[p.X], layerOf[p.Y])) + 1;
                changed |= layer != layers[i];
                layers[i] = layer;
                foreach (var t in sorted[i].Targets) layerOf[t.Row] = Math.Max(layerOf[t.Row], layer);
            }
        }
        return sorted.Zip(layers).GroupBy(c => c.Second, c => c.First).OrderBy(g => g.Key).Select(g => g.ToArray());
    }

    public readonly record struct Section(int Classes, int PairsPerClass, int TargetsPerClass, int FirstPair, int FirstTarget);

    public readonly record struct Pair(ushort X, ushort Y);

    public readonly record struct Target(ushort Row, ushort Weight);
}
