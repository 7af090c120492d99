using FastMtp.Properties.Crystals;
using FastMtp.Properties.Mechanics;

namespace FastMtp.Properties.Tests;

public sealed class HexagonalTests
{
    [Fact]
    public void StiffnessHasTheSymmetryOfTheCrystalWithAtomsThatRelax()
    {
        // The two atoms of the cell move against each other when it is sheared.
        var surface = PairSurface.SmoothLennardJones(2.2);
        var relaxed = new GroundState(surface, 0.8).Relaxed(Prototype.Of("hcp").Cell(["Ar"], 1.1));
        var c = ElasticConstants.Of(surface, relaxed);
        var scale = c[3, 3];
        Assert.Equal(c[1, 1], c[2, 2], 2e-3 * scale);
        Assert.Equal(c[1, 3], c[2, 3], 2e-3 * scale);
        Assert.Equal(c[4, 4], c[5, 5], 2e-3 * scale);
        Assert.Equal((c[1, 1] - c[1, 2]) / 2, c[6, 6], 2e-3 * scale);
        Assert.True(c.Asymmetry < 2e-3 * scale);
    }
}
