using FastMtp.Files.ConfigurationFiles;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Files;

public sealed class DumpTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void AtomsAreOrderedByTheirNumbers()
    {
        var set = Read("""
            ITEM: TIMESTEP
            250
            ITEM: NUMBER OF ATOMS
            2
            ITEM: BOX BOUNDS pp pp ff
            -1 5
            0 4
            0 8
            ITEM: ATOMS id element x y z fx fy fz c_extra
            7 W 4 3 2 0.1 0.2 0.3 9
            3 Mo 1 2 3 -0.1 -0.2 -0.3 9
            """);
        var frame = Assert.Single(set.Configurations);
        Assert.Equal("Mo,W", $"{set.Species}");
        Assert.Equal([0, 1], frame.Types);
        Assert.Equal([1, 2, 3, 4, 3, 2], frame.Positions);
        Assert.Equal([-0.1, -0.2, -0.3, 0.1, 0.2, 0.3], frame.Forces!);
        Assert.Equal(new Cell(new(6, 0, 0), new(0, 4, 0), new(0, 0, 8), true, true, false), frame.Cell);
        Assert.Contains(new("timestep", "250"), frame.Features);
    }

    [Fact]
    public void BoundsOfTriclinicBoxesGiveTheCell()
    {
        // The cell (4 0 0) (1 5 0) (-2 1.5 6) with its corner at (1 2 3).
        var frame = Frame("xy xz yz pp pp pp", "-1 6 1", "2 8.5 -2", "3 9 1.5", "id type xs ys zs", "1 1 0.5 0.5 0.5");
        Assert.Equal(new Cell(new(4, 0, 0), new(1, 5, 0), new(-2, 1.5, 6), true, true, true), frame.Cell);
        Assert.Equal([1 + 1.5, 2 + 3.25, 3 + 3], frame.Positions);
    }

    [Fact]
    public void GeneralBoxesAreTakenAsTheyAre()
    {
        var frame = Frame("abc origin pp pp pp", "0 4 0 1", "5 1 0 2", "0 0 6 3", "type x y z", "1 9 8 7");
        Assert.Equal(new Cell(new(0, 4, 0), new(5, 1, 0), new(0, 0, 6), true, true, true), frame.Cell);
        Assert.Equal([9, 8, 7], frame.Positions);
    }

    [Fact]
    public void ImagesUnwrapPositions()
    {
        var frame = Frame("xy xz yz pp pp pp", "0 5 1", "0 5 0", "0 6 0", "id type x y z ix iy iz", "1 1 1 2 3 2 -1 0");
        Assert.Equal([1 + 2 * 4 - 1, 2 - 5, 3], frame.Positions);
    }

    [Fact]
    public void TypesAreNamedByTheCaller()
    {
        var path = _directory.Write("types.dump", Text("pp pp pp", "0 5", "0 5", "0 5", "id type x y z", "1 2 1 1 1"));
        var set = ConfigurationFile.Read(path, new ReadOptions { TypeNames = new(["Li", "F"]) });
        Assert.Equal("F", set.Species![set.Configurations[0].Types[0]]);
        var error = Assert.Throws<InputException>(() => ConfigurationFile.Read(path, new ReadOptions { TypeNames = new(["Li"]) }));
        Assert.Contains("type 2 has no name", error.Message);
    }

    [Theory]
    [InlineData("id x y z", "1 1 1 1", "neither elements nor types")]
    [InlineData("id type vx vy vz", "1 1 1 1 1", "no positions")]
    [InlineData("id type x y z", "1 1 1 1", "4 columns instead of the announced 5")]
    [InlineData("id type x y z", "1 1 1 1 nan", "not a finite number")]
    public void DamagedFramesAreRefusedWithTheirLine(string columns, string row, string sentence)
    {
        var error = Assert.Throws<InputException>(() => Frame("pp pp pp", "0 5", "0 5", "0 5", columns, row));
        Assert.Contains(sentence, error.Message);
        Assert.Matches(@"dump:\d+: ", error.Message);
    }

    private Configuration Frame(string bounds, string x, string y, string z, string columns, string row) =>
        Assert.Single(Read(Text(bounds, x, y, z, columns, row)).Configurations);

    private static string Text(string bounds, string x, string y, string z, string columns, string row) => $"""
        ITEM: UNITS
        metal
        ITEM: TIMESTEP
        0
        ITEM: NUMBER OF ATOMS
        1
        ITEM: BOX BOUNDS {bounds}
        {x}
        {y}
        {z}
        ITEM: ATOMS {columns}
        {row}
        """;

    private ConfigurationSet Read(string text) => ConfigurationFile.Read(_directory.Write("a.dump", text));
}
