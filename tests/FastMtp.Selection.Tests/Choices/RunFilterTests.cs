using FastMtp.Selection.Choices;

namespace FastMtp.Selection.Tests.Choices;

public class RunFilterTests
{
    private static readonly ChoiceRule Rule = new() { LeastGrade = 2, BreakGrade = 10, LeastSpread = 0.1, BreakSpread = 1 };

    [Theory]
    [InlineData("1 3 5 20 4", "0 1 2")]
    [InlineData("1 1.5 20 30", "0 1 2")]
    [InlineData("20 1 3", "0")]
    [InlineData("1 NaN 3", "0 1")]
    [InlineData("1 3 NaN 3", "0 1")]
    [InlineData("1 3 9 10", "0 1 2 3")]
    public void ARunIsOfUseUntilItGoesAstray(string grades, string usable) =>
        Assert.Equal(usable, Usable([.. grades.Split(' ').Select(Number)], null, "0 0 0 0 0"));

    [Fact]
    public void RunsAreIndependentAndSpreadsCountToo()
    {
        Assert.Equal("0 2 3", Usable([20, 3, 1, 3], null, "0 0 1 1"));
        Assert.Equal("0 1", Usable(null, [0.05, 0.2, 3, 0.2], "0 0 0 0"));
        Assert.Equal("0", Usable([3, 3, 3], [0.05, 2, 0.05], "0 0 0"));
    }

    private static string Usable(double[]? grades, double[]? spreads, string runs)
    {
        var count = (grades ?? spreads)!.Length;
        var (usable, astray) = RunFilter.Usable(Rule, [.. runs.Split(' ').Take(count).Select(int.Parse)], grades, spreads);
        Assert.Equal(count, usable.Length + astray);
        return string.Join(' ', usable);
    }

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
