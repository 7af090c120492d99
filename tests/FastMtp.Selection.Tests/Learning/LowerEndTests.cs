using FastMtp.Selection.Learning;
using FastMtp.Tests.Shared;

namespace FastMtp.Selection.Tests.Learning;

public class LowerEndTests
{
    [Theory]
    [InlineData(1.3)]
    [InlineData(2.4)]
    public void ThePotentialStaysTheSame(double minDistance)
    {
        var potential = Potential.Load(GoldenData.PathOf("g08.mtp"), "Mo,Nb,Ta,W");
        var moved = new Potential(LowerEnd.Move(potential.Model, minDistance));
        Assert.Equal(minDistance, moved.MinDistance);
        foreach (var cell in Configurations.Read(GoldenData.PathOf("golden_in.cfg"), "Mo,Nb,Ta,W"))
        {
            var (expected, found) = (potential.Evaluate(cell), moved.Evaluate(cell));
            Assert.Equal(expected.Energy, found.Energy, 1e-9 * Math.Abs(expected.Energy));
            Assert.All(expected.Forces.Zip(found.Forces), pair => Assert.Equal(pair.First, pair.Second, 1e-8));
        }
    }
}
