using FastMtp.Basis.Families;

namespace FastMtp.Basis.Tests.Ace;

public class AcePlanTests
{
    /// <summary>Products may become fewer; that there are no more shows that the choice of recipes works.</summary>
    [Theory]
    [InlineData("8", 69, 13, 26, 81)]
    [InlineData("10", 156, 19, 46, 259)]
    [InlineData("12", 338, 27, 86, 813)]
    [InlineData("14", 710, 36, 141, 2075)]
    public void Sizes(string arguments, int functions, int radial, int basic, int products)
    {
        var plan = BasisPlan.Of($"ace:{arguments}");
        Assert.Equal((functions, radial, basic), (plan.Functions.Length, plan.RadialFunctionCount, plan.BasicMoments.Length));
        Assert.InRange(plan.Products.Length, 1, products);
        Assert.InRange(plan.Products.Max(p => Math.Abs(p.Multiplicity)), 1, 1000);
        Assert.Equal($"ace:{arguments}", plan.Name);
    }

    /// <summary>The functions are those of the other form, and the sums over neighbours those of an MTP.</summary>
    [Theory]
    [InlineData("10", 156, 10, 46)]
    [InlineData("3,3,3/2,2,2", 95, 3, 30)]
    [InlineData("3,3,3,3/2,2,2,2", 395, 3, 30)]
    public void RadialFunctionsOfNAlone(string arguments, int functions, int radial, int basic)
    {
        var (plan, other) = (BasisPlan.Of($"ace-n:{arguments}"), BasisPlan.Of($"ace:{arguments}"));
        Assert.Equal((functions, radial, basic), (plan.Functions.Length, plan.RadialFunctionCount, plan.BasicMoments.Length));
        Assert.Equal(other.Functions.Length, plan.Functions.Length);
        Assert.Equal(other.BasicMoments.Length, plan.BasicMoments.Length);
        Assert.InRange(plan.Products.Length, 1, other.Products.Length);
        Assert.Equal($"ace-n:{arguments}", plan.Name);
    }

    [Theory]
    [InlineData("15,3,2,2,1/0,2,2,1,1", 82)]
    [InlineData("15,6,4,3,2,1/0,3,3,2,2,1", 899)]
    public void HigherOrdersAreSpanned(string arguments, int functions) =>
        Assert.Equal(functions, BasisPlan.Of($"ace:{arguments}").Functions.Length);

    [Fact]
    public void APlanIsBuiltOnceAndTheSameOnEveryMachine()
    {
        Assert.Same(BasisPlan.Of("ace:10"), BasisPlan.Of("ace:10,10,10,10"));
        Assert.Equal(0xB3B84E8EDD391431UL, Fingerprint.Of(BasisPlan.Of("ace:10")));
    }
}
