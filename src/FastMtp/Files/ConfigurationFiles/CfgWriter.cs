using FastMtp.Files.Text;
using FastMtp.Input;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>Writes configurations as <c>.cfg</c> text with all their labels and features.</summary>
internal sealed class CfgWriter(RowWriter writer, SpeciesList? species)
{
    public void Write(Configuration configuration)
    {
        writer.Subject = configuration.Origin;
        writer.Line("BEGIN_CFG").Line(" Size").Line($"    {configuration.Count}");
        WriteLattice(configuration.Cell);
        WriteAtoms(configuration);
        if (configuration.Energy is { } energy) writer.Line(" Energy").Text("    ").Number(energy).Line();
        if (configuration.Virial is { } v)
            writer.Line(" PlusStress:  xx yy zz yz xz xy").Text("    ").Numbers([v.XX, v.YY, v.ZZ, v.YZ, v.XZ, v.XY]).Line();
        if (configuration.ConfigType is { } group) WriteFeature(CfgFile.ConfigTypeKey, group);
        if (species is not null) WriteFeature(CfgFile.SpeciesKey, species.ToString());
        foreach (var (key, value) in configuration.Features) WriteFeature(key, value);
        writer.Line("END_CFG").Line();
    }

    private void WriteLattice(Cell cell)
    {
        if (!cell.IsPeriodic) return;
        writer.Line(" Supercell");
        WriteVector(cell.A, cell.PeriodicA);
        WriteVector(cell.B, cell.PeriodicB);
        WriteVector(cell.C, cell.PeriodicC);
    }

    // A zero row marks a direction that does not repeat.
    private void WriteVector(Vector3 vector, bool periodic)
    {
        var v = periodic ? vector : default;
        writer.Text("    ").Numbers([v.X, v.Y, v.Z]).Line();
    }

    private void WriteAtoms(Configuration configuration)
    {
        writer.Text(" AtomData:  id type cartes_x cartes_y cartes_z");
        if (configuration.Forces is not null) writer.Text(" fx fy fz");
        if (configuration.Grades is not null) writer.Text($" {AtomColumn.Grades}");
        if (configuration.Spread is not null) writer.Text($" {AtomColumn.ForceSpread}");
        writer.Line();
        for (var atom = 0; atom < configuration.Count; atom++)
        {
            writer.Text($"    {atom + 1} {configuration.Types[atom]} ").Numbers(configuration.Positions.AsSpan(3 * atom, 3));
            if (configuration.Forces is { } forces) writer.Text(" ").Numbers(forces.AsSpan(3 * atom, 3));
            if (configuration.Grades is { } grades) writer.Text(" ").Number(grades[atom]);
            if (configuration.Spread is { } spread) writer.Text(" ").Number(spread[atom]);
            writer.Line();
        }
    }

    private void WriteFeature(string key, string value)
    {
        foreach (var line in value.Split('\n'))
            writer.Line($" Feature   {CfgFile.Escape(key)}\t{SafeText.Escaped(line.TrimEnd('\r'), kept: "\t")}");
    }
}
