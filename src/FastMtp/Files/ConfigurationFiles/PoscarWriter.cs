using FastMtp.Files.Text;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>Writes one structure as a VASP POSCAR, without its labels.</summary>
internal sealed class PoscarWriter(RowWriter writer, SpeciesList species)
{
    private bool _isWritten;

    public void Write(Configuration configuration)
    {
        if (_isWritten) throw new InputException("A POSCAR holds one structure; write several to a .xyz, .cfg or .cif file.");
        _isWritten = true;
        CellParameters.RequireBulk(configuration, "a POSCAR");
        writer.Subject = configuration.Origin;
        var runs = Runs(configuration.Types);
        writer.Line(string.Join(' ', runs.Select(run => $"{species[run.Type]}{run.Count}"))).Line("1.0");
        foreach (var v in (Vector3[])[configuration.Cell.A, configuration.Cell.B, configuration.Cell.C])
            writer.Text("  ").Numbers([v.X, v.Y, v.Z]).Line();
        writer.Line($"  {string.Join(' ', runs.Select(run => species[run.Type]))}");
        writer.Line($"  {string.Join(' ', runs.Select(run => run.Count))}");
        if (configuration.Fixed is not null) writer.Line("Selective dynamics");
        writer.Line("Cartesian");
        for (var atom = 0; atom < configuration.Count; atom++)
        {
            writer.Text("  ").Numbers(configuration.Positions.AsSpan(3 * atom, 3));
            writer.Line(configuration.Fixed is not { } isFixed ? "" : isFixed[atom] ? " F F F" : " T T T");
        }
    }

    // The order of the atoms is kept, so a species may come several times.
    private static List<(int Type, int Count)> Runs(int[] types)
    {
        var runs = new List<(int Type, int Count)>();
        foreach (var type in types)
        {
            if (runs.Count > 0 && runs[^1].Type == type) runs[^1] = (type, runs[^1].Count + 1);
            else runs.Add((type, 1));
        }
        return runs;
    }
}
