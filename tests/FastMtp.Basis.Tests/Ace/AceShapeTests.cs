using FastMtp.Basis.Ace;
using FastMtp.Basis.Families;

namespace FastMtp.Basis.Tests.Ace;

/// <summary>Numbers of functions, against those that other programs publish for the same bases.</summary>
public class AceShapeTests
{
    [Theory]
    [InlineData("15,3,2,1/0,2,2,1", 15, 18, 26, 3)]
    [InlineData("15,3,2,2,1/0,2,2,1,1", 15, 18, 26, 20, 3)]
    [InlineData("10,4,3/0,4,3", 10, 50, 137)]
    [InlineData("15,5,4,1,1,1/0,6,4,2,1,1", 15, 105, 548, 9, 3, 4)]
    [InlineData("15,6,4,3,2,1/0,3,3,2,2,1", 15, 84, 304, 300, 192, 4)]
    [InlineData("10,10,10", 10, 41, 59)]
    public void CountsOfEachOrder(string arguments, params int[] counts)
    {
        var shape = AceShape.Parse(arguments);
        Assert.Equal(counts, Enumerable.Range(1, shape.Order).Select(shape.FunctionCount));
    }

    [Theory]
    [InlineData("2,3,2,1,1/0,2,2,1,1", 52)]
    [InlineData("15,6,4,3,2,2/0,3,3,2,2,1", 945)]
    [InlineData("20,16,12", 299)]
    [InlineData("25,21,17", 1016)]
    [InlineData("8", 69)]
    [InlineData("9", 104)]
    [InlineData("10", 156)]
    [InlineData("11", 230)]
    [InlineData("12", 338)]
    [InlineData("13", 492)]
    [InlineData("14", 710)]
    public void Counts(string arguments, int count)
    {
        var shape = AceShape.Parse(arguments);
        Assert.Equal(count, Enumerable.Range(1, shape.Order).Sum(shape.FunctionCount));
    }

    [Theory]
    [InlineData("12", "12")]
    [InlineData("12,12,12,12", "12")]
    [InlineData("012", "12")]
    [InlineData("20,16,12", "20,16,12")]
    [InlineData("15,3,2,1/0,2,2,1", "15,3,2,1/0,2,2,1")]
    public void EqualBasesHaveEqualNames(string arguments, string canonical) =>
        Assert.Equal($"ace:{canonical}", Bases.Canonical($"ace:{arguments}"));

    [Theory]
    [InlineData("3,3,3/2,2,2", 3, 2)]
    [InlineData("3,3,2/2,2,2", null, null)]
    [InlineData("3,3/2,1", null, null)]
    [InlineData("8", null, null)]
    public void UniformShapesAreKnown(string arguments, int? n, int? l)
    {
        var uniform = AceShape.Parse(arguments).Uniform;
        Assert.Equal((n, l), (uniform?.N, uniform?.L));
    }

    [Fact]
    public void MessagesNameTheBasisAsItWasGiven() =>
        Assert.StartsWith("A degree of ace-n:0 is outside",
            Assert.Throws<ArgumentException>(() => BasisPlan.Of("ace-n:0")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("12,")]
    [InlineData("-12")]
    [InlineData("0")]
    [InlineData("31")]
    [InlineData("30")]
    [InlineData("8,8,8,8,8,8,8")]
    [InlineData("3,3/0")]
    [InlineData("3,3/0,7")]
    [InlineData("31,3/0,2")]
    [InlineData("3/0/1")]
    public void OtherNamesAreRefused(string arguments) =>
        Assert.Contains("ace:",
            Assert.Throws<ArgumentException>(() => BasisPlan.Of($"ace:{arguments}")).Message, StringComparison.Ordinal);
}
