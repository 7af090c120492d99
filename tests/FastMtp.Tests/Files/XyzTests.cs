using FastMtp.Files.ConfigurationFiles;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Files;

public sealed class XyzTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void AseFileIsUnderstood()
    {
        var set = Read("""
            2
            Lattice="4.0 0.0 0.0 0.0 5.0 0.0 0.0 0.0 10.0" Properties=Z:I:1:magmoms:R:1:pos:R:3:forces:R:3 config_type='my group' energy=-8.5 free_energy=-9 note={a b} relaxed stress="0.01 0 0 0 0.02 0.03 0 0.03 0" pbc="T T F"
            42 1.5 0 0 0 0.1 0.2 0.3
            73 1.5 1 2 3 -0.1 -0.2 -0.3
            """);
        var configuration = Assert.Single(set.Configurations);
        Assert.Equal("Mo,Ta", set.Species!.ToString());
        Assert.Equal([0, 1], configuration.Types);
        Assert.Equal([0.1, 0.2, 0.3, -0.1, -0.2, -0.3], configuration.Forces!);
        Assert.Equal(-8.5, configuration.Energy);
        Assert.Equal(-200 * new Virial(0.01, 0.02, 0, 0.03, 0, 0), configuration.Virial);
        Assert.True(configuration.Cell is { PeriodicA: true, PeriodicB: true, PeriodicC: false });
        Assert.Equal("my group", configuration.ConfigType);
        Assert.Equal([new("note", "a b"), new("relaxed", "T")], configuration.Features);
        Assert.Equal(["magmoms"], set.IgnoredColumns);
        Assert.Equal(new LabelKeys { Energy = "energy", Forces = "forces", Stress = "stress" }, set.Keys);
    }

    [Fact]
    public void SixNumbersAreInVoigtOrder()
    {
        var set = Read("1\nLattice=\"1 0 0 0 1 0 0 0 1\" Properties=species:S:1:pos:R:3 virial=\"1 2 3 4 5 6\"\nMo 0 0 0");
        Assert.Equal(new Virial(1, 2, 3, 4, 5, 6), set.Configurations[0].Virial);
    }

    [Theory]
    [InlineData("virial=\"900 10.4 0 11.1 900 0 0 0 900\"", 10.75)]
    [InlineData("virial=\"9 1.2 0 1.3 9 0 0 0 9\"", 1.25)]
    [InlineData("stress=\"2e-5 1e-6 0 5e-6 3e-5 0 0 0 0\"", -3e-6)]
    public void ComponentsThatDifferByRoundingAreAveraged(string tensor, double xy)
    {
        var set = Read($"1\nLattice=\"1 0 0 0 1 0 0 0 1\" Properties=species:S:1:pos:R:3 {tensor}\nMo 0 0 0");
        Assert.Equal(xy, set.Configurations[0].Virial!.Value.XY, 1e-12);
    }

    [Theory]
    [InlineData("stress=[0.5, 0.125, 0.25, 0.125, 0.5, 0.75, 0.25, 0.75, 1]")]
    [InlineData("stress=[0.5,0.5,1,0.75,0.25,0.125]")]
    [InlineData("stress=[[0.5, 0.125, 0.25], [0.125, 0.5, 0.75], [0.25, 0.75, 1]]")]
    [InlineData("stress = [ [0.5,0.125,0.25],[0.125,0.5,0.75],[0.25,0.75,1.0] ]")]
    [InlineData("virial=\"_JSON [[-3, -0.75, -1.5], [-0.75, -3, -4.5], [-1.5, -4.5, -6]]\"")]
    [InlineData("virial=\"-3D0 -3.0d+00 -0.6D+1 -450.D-2 -1.5 -7.5D-1\"")]
    public void ArraysAndFortranNumbersAreUnderstood(string tensor)
    {
        var set = Read($"1\npbc=[T, T, F] Lattice=[[1, 0, 0], [0, 2, 0], [1, 0, 3]] {tensor} energy=[-2.21D+01] "
            + "Properties=species:S:1:pos:R:3:forces:R:3\nMo 1.5D-1 0 0 -2d+0 0 0");
        var configuration = Assert.Single(set.Configurations);
        Assert.Equal(new Cell(new(1, 0, 0), new(0, 2, 0), new(1, 0, 3), true, true, false), configuration.Cell);
        Assert.Equal(new Virial(-3, -3, -6, -4.5, -1.5, -0.75), configuration.Virial);
        Assert.Equal((-22.1, 0.15, -2), (configuration.Energy, configuration.Positions[0], configuration.Forces![0]));
        Assert.Empty(configuration.Features);
    }

    [Fact]
    public void ArraysAreKeptAsTheyStand()
    {
        const string Arrays =
            "dipole=[1.0, 2, -3e-1] names=[\"a \\\" ]b\", \"c\"] empty=[] plane=[110] m=[[1, 2], [3, 4]] open=[1 note=\"_JSON [1, 2]\"";
        var set = Read($"1\nProperties=species:S:1:pos:R:3 {Arrays}\nMo 0 0 0");
        KeyValuePair<string, string>[] expected =
        [
            new("dipole", "[1.0, 2, -3e-1]"), new("names", "[\"a \\\" ]b\", \"c\"]"), new("empty", "[]"), new("plane", "[110]"),
            new("m", "[[1, 2], [3, 4]]"), new("open", "[1"), new("note", "_JSON [1, 2]"),
        ];
        Assert.Equal(expected, set.Configurations[0].Features);
        var path = _directory.PathOf("b.xyz");
        ConfigurationFile.Write(path, set.Configurations, set.Species);
        var written = Arrays.Replace("[1 note", "\"[1\" note").Replace("[] plane=[110]", "\"[]\" plane=\"[110]\"");
        Assert.Contains(written, File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal(expected, ConfigurationFile.Read(path).Configurations[0].Features);
    }

    [Theory]
    [InlineData("energy=[1, 2]", "'[1, 2]' is not a number (energy)")]
    [InlineData("energy=-22,1", "'-22,1' is not a number (energy)")]
    [InlineData("energy=1D", "'1D' is not a number (energy)")]
    [InlineData("pbc=[T, T]", "pbc has 2 values")]
    [InlineData("virial=[1, 2, 3]", "virial has 3 numbers; give 9")]
    [InlineData("virial=\"[1, 2, 3\"", "the brackets of virial do not match; correct them")]
    [InlineData("virial=[[1, 2, 3], [4, 5, 6]]", "virial is no array of three rows of three numbers")]
    [InlineData("virial=[[1, 2], [3, 4, 5, 6], [7, 8, 9]]", "virial is no array of three rows of three numbers")]
    [InlineData("virial=[1, [2, 3, 4], 5]", "virial is no array of three rows of three numbers")]
    [InlineData("Lattice=[[1, 0, 0], [0, 1, x], [0, 0, 1]]", "'x' is not a number (Lattice)")]
    [InlineData("Cell=\"1 0 0 0 1 0 0 0 1\"", "there is a Cell but no Lattice, which is the cell's name in extended XYZ")]
    public void WrongArraysAreNamed(string pair, string message) => Assert.Contains(
        $"a.xyz:2: {message}", Assert.Throws<InputException>(
            () => Read($"1\nProperties=species:S:1:pos:R:3 {pair}\nMo 0 0 0")).Message, StringComparison.Ordinal);

    [Fact]
    public void PlainXyzNeedsNoKeys()
    {
        var set = Read("2\nwater's neighbours\nMo 0 0 0\nNb 0 0 3\n1\n\nMo 0 0 0\n\n");
        Assert.Equal(2, set.Configurations.Count);
        Assert.Equal(Cell.Open, set.Configurations[0].Cell);
        Assert.Null(set.Configurations[0].Energy);
        Assert.Equal(new LabelKeys(), set.Keys);
    }

    [Fact]
    public void UsualAndGivenNamesAreFoundAndReported()
    {
        const string Text = "1\nProperties=species:S:1:pos:R:3:REF_forces:R:3:mine:R:3 REF_energy=-1 E_mine=-2\nMo 0 0 0 1 2 3 4 5 6";
        var usual = Read(Text);
        Assert.Equal((-1.0, 1.0), (usual.Configurations[0].Energy, usual.Configurations[0].Forces![0]));
        Assert.Equal(new LabelKeys { Energy = "REF_energy", Forces = "REF_forces" }, usual.Keys);
        var given = Read(Text, new ReadOptions { Keys = new LabelKeys { Energy = "E_mine", Forces = "mine" } });
        Assert.Equal((-2.0, 4.0), (given.Configurations[0].Energy, given.Configurations[0].Forces![0]));
        Assert.Equal(["REF_forces"], given.IgnoredColumns);
        Assert.DoesNotContain(given.Configurations[0].Features, feature => feature.Key == "REF_energy");
    }

    [Fact]
    public void VirialAndStressThatAgreeAreOneLabel()
    {
        var set = Read("1\nLattice=\"2 0 0 0 2 0 0 0 2\" Properties=species:S:1:pos:R:3 "
            + "virial=\"8 0 0 0 8 0 0 0 8\" stress=\"-1 0 0 0 -1 0 0 0 -1\"\nMo 0 0 0");
        Assert.Equal(8, set.Configurations[0].Virial!.Value.XX);
        Assert.Equal(new LabelKeys { Stress = "stress", Virial = "virial" }, set.Keys);
    }

    [Fact]
    public void WithoutATargetSpeciesAreInAlphabeticalOrder()
    {
        var set = Read("3\n\nW 0 0 0\nTa 0 0 3\nMo 0 0 6\n1\n\nW 0 0 0");
        Assert.Equal("Mo,Ta,W", set.Species!.ToString());
        Assert.Equal([2, 1, 0], set.Configurations[0].Types);
        Assert.Equal([2], set.Configurations[1].Types);
    }

    [Fact]
    public void AtomsThatDoNotMoveAreMarked()
    {
        var set = Read("3\nProperties=species:S:1:pos:R:3:move_mask:L:1\nMo 0 0 0 T\nMo 0 0 3 F\nMo 0 0 6 1\n");
        Assert.Equal([false, true, false], set.Configurations[0].Fixed!);
        var path = _directory.PathOf("b.xyz");
        ConfigurationFile.Write(path, set.Configurations, set.Species);
        Assert.Equal([false, true, false], ConfigurationFile.Read(path).Configurations[0].Fixed!);
        var message = Assert.Throws<InputException>(
            () => Read("1\nProperties=species:S:1:pos:R:3:move_mask:L:1\nMo 0 0 0 maybe\n")).Message;
        Assert.Contains(":3: 'maybe' in move_mask is neither T nor F", message);
    }

    private ConfigurationSet Read(string text, ReadOptions? options = null) =>
        ConfigurationFile.Read(_directory.Write("a.xyz", text), options);
}
