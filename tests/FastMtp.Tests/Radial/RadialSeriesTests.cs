using FastMtp.Blocks;
using FastMtp.Radial;

namespace FastMtp.Tests.Radial;

/// <summary>The series against the polynomials and their own slopes.</summary>
public sealed unsafe class RadialSeriesTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 8)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    [InlineData(4, 8)]
    [InlineData(5, 8)]
    [InlineData(6, 16)]
    [InlineData(7, 5)]
    public void ValuesAndSlopesNeedTheSamePolynomials(int functions, int size)
    {
        const double R = 3.7;
        var basis = new RadialBasis(2, 5, size);
        var random = new Random(size);
        var coefficients = Enumerable.Range(0, functions * size).Select(_ => random.NextDouble() - 0.5).ToArray();
        var series = new double[RadialSeries.Length(functions, size)];
        fixed (double* pointer = series) RadialSeries.Write(coefficients, functions, basis.Slope, pointer);

        var xi = (2 * R - 7) / 3;
        for (var mu = 0; mu < functions; mu++)
        {
            double value = 0, slope = 0, expectedValue = 0, expectedSlope = 0;
            var (first, width) = RadialSeries.Column(mu, functions, size);
            for (var b = 0; b < size; b++)
            {
                var t = Math.Cos(b * Math.Acos(xi));
                value += series[first + 2 * width * b] * t;
                slope += series[first + 2 * width * b + width] * t;
                expectedValue += coefficients[mu * size + b] * t;
                expectedSlope += coefficients[mu * size + b] * b * Math.Sin(b * Math.Acos(xi)) / Math.Sqrt(1 - xi * xi) * basis.Slope;
            }
            Assert.Equal(expectedValue, value, 1e-13);
            Assert.Equal(expectedSlope, slope, 1e-12);
        }
    }

    [Fact]
    public void EveryIndexIsUsedOnce()
    {
        for (var functions = 1; functions < 9; functions++)
        {
            var indices = from mu in Enumerable.Range(0, functions)
                          let column = RadialSeries.Column(mu, functions, 4)
                          from b in Enumerable.Range(0, 4)
                          let c = column.First + 2 * column.Width * b
                          from p in new[] { c, c + column.Width }
                          select p;
            Assert.Equal(Enumerable.Range(0, RadialSeries.Length(functions, 4)), indices.Order());
        }
    }
}
