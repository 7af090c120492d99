using FastMtp.Basis;
using FastMtp.Basis.Families;
using FastMtp.Radial;

namespace FastMtp.Tests.Radial;

public sealed class LabelGridTests
{
    [Theory]
    [InlineData("ace:8", 8, 3, 13)]
    [InlineData("ace:12", 12, 4, 27)]
    [InlineData("ace:20,16,12", 20, 5, 50)]
    [InlineData("ace:15,3,2,1/0,2,2,1", 15, 3, 21)]
    [InlineData("ace:9,3/0,2", 9, 3, 15)]
    [InlineData("ace:3,3,3/2,2,2", 3, 3, 9)]
    public void LabelsOfAnExpansion(string basis, int n, int l, int functions)
    {
        var plan = BasisPlan.Of(basis);
        var grid = LabelGrid.Of(plan)!;
        Assert.Equal((n, l, functions), (grid.Rows, grid.Columns, grid.Cells.Length));
        Assert.All(plan.BasicMoments, moment => Assert.Equal(moment.Nu, grid.Cells[moment.Mu] % l));
        Assert.Equal(grid.Cells, grid.Cells.Order().Distinct());
        // The completion of coefficients relies on smaller l of the same n.
        Assert.All(grid.Cells, cell => Assert.True(cell % l == 0 || grid.Cells.Contains(cell - 1)));
        Assert.Equal([4, 4, n, l, 8], RadialShape.Of(4, plan, 8).LabelModes!);
    }

    [Theory, InlineData("mtp:2"), InlineData("mtp:4"), InlineData("mtp:16"), InlineData("ace-n:8"), InlineData("ace:5,5/0,0")]
    public void OtherRadialFunctionsHaveNone(string basis) => Assert.Null(RadialShape.Of(2, BasisPlan.Of(basis), 8).Labels);

    [Fact]
    public void WhatIsTakenIsPutBack()
    {
        var grid = LabelGrid.Of([0, 1, 0]);
        var (used, whole) = (new double[12], new double[16]);
        grid.Take([.. Enumerable.Range(0, 16).Select(i => (double)i)], used, 2);
        Assert.Equal([0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13], used);
        grid.Put(used, whole, 2);
        Assert.Equal([0, 1, 2, 3, 4, 5, 0, 0, 8, 9, 10, 11, 12, 13, 0, 0], whole);
    }
}
