using FastMtp.Potentials;
using FastMtp.Training.Problem;

namespace FastMtp.Training.Tests;

public class ParameterizationTests
{
    private static readonly ParameterLayout Layout = new(new(SpeciesCount: 2, FunctionCount: 1, BasisSize: 3), MomentCount: 4);

    [Fact]
    public void GroupsFollowEachOther()
    {
        Assert.Equal((12, 12, 14, 6, 18),
            (Layout.RadialCount, Layout.SpeciesOffset, Layout.MomentOffset, Layout.LinearCount, Layout.Count));
        Assert.Equal([12, 13], Layout.Indices(ParameterGroups.Species));
        Assert.Equal(Enumerable.Range(0, 18), Layout.Indices(ParameterGroups.All));
        Assert.Empty(Layout.Indices(ParameterGroups.None));
    }
}
