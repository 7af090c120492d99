using FastMtp.Basis;
using FastMtp.Potentials;
using FastMtp.Training.Fitting;

namespace FastMtp.Training.Tests;

public class RandomStartTests
{
    [Fact]
    public void GeneratorGivesThePublishedNumbers()
    {
        var random = new SplitMix64(1234567);
        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            Enumerable.Range(0, 5).Select(_ => random.Next()));
        Assert.Equal(0xE220A8397B1DCDAFUL, new SplitMix64(0).Next());
    }

    [Fact]
    public void StartIsAFunctionOfTheSeed()
    {
        var layout = new ParameterLayout(new(1, 2, 2), 3);
        Assert.Equal([0.3833108082136426, -0.06847200295149003, -0.47356622840740226, 0.4708819781538285, 0, 0, 0, 0],
            RandomStart.Draw(layout, 0, 0.5));
        Assert.NotEqual(RandomStart.Draw(layout, 0, 0.5), RandomStart.Draw(layout, 1, 0.5));
    }

    [Fact]
    public void RadialFunctionsDifferAndFillTheScale()
    {
        var layout = new ParameterLayout(new(3, 4, 8), 10);
        var start = RandomStart.Draw(layout, 7, 2);
        var radial = start[..layout.RadialCount];
        Assert.Equal(radial.Length, radial.Distinct().Count());
        Assert.All(radial, c => Assert.InRange(c, -2, 2));
        Assert.InRange(radial.Average(c => c * c), 1.1, 1.6);
        Assert.All(start[layout.RadialCount..], x => Assert.Equal(0, x));
    }
}
