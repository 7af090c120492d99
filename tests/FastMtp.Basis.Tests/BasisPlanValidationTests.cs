namespace FastMtp.Basis.Tests;

public class BasisPlanValidationTests
{
    /// <summary>A scalar, a vector (moments 1 to 3) and its square (moment 4): level 6 without its disconnected products.</summary>
    private static readonly BasicMoment[] Basic = [new(0, 0, 0, 0), new(0, 1, 0, 0), new(0, 0, 1, 0), new(0, 0, 0, 1)];

    private static readonly Product[] Square = [new(1, 1, 1, 4), new(2, 2, 1, 4), new(3, 3, 1, 4)];

    [Fact]
    public void GoodTablesAreTaken()
    {
        var plan = BasisPlan.FromTables(Basic, Square, [0, 4], 5);
        Assert.Equal(1, plan.RadialFunctionCount);
        Assert.Equal(3, plan.Products.Length);
    }

    [Fact]
    public void MomentsThatNothingComputesAreZeroNotWrong() => Assert.Equal(9, BasisPlan.FromTables(Basic, Square, [0], 9).MomentCount);

    [Fact]
    public void NoBasicMoments() => Refused([], [], [], 0, "alpha_index_basic is empty");

    [Fact]
    public void FewerMomentsThanBasicOnes() => Refused(Basic, [], [0], 3, "alpha_moments_count = 3 is less than the 4 rows");

    [Fact]
    public void RepeatedBasicMoment() => Refused([Basic[0], Basic[1], Basic[0]], [], [0], 3, "alpha_index_basic row 2 repeats");

    [Theory, InlineData(-1, 0, 0, 0), InlineData(0, -1, 0, 0), InlineData(0, 0, -1, 0), InlineData(0, 1, 1, -1)]
    public void NegativeEntry(int mu, int a, int b, int c) =>
        Refused([Basic[0], new(mu, a, b, c)], [], [0], 2, "row 1 has a negative entry");

    [Theory, InlineData(256, 0, 0, 0), InlineData(0, 7, 7, 7), InlineData(0, int.MaxValue, 1, 0)]
    public void EntryOutOfRange(int mu, int a, int b, int c) => Refused([Basic[0], new(mu, a, b, c)], [], [0], 2, "row 1 is out of range");

    [Theory, InlineData(3), InlineData(-1), InlineData(5)]
    public void TargetOutside(int target) => Refused(Basic, [new(0, 0, 1, target)], [0], 5, $"row 0 writes moment {target}, outside 4 … 4");

    [Fact]
    public void DecreasingTargets() => Refused(Basic, [new(0, 0, 1, 5), new(0, 0, 1, 4)], [0], 6, "row 1 writes moment 4 after moment 5");

    [Theory, InlineData(4, 0), InlineData(0, 4), InlineData(5, 0), InlineData(-1, 0), InlineData(0, -1)]
    public void ForwardReference(int left, int right) =>
        Refused(Basic, [new(left, right, 1, 4)], [0], 6, "row 0 reads a moment that is not computed before moment 4");

    [Theory, InlineData(-1), InlineData(5)]
    public void FunctionOutside(int function) =>
        Refused(Basic, Square, [0, function], 5, $"alpha_moment_mapping entry 1 names moment {function}, outside 0 … 4");

    [Fact]
    public void RepeatedFunction() => Refused(Basic, Square, [4, 0, 4], 5, "alpha_moment_mapping names moment 4 twice");

    private static void Refused(BasicMoment[] basic, Product[] products, int[] functions, int momentCount, string message) =>
        Assert.Contains(message,
            Assert.Throws<ArgumentException>(() => BasisPlan.FromTables(basic, products, functions, momentCount)).Message);
}
