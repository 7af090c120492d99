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
