using FastMtp.Neighbors;

namespace FastMtp.Tests.Atoms;

public sealed class NeighborSearchErrorTests
{
    private static readonly Cell Cube = new(new(6, 0, 0), new(0, 6, 0), new(0, 0, 6), true, true, true);

    [Theory]
    [InlineData(1.0, 1.0, 1.0)]
    [InlineData(13.0, -5.0, 7.0005)]
    public void TwoAtomsAtTheSamePlaceAreNamed(double x, double y, double z)
    {
        var configuration = Atoms([3, 3, 3, 1, 1, 1, 5, 1, 1, x, y, z]);
        var error = Assert.Throws<InputException>(() => CollectAll(configuration));
        Assert.StartsWith("train.cfg #17: atoms 2 and 4 are at the same place", error.Message, StringComparison.Ordinal);
        Assert.Contains("remove one", error.Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => NeighborSearch.ShortestDistance(configuration));
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(-2e12, "-2000000000000")]
    public void APositionThatIsNoneIsNamed(double coordinate, string text)
    {
        var error = Assert.Throws<InputException>(() => CollectAll(Atoms([3, 3, 3, 1, coordinate, 1])));
        Assert.StartsWith($"train.cfg #17: atom 2 has the coordinate {text} Å", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<Cell> Degenerate =>
    [
        Cube with { C = default },
        Cube with { C = new(6, 6, 0) },
        Cube with { C = new(6 * Math.Sqrt(2), 6 * Math.Sqrt(3), 1e-9) },
        Cube with { C = new(0.01, 0.02, 0), PeriodicA = false },
        Cube with { B = new(Math.PI, 0, 0), PeriodicC = false },
        Cube with { A = new(double.NaN, 0, 0) },
        Cube with { A = new(0, double.PositiveInfinity, 0) },
    ];

    [Theory]
    [MemberData(nameof(Degenerate))]
    public void ALatticeWithoutVolumeIsRefused(Cell cell)
    {
        var error = Assert.Throws<InputException>(() => CollectAll(Atoms([3, 3, 3]) with { Cell = cell }));
        Assert.StartsWith("train.cfg #17: the periodic lattice vectors", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void VectorsOfOpenDirectionsPlayNoPart()
    {
        var slab = Cube with { C = new(double.NaN, 0, 0), PeriodicC = false };
        var wire = Cube with { B = Cube.A, C = default, PeriodicB = false, PeriodicC = false };
        Assert.Equal(4, CollectAll(Atoms([3, 3, 3]) with { Cell = slab }));
        Assert.Equal(2, CollectAll(Atoms([3, 3, 3]) with { Cell = wire }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void ACutoffMustBeALength(double cutoff) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new NeighborSearch(Atoms([3, 3, 3]), cutoff));

    private static Configuration Atoms(double[] positions) => new()
    {
        Types = new int[positions.Length / 3],
        Positions = positions,
        Cell = Cube,
        Origin = "train.cfg #17",
    };

    private static int CollectAll(Configuration configuration)
    {
        var search = new NeighborSearch(configuration, 6.5);
        var buffer = new NeighborBuffer();
        var count = 0;
        for (var i = 0; i < search.AtomCount; i++)
        {
            search.Collect(i, buffer);
            count += buffer.Count;
        }
        return count;
    }
}
