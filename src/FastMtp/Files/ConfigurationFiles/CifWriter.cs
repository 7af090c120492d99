using FastMtp.Files.Text;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>Writes structures as CIF blocks without symmetry (P 1), turned so that the first lattice vector is along x.</summary>
internal sealed class CifWriter(RowWriter writer, SpeciesList species)
{
    private int _count;

    public void Write(Configuration configuration)
    {
        CellParameters.RequireBulk(configuration, "a CIF");
        writer.Subject = configuration.Origin;
        var (cell, p) = (configuration.Cell, CellParameters.Of(configuration.Cell));
        writer.Line($"data_{++_count}");
        foreach (var (tag, value) in ((string, double)[])[
            ("length_a", p.A), ("length_b", p.B), ("length_c", p.C),
            ("angle_alpha", p.Alpha), ("angle_beta", p.Beta), ("angle_gamma", p.Gamma)])
            writer.Text($"_cell_{tag} ").Number(value).Line();
        writer.Line("_space_group_name_H-M_alt 'P 1'").Line("loop_").Line("_space_group_symop_operation_xyz").Line("'x, y, z'");
        writer.Line("loop_").Line("_atom_site_label").Line("_atom_site_type_symbol");
        writer.Line("_atom_site_fract_x").Line("_atom_site_fract_y").Line("_atom_site_fract_z");
        // Lengths and angles are those of a right-handed cell; the opposite vectors span the same lattice.
        var triple = Vector3.Dot(cell.A, Vector3.Cross(cell.B, cell.C));
        var inverse = 1 / Math.Abs(triple);
        var (a, b, c) = (Vector3.Cross(cell.B, cell.C), Vector3.Cross(cell.C, cell.A), Vector3.Cross(cell.A, cell.B));
        for (var atom = 0; atom < configuration.Count; atom++)
        {
            var (r, name) = (configuration.Position(atom), species[configuration.Types[atom]]);
            writer.Text($"{name}{atom + 1} {name} ")
                .Numbers([inverse * Vector3.Dot(a, r), inverse * Vector3.Dot(b, r), inverse * Vector3.Dot(c, r)]).Line();
        }
        writer.Line();
    }
}
