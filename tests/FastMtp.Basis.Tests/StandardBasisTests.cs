using FastMtp.Basis.Mtp;
using FastMtp.Tests.Shared;

namespace FastMtp.Basis.Tests;

public class StandardBasisTests
{
    [Theory, ClassData(typeof(EveryLevel))]
    public void APlanRecognisesItself(int level)
    {
        var plan = StandardPlans.Of(level);
        Assert.True(StandardBasis.TryRecognize(plan, out var standard, out var positions));
        Assert.Equal(level, standard?.Level);
        Assert.Equal(Enumerable.Range(0, plan.Functions.Length), positions);
    }

    /// <summary>
    /// Fails when the plans change; the fingerprints of <see cref="StandardBasis"/> must then be updated.
    /// </summary>
    [Theory, ClassData(typeof(EveryLevel))]
    public void TablesOfTheLevelAreKnown(int level) => Assert.Equal(level, StandardBasis.WithKnownTables(StandardPlans.Of(level))?.Level);

    [Theory, MemberData(nameof(Golden))]
    public void GoldenFilesAreStandard(int level) => AssertRecognised(GoldenProgram(level), level);

    [Theory, MemberData(nameof(Golden))]
    public void AnyValidOrderIsRecognised(int level)
    {
        var random = new Random(level);
        for (var i = 0; i < 3; i++) AssertRecognised(PlanVariations.Shuffled(GoldenProgram(level), random), level);
    }

    [Theory, MemberData(nameof(Golden))]
    public void PermutedFunctionsArePlaced(int level)
    {
        var plan = GoldenProgram(level);
        Assert.True(StandardBasis.TryRecognize(plan, out _, out var before));
        var order = PlanVariations.Shuffled(Enumerable.Range(0, plan.Functions.Length), new Random(level));
        var permuted = PlanVariations.WithFunctions(plan, order.Select(i => plan.Functions[i]));
        Assert.True(StandardBasis.TryRecognize(permuted, out _, out var after));
        Assert.Equal(order.Select(i => before[i]), after);
    }

    [Theory, MemberData(nameof(Golden))]
    public void AMissingFunctionIsNoticed(int level)
    {
        var plan = GoldenProgram(level);
        AssertUnknown(PlanVariations.WithFunctions(plan, plan.Functions.RemoveAt(plan.Functions.Length / 2)));
        AssertUnknown(PlanVariations.WithFunctions(plan, plan.Functions.RemoveAt(plan.Functions.Length - 1)));
    }

    [Theory, MemberData(nameof(Golden))]
    public void AnotherFunctionIsNoticed(int level)
    {
        var plan = GoldenProgram(level);
        var other = Enumerable.Range(0, plan.MomentCount).Except(plan.Functions).First();
        AssertUnknown(PlanVariations.WithFunctions(plan, plan.Functions.SetItem(0, other)));
    }

    [Theory, MemberData(nameof(Golden))]
    public void AnAlteredMultiplicityIsNoticed(int level)
    {
        var plan = GoldenProgram(level);
        foreach (var at in new[] { 0, plan.Products.Length / 2, plan.Products.Length - 1 })
        {
            var product = plan.Products[at];
            AssertUnknown(PlanVariations.WithProducts(
                plan, plan.Products.SetItem(at, product with { Multiplicity = product.Multiplicity + 1 })));
            AssertUnknown(PlanVariations.WithProducts(
                plan, plan.Products.SetItem(at, product with { Multiplicity = -product.Multiplicity })));
        }
    }

    public static TheoryData<int> Golden => [.. GoldenData.Levels];

    private static BasisPlan GoldenProgram(int level) => GoldenData.Potential(level, standardPlan: false).Plan;

    private static void AssertRecognised(BasisPlan plan, int level)
    {
        Assert.True(StandardBasis.TryRecognize(plan, out var standard, out var positions));
        Assert.Equal(level, standard?.Level);
        Assert.Equal(Enumerable.Range(0, plan.Functions.Length), positions.Order());
        var values = IntegerMoments.Functions(standard!);
        Assert.Equal(positions.Select(p => values[p]), IntegerMoments.Functions(plan));
    }

    private static void AssertUnknown(BasisPlan plan)
    {
        Assert.False(StandardBasis.TryRecognize(plan, out var standard, out var positions));
        Assert.Null(standard);
        Assert.Empty(positions);
    }
}
