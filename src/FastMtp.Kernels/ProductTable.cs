using FastMtp.Basis;

namespace FastMtp.Kernels;

/// <summary>
/// The products of a plan, each pair of rows multiplied once. Pairs that contribute to the same targets with the same weights form a
/// class: one sum s = Σ M[X]·M[Y], of which each target gets M[row] += w·s. Its transpose is as short: with the adjoint
/// Σ w·P[row] of s, P[X] gains that times M[Y] and P[Y] that times M[X].
/// </summary>
/// <remarks>
/// At level 24 the 24922 products are 14569 pairs in 5705 classes with 15380 targets. The unit of cost is the load of a row,
/// not the multiplication, and classes need a fifth less of them than a sum of products for each target and each adjoint.
/// </remarks>
internal sealed class ProductTable
{
    /// <summary>
    /// Number of classes sorted by shape together: enough for the branch predictor to foresee loop ends, few enough that
    /// the rows they touch are close together.
    /// </summary>
    private const int ClassesPerStretch = 1024;

    public ProductTable(BasisPlan plan)
    {
        var (sections, pairs, targets) = (new List<Section>(), new List<Pair>(), new List<Target>());
        foreach (var stretch in Layers(plan).SelectMany(layer => layer.Chunk(ClassesPerStretch)))
        {
            foreach (var alike in stretch.GroupBy(c => (Pairs: c.Pairs.Count, Targets: c.Targets.Length)).OrderBy(g => g.Key))
            {
                sections.Add(new Section(alike.Count(), alike.Key.Pairs, alike.Key.Targets, pairs.Count, targets.Count));
                pairs.AddRange(alike.SelectMany(c => c.Pairs));
                targets.AddRange(alike.SelectMany(c => c.Targets));
            }
        }
        Sections = [.. sections];
        Pairs = [.. pairs];
        Targets = [.. targets];
    }

    /// <summary>Classes of equal shape, in an order in which they can be computed.</summary>
    public Section[] Sections { get; }

    /// <summary>The pairs of all classes, one after the other.</summary>
    public Pair[] Pairs { get; }

    /// <summary>The targets of all classes, one after the other.</summary>
    public Target[] Targets { get; }

    /// <summary>Classes that do not read each other's targets, the first layer first.</summary>
    private static IEnumerable<Class[]> Layers(BasisPlan plan)
    {
        var layerOf = new int[plan.MomentCount];
        var classes = new List<(int Layer, Class Class)>();
        // Rows are lower than the targets they contribute to, so whatever writes a row has a lower first target than what reads it.
        foreach (var c in Classes(plan).OrderBy(c => c.Targets[0].Row))
        {
            var layer = 1 + c.Pairs.Max(p => Math.Max(layerOf[p.X], layerOf[p.Y]));
            foreach (var target in c.Targets) layerOf[target.Row] = Math.Max(layerOf[target.Row], layer);
            classes.Add((layer, c));
        }
        return classes.GroupBy(c => c.Layer, c => c.Class).OrderBy(g => g.Key).Select(g => g.ToArray());
    }

    private static IEnumerable<Class> Classes(BasisPlan plan)
    {
        var classes = new Dictionary<string, Class>();
        foreach (var product in plan.Products.GroupBy(p => new Pair(Math.Min(p.Left, p.Right), Math.Max(p.Left, p.Right))))
        {
            var targets = product.Select(p => (p.Target, p.Multiplicity)).Order().ToArray();
            var key = string.Join(' ', targets);
            if (!classes.TryGetValue(key, out var found))
                classes.Add(key, found = new Class([], [.. targets.Select(t => new Target(t.Target, t.Multiplicity))]));
            found.Pairs.Add(product.Key);
        }
        return classes.Values;
    }

    private sealed record Class(List<Pair> Pairs, Target[] Targets);

    public readonly record struct Section(int Classes, int PairsPerClass, int TargetsPerClass, int FirstPair, int FirstTarget);

    public readonly record struct Pair(int X, int Y);

    public readonly record struct Target(int Row, double Weight);
}
