using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Files;

public class GoldenDataTests
{
    [Theory, InlineData(6, 5), InlineData(8, 9), InlineData(12, 29), InlineData(16, 92)]
    public void EverythingOfALevelFitsTogether(int level, int functions)
    {
        var potential = GoldenData.Potential(level);
        Assert.True(potential.IsFitted);
        Assert.Equal(functions, potential.MomentCoefficients.Length);
        Assert.Equal(8, GoldenData.Expected(level).Count);
        Assert.Equal(12, GoldenData.Expected(level, extra: true).Count);
        Assert.Equal(GoldenData.Configurations().Select(c => c.Count), GoldenData.Sites(level).Select(s => s.SiteEnergies.Length));
        Assert.Equal(GoldenData.Configurations(extra: true).Select(c => c.Count), GoldenData.Sites(level, extra: true)
            .Select(s => s.SiteEnergies.Length));
        Assert.All(GoldenData.Basis(level), line => Assert.Equal(functions + 1, line.Values.Length));
        Assert.NotEmpty(GoldenData.Gradients(level));
        Assert.All(GoldenData.Gradients(level), line => Assert.Equal(potential.ParameterCount, line.Gradient.Length));
    }

    [Fact]
    public void LabelsArriveWithTheirSign()
    {
        var first = GoldenData.Configurations()[0];
        Assert.Equal(54, first.Count);
        Assert.Equal(-571.14062256, first.Energy);
        Assert.Equal(188.59946172652113, first.Virial!.Value.XX);
        Assert.Equal(4.282995161655279, first.Virial.Value.YZ);
        Assert.Equal(-0.35821232, first.Forces![2]);
        Assert.Equal("golden_in.cfg.gz #1", first.Origin);
        Assert.Contains(first.Features, feature => feature is { Key: "source", Value: "Mo_AIMD_120" });
    }
}
