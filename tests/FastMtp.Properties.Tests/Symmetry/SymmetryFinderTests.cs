using FastMtp.Properties.Symmetry;

namespace FastMtp.Properties.Tests.Symmetry;

public class SymmetryFinderTests
{
    private static readonly Cell Hexagonal =
        new(new(1, 0, 0), new(-0.5, Math.Sqrt(3) / 2, 0), new(0, 0, Math.Sqrt(8.0 / 3)), true, true, true);

    private static readonly double[][] Diamond =
    [
        [0, 0, 0], [0, 0.5, 0.5], [0.5, 0, 0.5], [0.5, 0.5, 0],
        [0.25, 0.25, 0.25], [0.25, 0.75, 0.75], [0.75, 0.25, 0.75], [0.75, 0.75, 0.25],
    ];

    public static TheoryData<string, int, int> Groups => new()
    {
        { "fcc", 48, 4 }, { "bcc", 48, 16 }, { "diamond", 48, 4 }, { "zinc blende", 24, 4 }, { "hcp", 24, 1 }, { "wurtzite", 12, 1 },
        { "skewed fcc", 48, 1 }, { "triclinic", 1, 1 },
    };

    [Theory]
    [MemberData(nameof(Groups))]
    public void GroupsOfKnownCrystalsAreFound(string name, int rotations, int translations)
    {
        var group = Find(Crystal(name), 1e-3);
        Assert.Equal((rotations, translations), (group.Operations.Count, group.Translations));
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void ADistortedCrystalIsMadeSymmetricAgain(string name, int rotations, int translations)
    {
        if (name == "triclinic") return;
        var distorted = Crystals.Distorted(Crystal(name), 1, 0.003, 0.003);
        Assert.True(Find(distorted, 1e-4).Operations.Count < rotations);
        var symmetric = Find(distorted, 0.05).Reference;
        var group = Find(symmetric, 1e-8);
        Assert.Equal((rotations, translations), (group.Operations.Count, group.Translations));
        Assert.All(symmetric.Positions.Zip(distorted.Positions), pair => Assert.True(Math.Abs(pair.First - pair.Second) < 0.02));
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void AveragesOfForcesAreInvariantAndAverageToThemselves(string name, int rotations, int translations)
    {
        var crystal = Crystals.Distorted(Crystal(name), 2, 0.003, 0.003);
        var group = Find(crystal, 0.05);
        var random = new Random(3);
        var average = group.Average([.. crystal.Positions.Select(_ => random.NextDouble() - 0.5)]);
        Assert.All(group.Average(average).Zip(average), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.All(group.Operations, operation => Assert.All(Enumerable.Range(0, crystal.Count), atom =>
        {
            var image = operation.Images[atom];
            var turned = operation.Rotation * new Vector3(average[3 * atom], average[3 * atom + 1], average[3 * atom + 2]);
            Assert.True((turned - new Vector3(average[3 * image], average[3 * image + 1], average[3 * image + 2])).Length < 1e-12);
        }));
        Assert.True(rotations * translations >= group.Operations.Count);
    }

    [Fact]
    public void AFixedAtomIsUnlikeTheOthers()
    {
        var group = SymmetryFinder.Find(Crystal("fcc"), [true, false, false, false], 1e-3);
        Assert.Equal((48, 1), (group.Operations.Count, group.Translations));
    }

    [Fact]
    public void ClustersAreRefused() =>
        Assert.Throws<InputException>(() => Find(Crystal("fcc") with { Cell = Cell.Open }, 1e-3));

    private static SymmetryGroup Find(Configuration crystal, double tolerance) =>
        SymmetryFinder.Find(crystal, new bool[crystal.Count], tolerance);

    private static Configuration Crystal(string name) => name switch
    {
        "fcc" => Crystals.FaceCentered(2),
        "bcc" => Crystals.BodyCentered(2, 2),
        "diamond" => Crystals.Of(Crystals.Cubic(2), Diamond),
        "zinc blende" => Crystals.Of(Crystals.Cubic(2), Diamond, [0, 0, 0, 0, 1, 1, 1, 1]),
        "hcp" => Crystals.Of(Hexagonal, [[0, 0, 0], [2.0 / 3, 1.0 / 3, 0.5]]),
        "wurtzite" => Crystals.Of(
            Hexagonal, [[0, 0, 0], [2.0 / 3, 1.0 / 3, 0.5], [0, 0, 0.375], [2.0 / 3, 1.0 / 3, 0.875]], [0, 0, 1, 1]),
        "skewed fcc" => Crystals.Of(new(new(0, 1, 1), new(1, 3, 4), new(3, 0, 1), true, true, true), [[0.1, 0.2, 0.3]]),
        _ => Crystals.Of(
            new(new(2, 0, 0), new(0.3, 2.2, 0), new(0.5, 0.7, 2.5), true, true, true),
            [[0, 0, 0], [0.13, 0.22, 0.37], [0.6, 0.5, 0.9]]),
    };
}
