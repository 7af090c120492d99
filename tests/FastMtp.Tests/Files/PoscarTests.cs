using FastMtp.Files.ConfigurationFiles;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Files;

public sealed class PoscarTests : IDisposable
{
    private const string Cell = "2 0 0\n0 3 0\n0 0 4\n";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("Direct\n0 0 0\n0.5 0.5 0.5\n")]
    [InlineData("direct lattice\n 0 0 0 Mo\n 0.5 0.5 0.5 W ! comment\n")]
    [InlineData("Cartesian\n0 0 0\n1 1.5 2\n")]
    [InlineData("k\n0 0 0\n1 1.5 2\n\n0 0 0\n0 0 0\n")]
    public void PositionsAreDirectOrCartesian(string atoms)
    {
        var structure = Read($"alloy\n1.0\n{Cell}Mo W\n1 1\n{atoms}");
        Assert.Equal([0, 0, 0, 1, 1.5, 2], structure.Positions);
        Assert.Equal([0, 1], structure.Types);
        Assert.Equal(["Mo", "W"], structure.Species!.Names.AsEnumerable());
        Assert.True(structure.Cell.IsBulk);
        Assert.Null(structure.Fixed);
    }

    [Fact]
    public void TheScaleAppliesToCellAndCartesianPositions()
    {
        var structure = Read($"\n2.0\n{Cell}Mo\n1\nCart\n1 1.5 2\n");
        Assert.Equal(new Vector3(0, 6, 0), structure.Cell.B);
        Assert.Equal([2, 3, 4], structure.Positions);
    }

    [Theory]
    [InlineData("2 3 0.5")]
    [InlineData("2.0 3 5e-1 ! 1 2 3")]
    public void ThreeScalesApplyToComponents(string scales)
    {
        const string Atoms = "0.2 0.1 0\n0 3 0\n0 0 4\nMo\n1\n";
        var structure = Read($"\n{scales}\n{Atoms}Cart\n1 1.5 2\n");
        Assert.Equal(new Vector3(0.4, 0.1 * 3, 0), structure.Cell.A);
        Assert.Equal(new Vector3(0, 0, 2), structure.Cell.C);
        Assert.Equal([2, 4.5, 1], structure.Positions);
        Assert.Equal([0, 4.5, 1], Read($"\n{scales}\n{Atoms}Direct\n0 0.5 0.5\n").Positions);
    }

    [Fact]
    public void AScaleMayBeFollowedByAComment() =>
        Assert.Equal(2, Read($"\n1.0 scale, 2 3\n{Cell}Mo\n1\nDirect\n0 0 0\n").Cell.A.X);

    [Fact]
    public void ANegativeScaleIsTheVolume()
    {
        var structure = Read($"volume\n-192\n{Cell}Mo\n1\nDirect\n0.5 0.5 0.5\n");
        Assert.Equal(192, structure.Cell.Volume, 1e-10);
        Assert.Equal(2, structure.Positions[0], 1e-12);
    }

    [Fact]
    public void SelectiveDynamicsFixesAtoms() =>
        Assert.Equal([true, false],
            Read($"slab\n1\n{Cell}Mo\n2\nSelective dynamics\nDirect\n0 0 0 F F F\n0.5 0.5 0.5 T .TRUE. t\n").Fixed!);

    [Fact]
    public void SpeciesMayRepeatAndCarryHashes() =>
        Assert.Equal([0, 0, 1, 0], Read($"alloy\n1\n{Cell}Mo_pv W/a1b2 Mo\n2 1 1\nDirect\n0 0 0\n.1 .1 .1\n.2 .2 .2\n.3 .3 .3\n").Types);

    [Fact]
    public void NamesMayBeGivenToAnOldFile()
    {
        var path = _directory.Write("POSCAR", $"old\n1\n{Cell}1 1\nDirect\n0 0 0\n.5 .5 .5\n");
        var set = ConfigurationFile.Read(path, new ReadOptions { TypeNames = new SpeciesList(["W", "Mo"]) });
        Assert.Equal(["W", "Mo"], set.Configurations[0].Types.Select(type => set.Species![type]));
    }

    [Theory]
    [InlineData("a.vasp")]
    [InlineData("CONTCAR")]
    [InlineData("POSCAR-1.gz")]
    public void WhatIsWrittenReadsBackToTheBit(string name)
    {
        var structure = Read("alloy\n1\n2.1 0.3 0\n0 3.3 0.7\n0.1 0 4.7\nMo W Mo\n1 1 1\nS\nDirect\n"
            + "0.1 0.2 0.3 T T T\n0.5 0.6 0.7 F F F\n0.7 0.9 0.1 T T T\n");
        var path = _directory.PathOf(name);
        ConfigurationFile.Write(path, [structure], structure.Species);
        var again = Assert.Single(ConfigurationFile.Read(path).Configurations);
        Assert.Equal(structure.Positions, again.Positions);
        Assert.Equal(structure.Cell, again.Cell);
        Assert.Equal(structure.Types, again.Types);
        Assert.Equal(structure.Fixed, again.Fixed);
    }

    [Theory]
    [InlineData("alloy\n0\n", ":2: the scale factor is 0")]
    [InlineData("alloy\n2 2\n", ":2: there are 2 scale factors; write one, or three")]
    [InlineData("alloy\n2 2 2 2\n", ":2: there are 4 scale factors")]
    [InlineData("alloy\n2 2 -2\n", ":2: three scale factors must be positive")]
    [InlineData("alloy\n1\n1 0\n", ":3: 3 numbers expected for a lattice vector, found 2")]
    [InlineData("alloy\n1\n1 0 0\n2 0 0\n0 0 1\n", ":5: the lattice vectors lie in a plane")]
    [InlineData("alloy\n1\n" + Cell + "1 1\n", ":6: the numbers of atoms come without a line of species")]
    [InlineData("alloy\n1\n" + Cell + "Mo W\n1\n", ":7: there are 1 numbers of atoms for 2 species")]
    [InlineData("alloy\n1\n" + Cell + "Mo\n-1\n", ":7: the numbers of atoms are not positive")]
    [InlineData("alloy\n1\n" + Cell + "Mo\n2\nDirect\n0 0 0\n", ":10: the file ends before atom 2 of 2")]
    [InlineData("alloy\n1\n" + Cell + "Mo\n1\nDirect\n0 0\n", ":9: atom 1 of 1 has 2 columns")]
    [InlineData("alloy\n1\n" + Cell + "Mo\n1\nS\nDirect\n0 0 0 T T 1\n", ":10: '1' is no flag of selective dynamics")]
    [InlineData("alloy\n1\n" + Cell + "Mo\n1\nDirect\n0 0 zero\n", ":9: 'zero' is not a number")]
    public void MistakesAreNamed(string text, string message) =>
        Assert.Contains("POSCAR" + message, Assert.Throws<InputException>(() => Read(text)).Message);

    [Fact]
    public void AnAtomThatIsFixedInSomeDirectionsOnlyIsFree()
    {
        var set = ConfigurationFile.Read(
            _directory.Write("POSCAR", $"alloy\n1.0D0\n{Cell}Mo\n3\nS\nDirect\n0 0 0 F F F\n5d-1 0 0 T T F\n0 0 0.5 F F T\n"));
        Assert.Equal([true, false, false], set.Configurations[0].Fixed!);
        Assert.EndsWith(
            "POSCAR:11: an atom that moves in some directions only cannot be relaxed; write T T T or F F F.", set.PartlyFixed!.Message);
    }

    [Fact]
    public void OnlyOneBulkStructureFits()
    {
        var bulk = Read($"alloy\n1\n{Cell}Mo\n1\nDirect\n0 0 0\n");
        var path = _directory.PathOf("out.vasp");
        Assert.Contains("holds one structure", Assert.Throws<InputException>(
            () => ConfigurationFile.Write(path, [bulk, bulk], bulk.Species)).Message);
        Assert.Contains("does not repeat", Assert.Throws<InputException>(
            () => ConfigurationFile.Write(path, [bulk with { Cell = FastMtp.Cell.Open }], bulk.Species)).Message);
        Assert.False(File.Exists(path));
    }

    private Configuration Read(string text) => Assert.Single(ConfigurationFile.Read(_directory.Write("POSCAR", text)).Configurations);
}
