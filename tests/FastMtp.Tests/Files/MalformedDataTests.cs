using FastMtp.Files.ConfigurationFiles;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Files;

public sealed class MalformedDataTests : IDisposable
{
    private const string Top = "BEGIN_CFG\n Size\n 2\n";
    private const string Atoms = " AtomData: id type cartes_x cartes_y cartes_z\n 1 0 0 0 0\n 2 1 0 0 3\n";
    private const string Good = Top + Atoms + "END_CFG\n";
    private const string Cube = "Lattice=\"4 0 0 0 4 0 0 0 4\" Properties=species:S:1:pos:R:3";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("<!DOCTYPE html>", "this is a web page")]
    [InlineData("n\0\0\0\u0002l\0\0", "binary .cfg file, which is not supported; convert it")]
    [InlineData("PK\0\0", "this is a binary file")]
    [InlineData(" vasp.6.3.0\n", "VASP OUTCAR")]
    [InlineData("MTP\nversion = 1.1.0\n", "a potential, not configurations")]
    [InlineData("version https://git-lfs.github.com/spec/v1\n", "git lfs pull")]
    [InlineData("hello\n", ":1: BEGIN_CFG expected, found 'hello'")]
    [InlineData("BEGIN\n Lattice\n", ":1: the old .cfg form")]
    [InlineData(Top + Atoms, ":7: the file ends before END_CFG; it is cut short")]
    [InlineData(Top + Atoms + "BEGIN_CFG\n", ":7: BEGIN_CFG before the END_CFG")]
    [InlineData(Top + " AtomData: id type cartes_x cartes_y cartes_z\n 1 0 0 0 0\n", ":6: the file ends after 1 of 2 atoms")]
    [InlineData(Top + " AtomData: id type cartes_x cartes_y cartes_z\n 1 0 0 0 0\nEND_CFG\n", ":6: 'END_CFG' is not a whole number (id)")]
    [InlineData(Top + Atoms + " 3 0 0 0 5\nEND_CFG\n", ":7: '3 0 0 0 5' does not begin a section of a .cfg file; check the number of rows")]
    [InlineData("BEGIN_CFG\n" + Atoms, ":2: AtomData comes before Size")]
    [InlineData("BEGIN_CFG\n Size\n 0\n", ":3: Size is 0")]
    [InlineData("BEGIN_CFG\n Size\n many\n", ":3: 'many' is not a whole number (Size)")]
    [InlineData("BEGIN_CFG\n Size\n 2000000000\n" + Atoms, ":4: 2000000000 atoms exceed the limit of")]
    [InlineData(Top + " Size\n 2\n", ":4: Size appears twice")]
    [InlineData(Top + "END_CFG\n", ":4: the configuration has no AtomData")]
    [InlineData(Top + " AtomData: id type cartes_x cartes_y\n", ":4: AtomData has 2 of the three columns cartes_x")]
    [InlineData(Top + " AtomData: id type fx fy fz\n", ":4: AtomData has no positions")]
    [InlineData(Top + " AtomData: id id cartes_x cartes_y cartes_z\n", ":4: column id appears twice")]
    [InlineData(Top + " AtomData: id type cartes_x cartes_y cartes_z direct_x direct_y direct_z\n", ":4: AtomData has both")]
    [InlineData(Top + " AtomData: id type direct_x direct_y direct_z\n 1 0 0 0 0\n 2 0 0 0 1\nEND_CFG",
        "direct_ positions need three lattice vectors")]
    [InlineData(Top + " AtomData: id type cartes_x cartes_y cartes_z\n 1 0 0 0\n",
        ":5: atom 1 of 2 has 4 columns instead of the announced 5")]
    [InlineData(Top + " AtomData: id type cartes_x cartes_y cartes_z\n 1 0 0 0 0 9\n",
        ":5: atom 1 of 2 has 6 columns instead of the announced 5")]
    [InlineData(Top + " AtomData: id type cartes_x cartes_y cartes_z\n 2 0 0 0 0\n", ":5: id 2 where 1 of 2 is expected")]
    [InlineData(Top + " AtomData: id type cartes_x cartes_y cartes_z\n 1 -1 0 0 0\n", ":5: type -1 is negative")]
    [InlineData(Top + " AtomData: id type cartes_x cartes_y cartes_z\n 1 0 nan 0 0\n", ":5: cartes_x is nan, not a finite number")]
    [InlineData(Top + " AtomData: id type cartes_x cartes_y cartes_z\n 1 0 1e999 0 0\n", ":5: cartes_x is 1e999, not a finite number")]
    [InlineData(Top + " AtomData: id type cartes_x cartes_y cartes_z\n 1 0 1,5 0 0\n", ":5: '1,5' is not a number (cartes_x)")]
    [InlineData(Top + Atoms + " Energy\n inf\n", ":8: 'inf' is not a number (Energy)")]
    [InlineData(Top + Atoms + " Stress: xx yy zz yz xz xy\n", ":7: Stress: is not supported because programs disagree on its sign")]
    [InlineData(Top + Atoms + " Virial: xx yy zz yz xz xy\n", ":7: Virial: is not supported because programs disagree on its unit")]
    [InlineData(Top + Atoms + " PlusStress: xx yy zz yz xz\n 1 2 3 4 5\n", ":8: PlusStress does not have six different components")]
    [InlineData(Top + Atoms + " PlusStress: xx yy zz yz xz xy\n 1 2 3 4 5\n", ":8: PlusStress has fewer values")]
    [InlineData(Top + Atoms + " PlusStress: xx yy zz yz xz xy yx\n 9 9 9 0 0 2.5 1\n",
        ":8: PlusStress is not symmetric: its components xy and yx are 2.5 and 1; correct")]
    [InlineData(Top + Atoms + " PlusStress: xx yy zz yz xz ab\n 1 2 3 4 5 6\n", ":8: 'ab' is not a component")]
    [InlineData(Top + " Supercell\n 4 0 0\n 8 0 0\n 0 0 4\n" + Atoms + "END_CFG", "the lattice vectors lie in a plane")]
    [InlineData(Top + " Supercell\n 4 0\n", ":5: a lattice vector has three components")]
    [InlineData(Top + Atoms + "Features: a b\n 1\n", ":8: Features: announces 2 values, but 1 follow")]
    [InlineData(Top + Atoms + " Feature species_order\tMo,Mo\nEND_CFG\n", "Feature species_order: Species Mo is listed twice")]
    public void CfgSaysWhatIsWrong(string text, string expected) => AssertRefused("bad.cfg", text, expected);

    [Theory]
    [InlineData("Mo 0 0 0\n", ":1: the number of atoms expected, found 'Mo 0 0 0'")]
    [InlineData("BEGIN_CFG\n", ":1: the number of atoms expected, found 'BEGIN_CFG'; name an XYZ file")]
    [InlineData("0\n\n", ":1: the number of atoms is 0")]
    [InlineData("1\n", ":2: the file ends after the number of atoms")]
    [InlineData("2\n\nMo 0 0 0\n", ":4: the file ends after 1 of 2 atoms; it is cut short")]
    [InlineData("2\n\nMo 0 0 0\n2\n\nMo 0 0 0\nMo 0 0 3\n",
        ":4: atom 2 of 2 has 1 columns instead of the announced 4; check the number of atoms")]
    [InlineData("1\n\nMo 0 0 0\nMo 0 0 3\n", ":4: the number of atoms expected, found 'Mo 0 0 3'")]
    [InlineData("1\n\nMo 0 0 0 1 2 3\n",
        ":3: atom 1 of 1 has 7 columns instead of the announced 4; check the number of atoms and the columns")]
    [InlineData("1\nProperties=species:S:1:pos:R\nMo 0 0 0", ":2: Properties=species:S:1:pos:R is not a list of name:type:count")]
    [InlineData("1\nProperties=species:S:1:pos:R:x\nMo 0 0 0", ":2: 'x' is not a number of columns for pos")]
    [InlineData("1\nProperties=species:S:1:pos:R:2\nMo 0 0", ":2: pos has 2 columns, but 3 are needed")]
    [InlineData("1\nProperties=pos:R:3\n0 0 0", ":2: Properties names no species column")]
    [InlineData("1\nProperties=species:S:1\nMo", ":2: Properties names no positions")]
    [InlineData("1\nProperties=species:S:1:pos:R:3:pos:R:3\nMo 0 0 0 0 0 0", ":2: Properties names pos twice")]
    [InlineData("1\nProperties=species:S:1:pos:R:3:forces:R:3:REF_forces:R:3\n",
        ":2: forces and REF_forces could both be the forces; choose one with LabelKeys.Forces")]
    [InlineData("1\nenergy=1 REF_energy=2\nMo 0 0 0",
        ":2: energy and REF_energy differ, and both could be the energy; choose one with LabelKeys.Energy")]
    [InlineData("1\nenergy=1 energy=1\nMo 0 0 0", ":2: energy is given twice")]
    [InlineData("1\nenergy=None\nMo 0 0 0", ":2: 'None' is not a number (energy)")]
    [InlineData("1\nenergy=nan\nMo 0 0 0", ":2: energy is nan, not a finite number")]
    [InlineData("1\nLattice=\"4 0 0 0 4 0 0 0 4\nMo 0 0 0", ":2: a quoted string is not closed by \"")]
    [InlineData("1\nLattice=\"4 0 0 0 4 0 0 0\"\nMo 0 0 0", ":2: Lattice has 8 numbers; give nine")]
    [InlineData("1\nLattice=\"4 0 0 0 4 0 4 4 0\"\nMo 0 0 0", ":2: the lattice vectors lie in a plane")]
    [InlineData("1\npbc=\"T T F\"\nMo 0 0 0", ":2: pbc is T for lattice vector 1, which is zero")]
    [InlineData("1\n" + Cube + " pbc=\"T T\"\nMo 0 0 0", ":2: pbc has 2 values")]
    [InlineData("1\n" + Cube + " pbc=\"T T maybe\"\nMo 0 0 0", ":2: 'maybe' in pbc is neither T nor F")]
    [InlineData("1\n" + Cube + " virial=\"1 2 3\"\nMo 0 0 0", ":2: virial has 3 numbers; give 9 (row by row) or 6 (xx yy zz yz xz xy)")]
    [InlineData("1\nstress=\"1 0 0 0 1 0 0 0 1\"\nMo 0 0 0", ":2: stress needs a volume")]
    [InlineData("1\n" + Cube + " stress=\"1 5 0 0 1 0 0 0 1\"\nMo 0 0 0",
        ":2: stress is not symmetric: its components xy and yx are 5 and 0; correct the numbers or remove stress")]
    [InlineData("1\n" + Cube + " virial=\"64 0 0 0 64 1.50 0 1.2 64\"\nMo 0 0 0",
        ":2: virial is not symmetric: its components yz and zy are 1.50 and 1.2")]
    [InlineData("1\n" + Cube + " virial=\"64 0 0 0 64 0 0 0 64\" stress=\"1 0 0 0 1 0 0 0 1\"\nMo 0 0 0",
        "disagree: a sign is reversed; correct one, or choose one with LabelKeys.Virial")]
    [InlineData("1\n" + Cube + " virial=\"64 0 0 0 64 0 0 0 64\" stress=\"-160 0 0 0 -160 0 0 0 -160\"\nMo 0 0 0",
        "disagree: the units or signs")]
    [InlineData("1\n\n119 0 0 0", ":3: 119 is not an atomic number")]
    [InlineData("1\n\n*Mo 0 0 0", ":3: '*Mo' is not a species name")]
    [InlineData("1\n\nMo 0 zero 0", ":3: 'zero' is not a number (pos)")]
    public void XyzSaysWhatIsWrong(string text, string expected) => AssertRefused("bad.xyz", text, expected);

    [Fact]
    public void SpeciesOutsideTheTargetAreRefused()
    {
        var options = new ReadOptions { Species = SpeciesList.Parse("Mo,Nb") };
        AssertRefused("a.xyz", "2\n\nMo 0 0 0\nTa 0 0 3", ":4: species Ta is not among Mo,Nb; add it to the species", options);
        AssertRefused("a.cfg", Good, ":6: type 1 is outside 0 … 0 (Mo); name all species of the file with species", Named("Mo"));
        AssertRefused("a.cfg", Good, ":6: species Ta is not among those of the potential",
            options with { TypeNames = SpeciesList.Parse("Mo,Ta") });
        AssertRefused("a.cfg", Good.Replace("END_CFG", " Feature species_order\tNb,Mo\nEND_CFG"),
            "names its types Nb,Mo, which is not Mo,Nb", Named("Mo,Nb"));

        static ReadOptions Named(string types) => new() { TypeNames = SpeciesList.Parse(types) };
    }

    [Fact]
    public void KeyThatNobodyHasIsRefusedWithThoseThatAreThere() =>
        AssertRefused("a.xyz", "1\nE0=1\nMo 0 0 0",
            "no configuration has 'E'; the keys present are E0; choose one with LabelKeys.Energy",
            new ReadOptions { Keys = new LabelKeys { Energy = "E" } });

    [Fact]
    public void UnknownFormatIsRefused() => AssertRefused("a.dat", "hello", "the format cannot be told from the name or the content");

    [Fact]
    public void AbsentFileAndDirectoryAreRefused()
    {
        Assert.Contains("there is no such file",
            Assert.Throws<InputException>(() => ConfigurationFile.Read(_directory.PathOf("none.cfg"))).Message);
        Assert.Contains("this is a directory", Assert.Throws<InputException>(() => ConfigurationFile.Read(_directory.Root)).Message);
    }

    [Fact]
    public void DamagedGzipIsRefused()
    {
        var bytes = File.ReadAllBytes(GoldenData.PathOf("golden_in.cfg"));
        bytes.AsSpan(bytes.Length / 2, 40).Fill(0xa5);
        File.WriteAllBytes(_directory.PathOf("a.cfg.gz"), bytes);
        Assert.StartsWith(_directory.PathOf("a.cfg.gz"),
            Assert.Throws<InputException>(() => ConfigurationFile.Read(_directory.PathOf("a.cfg.gz"))).Message);
    }

    private void AssertRefused(string name, string text, string expected, ReadOptions? options = null)
    {
        var path = _directory.Write(name, text);
        var message = Assert.Throws<InputException>(() => ConfigurationFile.Read(path, options)).Message;
        Assert.StartsWith(path, message);
        Assert.Contains(expected, message);
        Assert.EndsWith(".", message);
    }
}
