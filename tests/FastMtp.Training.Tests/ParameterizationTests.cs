using FastMtp.Training.Parameterizations;

namespace FastMtp.Training.Tests;

public class ParameterizationTests
{
    private static readonly ParameterLayout Layout = new(SpeciesCount: 2, RadialFunctionCount: 1, RadialBasisSize: 3, MomentCount: 4);

    [Fact]
    public void GroupsFollowEachOther()
    {
        Assert.Equal((12, 12, 14, 6, 18), (Layout.RadialCount, Layout.SpeciesOffset, Layout.MomentOffset, Layout.LinearCount, Layout.Count));
        Assert.Equal([12, 13], Layout.Indices(ParameterGroups.Species));
        Assert.Equal(Enumerable.Range(0, 18), Layout.Indices(ParameterGroups.All));
        Assert.Empty(Layout.Indices(ParameterGroups.None));
    }

    [Fact]
    public void FreeParametersShowTheFreeEntriesOnly()
    {
        var free = new FreeParameters(Objectives.Quadratic(3, 100), [1, 2, 3], [0, 2]);
        var gradient = new double[2];
        Assert.Equal(2, free.Dimension);
        Assert.Equal(0.5 * (25 + 10 * 4 + 100 * 36), free.Evaluate([5, 6], gradient));
        Assert.Equal([5, 600], gradient);
        Assert.Equal([7, 2, 8], free.Expand([7, 8]));
        Assert.Equal([7, 8], free.Restrict([7, 2, 8]));
    }
}
