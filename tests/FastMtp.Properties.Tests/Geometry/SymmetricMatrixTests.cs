using FastMtp.Properties.Geometry;

namespace FastMtp.Properties.Tests.Geometry;

public class SymmetricMatrixTests
{
    [Fact]
    public void TheExponentialIsThatOfTheSeries()
    {
        var m = Random(1);
        var (sum, term) = (Matrix3.Identity, Matrix3.Identity);
        for (var k = 1; k < 30; k++) sum += term = 1.0 / k * (term * m);
        Assert.True((new SymmetricMatrix(m).Exp() - sum).Largest < 1e-13);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void TheDerivativeIsThatOfDifferences(int seed)
    {
        // Seed 0: equal eigenvalues.
        var (m, direction) = (seed == 0 ? 0.3 * Matrix3.Identity : Random(seed), Random(seed + 10));
        const double Step = 1e-5;
        var difference = 0.5 / Step
            * (new SymmetricMatrix(m + Step * direction).Exp() - new SymmetricMatrix(m - Step * direction).Exp());
        Assert.True((new SymmetricMatrix(m).ExpDerivative(direction) - difference).Largest < 1e-9);
    }

    [Fact]
    public void TheInverseMultipliesToOne()
    {
        var m = Random(3) + Matrix3.Outer(new(1, 2, 3), new(0.5, -1, 2)) + Matrix3.Identity;
        Assert.True((m * m.Inverse - Matrix3.Identity).Largest < 1e-13);
    }

    private static Matrix3 Random(int seed)
    {
        var random = new Random(seed);
        return Matrix3.Of([.. Enumerable.Range(0, 9).Select(_ => random.NextDouble() - 0.5)]).Symmetric;
    }
}
