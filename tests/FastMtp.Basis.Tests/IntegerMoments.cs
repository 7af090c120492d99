namespace FastMtp.Basis.Tests;

/// <summary>Runs plans on whole numbers, where equal means equal: with small inputs nothing exceeds 128 bits.</summary>
internal static class IntegerMoments
{
    /// <summary>Small random numbers.</summary>
    public static Int128[] Random(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (Int128)random.Next(-9, 10))];

    /// <summary>All moments of a plan from its basic ones, product by product.</summary>
    public static Int128[] Contract(BasisPlan plan, IReadOnlyList<Int128> basic)
    {
        var moments = new Int128[plan.MomentCount];
        for (var i = 0; i < basic.Count; i++) moments[i] = basic[i];
        foreach (var p in plan.Products) moments[p.Target] += p.Multiplicity * moments[p.Left] * moments[p.Right];
        return moments;
    }

    /// <summary>The functions of a plan when each basic moment has a value of its own, whatever its place in the plan.</summary>
    public static Int128[] Functions(BasisPlan plan)
    {
        var moments = Contract(plan, [.. plan.BasicMoments.Select(Value)]);
        return [.. plan.Functions.Select(f => moments[f])];
    }

    private static Int128 Value(BasicMoment m) => new Random(m.Mu << 15 | m.A << 10 | m.B << 5 | m.C).Next(-99, 100);

    public static Int128 Power(Int128 value, int exponent)
    {
        Int128 power = 1;
        for (; exponent > 0; exponent--) power *= value;
        return power;
    }
}
