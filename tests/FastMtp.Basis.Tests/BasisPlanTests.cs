using FastMtp.Basis.Mtp;

namespace FastMtp.Basis.Tests;

public class BasisPlanTests
{
    /// <summary>The standard files' counts, their number of products, and ours: every change of the plans shows here.</summary>
    [Theory]
    [InlineData(2, 1, 1, 1, 0, 0)]
    [InlineData(4, 2, 1, 1, 1, 1)]
    [InlineData(6, 5, 5, 2, 5, 5)]
    [InlineData(8, 9, 11, 2, 14, 14)]
    [InlineData(10, 16, 25, 3, 42, 42)]
    [InlineData(12, 29, 46, 3, 117, 117)]
    [InlineData(14, 52, 81, 4, 348, 303)]
    [InlineData(16, 92, 130, 4, 969, 723)]
    [InlineData(18, 163, 201, 5, 2634, 1906)]
    [InlineData(20, 288, 295, 5, 6349, 4670)]
    [InlineData(22, 500, 421, 6, 15431, 10552)]
    [InlineData(24, 864, 581, 6, 36170, 24922)]
    public void SizesAreThoseOfTheStandardFiles(int level, int functions, int basicMoments, int radialFunctions,
        int standardProducts, int products)
    {
        var plan = StandardPlans.Of(level);
        Assert.Equal(level, plan.Level);
        Assert.Equal(functions, plan.Functions.Length);
        Assert.Equal(basicMoments, plan.BasicMoments.Length);
        Assert.Equal(radialFunctions, plan.RadialFunctionCount);
        Assert.Equal(products, plan.Products.Length);
        Assert.True(products <= standardProducts, $"{products} products are more than the standard file's {standardProducts}");
    }

    [Theory, ClassData(typeof(EveryLevel))]
    public void AreValidTables(int level)
    {
        var plan = StandardPlans.Of(level);
        var copy = BasisPlan.FromTables(plan.BasicMoments, plan.Products, plan.Functions, plan.MomentCount);
        Assert.Null(copy.Level);
        Assert.Equal(plan.RadialFunctionCount, copy.RadialFunctionCount);
        Assert.All(plan.Products, product => Assert.True(product.Multiplicity > 0));
    }

    [Theory, ClassData(typeof(EveryLevel))]
    public void ComputeNothingInVain(int level)
    {
        var plan = StandardPlans.Of(level);
        var used = plan.Functions.Concat(plan.Products.SelectMany(p => new[] { p.Left, p.Right })).Distinct().Order();
        Assert.Equal(Enumerable.Range(0, plan.MomentCount), used);
        var targets = plan.Products.Select(p => p.Target).Distinct();
        Assert.Equal(Enumerable.Range(plan.BasicMoments.Length, plan.MomentCount - plan.BasicMoments.Length), targets);
        Assert.Distinct(plan.Products.Select(p => (Math.Min(p.Left, p.Right), Math.Max(p.Left, p.Right), p.Target)));
    }

    [Theory, InlineData(8), InlineData(16), InlineData(20)]
    public void AreTheSameEveryTime(int level)
    {
        var (first, second) = (StandardPlans.Of(level), BasisPlan.ForLevel(level));
        Assert.Equal(first.BasicMoments.AsEnumerable(), second.BasicMoments);
        Assert.Equal(first.Products.AsEnumerable(), second.Products);
        Assert.Equal(first.Functions.AsEnumerable(), second.Functions);
        Assert.Equal(first.MomentCount, second.MomentCount);
    }

    [Theory, InlineData(-2), InlineData(0), InlineData(1), InlineData(15), InlineData(25), InlineData(26), InlineData(int.MaxValue)]
    public void OtherLevelsAreRefused(int level)
    {
        var refusal = Assert.Throws<ArgumentException>(() => BasisPlan.ForLevel(level));
        Assert.Contains("the even numbers from 2 to 24", refusal.Message);
    }
}
