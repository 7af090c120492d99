using FastMtp.Selection.Descriptors;

namespace FastMtp.Selection.Tests.Descriptors;

public class DescriptorTests
{
    private const double Cutoff = 5;

    [Theory]
    [InlineData(nameof(Cells.Turned))]
    [InlineData(nameof(Cells.Reordered))]
    [InlineData(nameof(Cells.Doubled))]
    [InlineData(nameof(Cells.Sheared))]
    public void TheSameStructureHasTheSameDescriptor(string change)
    {
        var cell = Cells.Random(1);
        var same = change switch
        {
            nameof(Cells.Turned) => Cells.Turned(cell),
            nameof(Cells.Reordered) => Cells.Reordered(cell),
            nameof(Cells.Doubled) => Cells.Doubled(cell),
            _ => Cells.Sheared(cell),
        };
        var rows = Rows(cell, same, Cells.Random(2));
        Assert.InRange(rows.Distance(0, 1), 0, 1e-10);
        Assert.True(rows.Distance(0, 2) > 0.5);
        Assert.Equal([0, 0, 2], SameStructures.FirstOf(rows));
    }

    [Fact]
    public void SpeciesAreToldApart()
    {
        var cell = Cells.Random(1);
        var exchanged = cell with { Types = [.. cell.Types.Select(type => 1 - type)] };
        var swapped = cell with { Types = [.. cell.Types] };
        var (mo, w) = (Array.IndexOf(cell.Types, 0), Array.IndexOf(cell.Types, 1));
        (swapped.Types[mo], swapped.Types[w]) = (1, 0);
        var rows = Rows(cell, exchanged, swapped);
        Assert.InRange(rows.Distance(0, 1), 0.3, 3);
        Assert.InRange(rows.Distance(0, 2), 0.1, 3);
    }

    [Fact]
    public void AMovedAtomIsNoticed()
    {
        var crystal = Cells.Random(1, amplitude: 0);
        var moved = crystal with { Positions = [.. crystal.Positions] };
        moved.Positions[0] += 0.01;
        Assert.Equal([0, 1], SameStructures.FirstOf(Rows(crystal, moved)));
    }

    [Fact]
    public void LargeCellsAndThreadsGiveTheSameNumbers()
    {
        Configuration[] cells = [Cells.Random(3, n: 5), Cells.Random(4), Cells.Random(5), Cells.Random(6, n: 4)];
        var (one, three) = (ConfigurationDescriptors.Of(cells, 2, Cutoff, 1), ConfigurationDescriptors.Of(cells, 2, Cutoff, 3));
        for (var i = 0; i < cells.Length; i++) Assert.Equal(one[i].ToArray(), three[i].ToArray());
        var reordered = Rows([Cells.Reordered(cells[0]), cells[0], .. cells[1..]]);
        Assert.InRange(reordered.Distance(0, 1), 0, 1e-10);
    }

    [Fact]
    public void FarthestPointsCoverTheSet()
    {
        var rows = new DescriptorRows(6, 1);
        double[] places = [0, 0.1, 5, 5.1, -7, 0.2];
        for (var i = 0; i < 6; i++) rows[i][0] = places[i];
        Assert.Equal([0, 4, 3], FarthestPoints.Choose(rows, [], count: 3));
        Assert.Equal([4, 3], FarthestPoints.Choose(rows, [0, 1], minDistance: 1));
        Assert.Equal(6, FarthestPoints.Choose(rows, []).Count);
        Assert.Equal(3, FarthestPoints.Choose(rows, [], minDistance: 0.5).Count);
        Assert.Empty(FarthestPoints.Choose(new DescriptorRows(0, 3), []));
    }

    private static DescriptorRows Rows(params Configuration[] cells) => ConfigurationDescriptors.Of(cells, 2, Cutoff, 1);
}
