namespace FastMtp.Basis.Tests;

/// <summary>The same basis written differently, and bases that are nearly the same.</summary>
internal static class PlanVariations
{
    /// <summary>Basic moments, intermediate moments, products and factors in a random order that is still valid.</summary>
    public static BasisPlan Shuffled(BasisPlan plan, Random random)
    {
        var basic = plan.BasicMoments.Length;
        var recipes = plan.Products.GroupBy(p => p.Target).ToDictionary(g => g.Key, g => g.ToArray());
        var order = new List<int>(Shuffled(Enumerable.Range(0, basic), random));
        var waiting = recipes.Keys.ToList();
        var done = new HashSet<int>(order);
        while (waiting.Count > 0)
        {
            foreach (var target in Shuffled(
                waiting.Where(t => recipes[t].All(p => done.Contains(p.Left) && done.Contains(p.Right))), random))
            {
                order.Add(target);
                done.Add(target);
                waiting.Remove(target);
            }
        }
        var number = order.Select((old, now) => (old, now)).ToDictionary(m => m.old, m => m.now);
        var products = order.Skip(basic).SelectMany(target => Shuffled(recipes[target], random)).Select(p => random.Next(2) == 0
            ? new Product(number[p.Left], number[p.Right], p.Multiplicity, number[p.Target])
            : new Product(number[p.Right], number[p.Left], p.Multiplicity, number[p.Target]));
        return BasisPlan.FromTables(order.Take(basic).Select(old => plan.BasicMoments[old]), products,
            plan.Functions.Select(f => number[f]), plan.MomentCount);
    }

    public static BasisPlan WithFunctions(BasisPlan plan, IEnumerable<int> functions) =>
        BasisPlan.FromTables(plan.BasicMoments, plan.Products, functions, plan.MomentCount);

    public static BasisPlan WithProducts(BasisPlan plan, IEnumerable<Product> products) =>
        BasisPlan.FromTables(plan.BasicMoments, products, plan.Functions, plan.MomentCount);

    public static T[] Shuffled<T>(IEnumerable<T> items, Random random)
    {
        var array = items.ToArray();
        random.Shuffle(array);
        return array;
    }
}
