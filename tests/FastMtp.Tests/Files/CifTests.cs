using FastMtp.Files.ConfigurationFiles;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Files;

public sealed class CifTests : IDisposable
{
    private const string Cubic = """
        # a comment
        data_salt
        _publ_section_title
        ;
        Two words, _not_a_tag
        data_no_block
        ;
        _cell_length_a 5.64(2)
        _cell_length_b 5.64
        _cell_length_c 5.64
        _cell_angle_alpha 90
        _cell_angle_beta 90.0
        _cell_angle_gamma 90

        """;

    private const string Sites = """
        loop_
        _atom_site_label
        _atom_site_type_symbol
        _atom_site_fract_x
        _atom_site_fract_y
        _atom_site_fract_z

        """;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void OperationsAreCarriedOutAndDuplicatesMerged()
    {
        var structure = Read(Cubic + """
            loop_
            _symmetry_equiv_pos_site_id
            _symmetry_equiv_pos_as_xyz
            1 'x, y, z'
            2 "-x,-y,-z"
            3 x,y+1/2,z+1/2
            4 1/2+X,Y,0.5+Z
            5 'x+1/2, y+1/2, z'

            """ + Sites + "Na1 Na1+ 0 0 0\nCl1 Cl 0.5(1) 0 0 # at the edge\n");
        Assert.Equal([1, 1, 1, 1, 0, 0, 0, 0], structure.Types);
        Assert.Equal(["Cl", "Na"], structure.Species!.Names.AsEnumerable());
        Assert.Equal(Math.Pow(5.64, 3), structure.Cell.Volume, 1e-10);
        Assert.Equal([0, 0, 0, 0, 2.82, 2.82, 2.82, 0, 2.82, 2.82, 2.82, 0], structure.Positions[..12].Select(x => Math.Round(x, 12)));
        Assert.Equal("a.cif salt", structure.Origin);
    }

    [Fact]
    public void LabelsNameElementsAndBlocksWithoutAtomsAreLeftOut()
    {
        var labels = Cubic + "loop_\n_atom_site_label _atom_site_fract_x _atom_site_fract_y _atom_site_fract_z\nNA1 0 0 0\nC2A .5 .5 .5\n";
        var two = "data_global\n_audit_author 'A. O''Hara'\n" + labels + labels.Replace("salt", "two");
        var set = ConfigurationFile.Read(_directory.Write("a.cif", two));
        Assert.Equal(2, set.Configurations.Count);
        Assert.Equal(["C", "Na"], set.Species!.Names.AsEnumerable());
    }

    [Fact]
    public void AnyCellIsWrittenAndReadBack()
    {
        // A left-handed triclinic cell in a general orientation.
        var structure = Configuration.Of(
            ["Na", "Cl", "Na"], [0.1, 0.2, 0.3, 2.1, 1.7, 0.4, 1.3, 2.2, 3.1],
            new Cell(new(4.1, 0.3, -0.7), new(0.8, -0.4, 5.3), new(0.2, 4.4, 1.1), true, true, true));
        var path = _directory.PathOf("out.cif");
        ConfigurationFile.Write(path, [structure, structure], structure.Species);
        var again = ConfigurationFile.Read(path).Configurations;
        Assert.Equal(2, again.Count);
        Assert.Equal(structure.Types, again[0].Types);
        // Scalar products do not depend on the orientation; the triple product of three atoms tells left from right.
        foreach (var (a, b) in Vectors(structure).SelectMany(a => Vectors(structure).Select(b => (a.Key, b.Key))))
            Assert.Equal(Dot(structure, a, b), Dot(again[0], a, b), 1e-10);
        var triple = Triple(structure);
        Assert.Equal(triple, Triple(again[0]), 1e-10);

        static double Dot(Configuration c, string a, string b) => Vector3.Dot(Vectors(c)[a], Vectors(c)[b]);
        static double Triple(Configuration c) => Vector3.Dot(c.Position(0), Vector3.Cross(c.Position(1), c.Position(2)));
    }

    [Theory]
    [InlineData("loop_\n_a\n1\n", ":1: data_ expected, found 'loop_'")]
    [InlineData("data_x\n_cell_length_a 3\n", "no block has atoms")]
    [InlineData("data_x\n" + Sites + "Na1 Na 0 0 0\n", ":1: the block 'x' has no _cell_length_a")]
    [InlineData(Cubic + "loop_\n_a _b\n1 2 3\n", ":14: the loop_ has 3 values for 2 tags")]
    [InlineData(Cubic + "_symmetry_space_group_name_H-M 'F m -3 m'\n" + Sites + "Na1 Na 0 0 0\n",
        ":14: the space group F m -3 m is named, but its operations")]
    [InlineData(Cubic + "_symmetry_equiv_pos_as_xyz x,y\n" + Sites + "Na1 Na 0 0 0\n", ":14: 'x,y' is no symmetry operation")]
    [InlineData(
        Cubic + "loop_\n_atom_site_label _atom_site_occupancy _atom_site_fract_x _atom_site_fract_y _atom_site_fract_z\n"
        + "Na1 0.5 0 0 0\n",
        ":16: a site is occupied by 0.5")]
    [InlineData(Cubic + Sites + "Na1 Na 0 0 zero\n", ":20: 'zero' is not a number")]
    [InlineData(Cubic + Sites + "Q1 Q 0 0 0\n", ":20: 'Q' names no element")]
    [InlineData(Cubic + "_cell_length_a 3\n", ":14: _cell_length_a is given twice")]
    [InlineData(Cubic + "_a 'open\n", ":14: a quoted word is not closed")]
    [InlineData(Cubic + "_a\n;open\n", ":15: the text that begins here is not closed")]
    [InlineData("data_x\nword\n", ":2: 'word' has no tag before it")]
    public void MistakesAreNamed(string text, string message) =>
        Assert.Contains(message, Assert.Throws<InputException>(() => Read(text)).Message);

    [Theory]
    [InlineData("20", "150")]
    [InlineData("90", "180")]
    [InlineData("90", "0")]
    [InlineData("180", "90")]
    public void NoCellHasImpossibleAngles(string alpha, string gamma)
    {
        var text = Cubic.Replace("_alpha 90", $"_alpha {alpha}").Replace("_gamma 90", $"_gamma {gamma}") + Sites + "Na1 Na 0 0 0\n";
        Assert.Contains("no cell has these lengths and angles", Assert.Throws<InputException>(() => Read(text)).Message);
    }

    private static Dictionary<string, Vector3> Vectors(Configuration c)
    {
        var handed = Math.Sign(Vector3.Dot(c.Cell.A, Vector3.Cross(c.Cell.B, c.Cell.C)));
        return new()
        {
            ["a"] = handed * c.Cell.A, ["b"] = handed * c.Cell.B, ["c"] = handed * c.Cell.C,
            ["0"] = c.Position(0), ["1"] = c.Position(1), ["2"] = c.Position(2),
        };
    }

    private Configuration Read(string text) => Assert.Single(ConfigurationFile.Read(_directory.Write("a.cif", text)).Configurations);
}
