using FastMtp.Files.ConfigurationFiles;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Files;

public sealed class CfgTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void ColumnsAndComponentsComeInAnyOrder()
    {
        var set = Read("""
            BEGIN_CFG
             Size
              2
             SuperCell
              4 0 0
              0 4 0
             Atomic_data: fz site_en cartes_z id cartes_y cartes_x fy fx charge
              -2.5D-3 9 3 1 2 1 0.5 1E+2 0
              0 9 6 2 5 4 0 0 0
             PlusStress: xy xz yz zz yy xx
              6 5 4 3 2 1
             Energy
              -0.15d+02
            END_CFG
            """);
        var configuration = Assert.Single(set.Configurations);
        Assert.Equal([1, 2, 3, 4, 5, 6], configuration.Positions);
        Assert.Equal([100, 0.5, -0.0025, 0, 0, 0], configuration.Forces!);
        Assert.Equal(new Virial(1, 2, 3, 4, 5, 6), configuration.Virial);
        Assert.Equal(-15, configuration.Energy);
        Assert.Equal(new Cell(new(4, 0, 0), new(0, 4, 0), default, true, true, false), configuration.Cell);
        Assert.Equal(["charge", "site_en"], set.IgnoredColumns);
        Assert.Equal(new LabelKeys { Energy = "Energy", Forces = "fx fy fz", Virial = "PlusStress" }, set.Keys);
        Assert.Null(set.Species);
    }

    [Fact]
    public void DirectPositionsUseALatticeThatComesLater()
    {
        var set = Read("""
            BEGIN_CFG
             Size
              1
             AtomData: id type direct_x direct_y direct_z
              1 0 0.5 0.25 1
             Supercell
              2 0 0
              0 4 0
              1 0 8
            END_CFG
            """);
        Assert.Equal([2, 1, 8], set.Configurations[0].Positions);
    }

    [Fact]
    public void FeaturesKeepTheirLinesAndNames()
    {
        var set = Read(Block(" Feature my\\_key\tfirst line\n Feature my\\_key\tsecond\n Feature config_type liquid\nFeatures: a b\n 1 x"));
        Assert.Equal([new("my key", "first line\nsecond"), new("a", "1"), new("b", "x")], set.Configurations[0].Features);
        Assert.Equal("liquid", set.Configurations[0].ConfigType);
    }

    [Fact]
    public void ZeroRowsAndNoRowsDoNotRepeat()
    {
        Assert.Equal(Cell.Open, Read(Block("")).Configurations[0].Cell);
        Assert.Equal(Cell.Open, Read(Block(" Supercell\n 0 0 0\n 0 0 0\n 0 0 0")).Configurations[0].Cell);
        var slab = Read(Block(" Supercell\n 3 0 0\n 0 0 0\n 0 0 5")).Configurations[0].Cell;
        Assert.True(slab is { PeriodicA: true, PeriodicB: false, PeriodicC: true });
    }

    [Fact]
    public void NumbersAloneTakenAsPositionsInTheTargetAreReported()
    {
        var path = _directory.Write("a.cfg", Block(""));
        var set = ConfigurationFile.Read(path, new ReadOptions { Species = SpeciesList.Parse("W,Mo") });
        Assert.True(set.SpeciesAssumed);
        var named = ConfigurationFile.Read(
            path, new ReadOptions { Species = SpeciesList.Parse("W,Mo"), TypeNames = SpeciesList.Parse("Mo") });
        Assert.False(named.SpeciesAssumed);
        Assert.Equal([1], named.Configurations[0].Types);
        Assert.Contains("named.cfg names its species, but", Assert.Throws<InputException>(
            () => ConfigurationFile.Read([_directory.Write("named.cfg", Block(" Feature species_order\tMo")), path])).Message);
    }

    [Fact]
    public void ContentTellsTheFormatWhereTheNameDoesNot()
    {
        Assert.Single(ConfigurationFile.Read(_directory.Write("train.dat", "\n" + Block(""))).Configurations);
        Assert.Single(ConfigurationFile.Read(_directory.Write("other.dat", "1\n\nMo 0 0 0")).Configurations);
        Assert.Single(ConfigurationFile.Read(_directory.Write("wrong.cfg", "1\n\nMo 0 0 0"),
            new ReadOptions { Format = DataFormat.ExtendedXyz }).Configurations);
    }

    private static string Block(string sections) =>
        $"BEGIN_CFG\n Size\n 1\n AtomData: id type cartes_x cartes_y cartes_z\n 1 0 0 0 0\n{sections}\nEND_CFG\n";

    private ConfigurationSet Read(string text) => ConfigurationFile.Read(_directory.Write("a.cfg", text));
}
