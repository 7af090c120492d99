using FastMtp.Atoms;
using FastMtp.Files.Text;
using FastMtp.Input;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>Reads the structures of a CIF, one for each data block that has atoms; symmetry operations are carried out.</summary>
internal sealed class CifReader(LineReader reader, ReadSession session)
{
    /// <summary>Images of a site that are nearer than this are one atom, Å; files often have only four digits.</summary>
    private const double SameSite = 0.05;

    private static readonly string[] Operations = ["_space_group_symop_operation_xyz", "_symmetry_equiv_pos_as_xyz"];
    private static readonly string[] GroupNames =
        ["_space_group_name_H-M_alt", "_symmetry_space_group_name_H-M", "_space_group_IT_number", "_symmetry_Int_Tables_number"];

    public void Read()
    {
        var blocks = CifBlock.Read(reader.File, CifTokens.Of(reader))
            .FindAll(block => block.Has("_atom_site_fract_x", "_atom_site_Cartn_x"));
        if (blocks.Count == 0) throw reader.Error("no block has atoms (_atom_site_fract_x); name a CIF with a structure.");
        foreach (var block in blocks) session.Add(ReadBlock(block));
    }

    private Configuration ReadBlock(CifBlock block)
    {
        var cell = new CellParameters(
            block.Number("_cell_length_a"), block.Number("_cell_length_b"), block.Number("_cell_length_c"),
            block.Number("_cell_angle_alpha"), block.Number("_cell_angle_beta"), block.Number("_cell_angle_gamma")).ToCell()
            ?? throw block.Error("no cell has these lengths and angles; correct them.");
        var operations = ReadOperations(block);
        var coordinates = Array.ConvertAll((string[])["x", "y", "z"], axis => block.All($"_atom_site_fract_{axis}"));
        var names = block.All("_atom_site_type_symbol", "_atom_site_label");
        if (coordinates.Any(c => c.Count == 0 || c.Count != names.Count))
            throw block.Error("the atoms lack _atom_site_fract_x, _y, _z, or _atom_site_type_symbol and _atom_site_label; add them.");
        CheckOccupancy(block);
        var (types, positions) = (new List<int>(), new List<double>());
        for (var site = 0; site < names.Count; site++)
        {
            var type = session.Species.Of(Element(block, names[site]), reader);
            var s = new Vector3(
                block.Number(coordinates[0][site], "_atom_site_fract_x"), block.Number(coordinates[1][site], "_atom_site_fract_y"),
                block.Number(coordinates[2][site], "_atom_site_fract_z"));
            foreach (var image in Images(s, operations, cell))
            {
                types.Add(type);
                positions.AddRange([image.X, image.Y, image.Z]);
            }
        }
        return new Configuration
        {
            Types = [.. types],
            Positions = [.. positions],
            Cell = cell,
            Origin = block.Name.Length > 0
                ? $"{Path.GetFileName(reader.File)} {SafeText.Excerpt(block.Name)}"
                : Path.GetFileName(reader.File),
        };
    }

    private static List<CifOperation> ReadOperations(CifBlock block)
    {
        var texts = block.All(Operations);
        var group = block.All(GroupNames);
        if (texts.Count == 0 && group.Count > 0 && group[0].Text.Replace(" ", "").ToUpperInvariant() is not ("P1" or "1"))
            throw block.Error(group[0], $"the space group {SafeText.Excerpt(group[0].Text)} is named, "
                + "but its operations are not listed; add them, or write all atoms as P 1.");
        if (texts.Count == 0) return [CifOperation.Parse("x,y,z")!];
        return [.. texts.Select(text => CifOperation.Parse(text.Text)
            ?? throw block.Error(text, $"'{SafeText.Excerpt(text.Text)}' is no symmetry operation, such as -x, y+1/2, z; correct it."))];
    }

    private static void CheckOccupancy(CifBlock block)
    {
        const string Tag = "_atom_site_occupancy";
        foreach (var token in block.All(Tag))
            if (token.IsKnown && Math.Abs(block.Number(token, Tag) - 1) > 1e-3)
                throw block.Error(token, $"a site is occupied by {SafeText.Excerpt(token.Text)}; "
                    + "choose an ordered structure, in which every site has one atom.");
    }

    private static List<Vector3> Images(Vector3 site, List<CifOperation> operations, Cell cell)
    {
        var images = new List<Vector3>();
        foreach (var s in operations.Select(operation => operation.Apply(site)))
        {
            // The first image is the site as written, others are moved into the cell.
            var place = images.Count == 0 ? s : new Vector3(s.X - Math.Floor(s.X), s.Y - Math.Floor(s.Y), s.Z - Math.Floor(s.Z));
            if (!images.Exists(other => cell.Cartesian(Nearest(place - other)).Length < SameSite)) images.Add(place);
        }
        return images.ConvertAll(cell.Cartesian);
    }

    private static string Element(CifBlock block, CifToken token)
    {
        var letters = new string([.. token.Text.TakeWhile(char.IsAsciiLetter)]);
        foreach (var length in (int[])[2, 1])
        {
            if (letters.Length < length) continue;
            var symbol = char.ToUpperInvariant(letters[0]) + letters[1..length].ToLowerInvariant();
            if (Elements.Number(symbol) is not null) return symbol;
        }
        throw block.Error(token, $"'{SafeText.Excerpt(token.Text)}' names no element; give _atom_site_type_symbol.");
    }

    private static Vector3 Nearest(Vector3 d) => new(d.X - Math.Round(d.X), d.Y - Math.Round(d.Y), d.Z - Math.Round(d.Z));
}
