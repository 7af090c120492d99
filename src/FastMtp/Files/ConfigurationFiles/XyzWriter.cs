using FastMtp.Files.Text;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>
/// Writes configurations as extended XYZ. The virial is written as <c>virial</c> and, if there is a volume, also as the
/// <c>stress</c> that ASE knows.
/// </summary>
internal sealed class XyzWriter(RowWriter writer, SpeciesList species)
{
    public void Write(Configuration configuration)
    {
        writer.Subject = configuration.Origin;
        writer.Line($"{configuration.Count}");
        WriteCell(configuration.Cell);
        writer.Text(" Properties=species:S:1:pos:R:3");
        if (configuration.Forces is not null) writer.Text(":forces:R:3");
        if (configuration.Fixed is not null) writer.Text($":{XyzColumns.MobileName}:L:1");
        if (configuration.Grades is not null) writer.Text($":{AtomColumn.Grades}:R:1");
        if (configuration.Spread is not null) writer.Text($":{AtomColumn.ForceSpread}:R:1");
        if (configuration.ConfigType is { } group) WritePair(CfgFile.ConfigTypeKey, XyzComment.Quote(group));
        foreach (var (key, value) in configuration.Features)
            if (!XyzNames.IsReserved(key)) WritePair(key, XyzComment.QuoteValue(value));
        if (configuration.Energy is { } energy) writer.Text(" energy=").Number(energy);
        if (configuration.Virial is { } virial) WriteVirial(virial, configuration.Cell.Volume);
        writer.Line();
        WriteAtoms(configuration);
    }

    private void WriteCell(Cell cell)
    {
        writer.Text($"pbc=\"{Flag(cell.PeriodicA)} {Flag(cell.PeriodicB)} {Flag(cell.PeriodicC)}\"");
        var (a, b, c) = (cell.A, cell.B, cell.C);
        if (a.Length + b.Length + c.Length > 0)
            writer.Text(" Lattice=\"").Numbers([a.X, a.Y, a.Z, b.X, b.Y, b.Z, c.X, c.Y, c.Z]).Text("\"");
    }

    private void WriteVirial(Virial virial, double volume)
    {
        WriteTensor("virial", virial);
        if (volume > 0) WriteTensor("stress", -1 / volume * virial);
    }

    private void WriteTensor(string key, Virial v) =>
        writer.Text($" {key}=\"").Numbers([v.XX, v.XY, v.XZ, v.XY, v.YY, v.YZ, v.XZ, v.YZ, v.ZZ]).Text("\"");

    private void WritePair(string key, string value) => writer.Text($" {XyzComment.Quote(key)}={value}");

    private void WriteAtoms(Configuration configuration)
    {
        for (var atom = 0; atom < configuration.Count; atom++)
        {
            writer.Text(species[configuration.Types[atom]]).Text(" ").Numbers(configuration.Positions.AsSpan(3 * atom, 3));
            if (configuration.Forces is { } forces) writer.Text(" ").Numbers(forces.AsSpan(3 * atom, 3));
            if (configuration.Fixed is { } isFixed) writer.Text(isFixed[atom] ? " F" : " T");
            if (configuration.Grades is { } grades) writer.Text(" ").Number(grades[atom]);
            if (configuration.Spread is { } spread) writer.Text(" ").Number(spread[atom]);
            writer.Line();
        }
    }

    private static char Flag(bool value) => value ? 'T' : 'F';
}
