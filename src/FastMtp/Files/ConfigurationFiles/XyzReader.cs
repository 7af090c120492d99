using System.Globalization;
using FastMtp.Atoms;
using FastMtp.Files.Text;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>Reads all configurations of an extended XYZ file; plain XYZ is the special case without keys.</summary>
internal sealed class XyzReader(LineReader reader, ReadSession session)
{
    private int _count;

    public void Read()
    {
        while (reader.NextFilled())
        {
            _count++;
            session.Add(ReadConfiguration(ReadSize(), $"{Path.GetFileName(reader.File)} #{_count}"));
        }
    }

    private int ReadSize()
    {
        if (!int.TryParse(reader.Line, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            throw reader.Error($"the number of atoms expected, found {reader.Excerpt()}; "
                + "name an XYZ file, or check the number of atoms of the configuration before.");
        return size > 0 ? size : throw reader.Error("the number of atoms is 0; leave configurations without atoms out.");
    }

    private Configuration ReadConfiguration(int size, string origin)
    {
        if (!reader.Next()) throw reader.Error("the file ends after the number of atoms; it is cut short, copy it again.");
        var pairs = XyzComment.Parse(reader);
        session.SeenKeys(reader.File, pairs);
        var columns = XyzColumns.Parse(Value(pairs, "Properties"), reader, session);
        var cell = XyzCell.Parse(Value(pairs, "Lattice"), Value(pairs, "pbc"), pairs, reader);
        var labels = new XyzLabels(pairs, reader, session);
        var (energy, virial) = (labels.Energy(), labels.Virial(cell));
        var keys = session.Options.Keys;
        var features = pairs.FindAll(pair => !XyzNames.IsReserved(pair.Key) && pair.Key != keys.Energy && pair.Key != keys.Stress
            && pair.Key != keys.Virial);
        var table = AtomTable.Read(reader, size, columns, ParseSpecies);
        return new Configuration
        {
            Types = table.Types,
            Positions = table.Positions,
            Forces = table.Forces,
            Fixed = table.Fixed,
            Grades = table.Grades,
            Spread = table.Spread,
            Cell = cell,
            Energy = energy,
            Virial = virial,
            ConfigType = Value(pairs, CfgFile.ConfigTypeKey),
            Features = features,
            Origin = origin,
        };
    }

    private int ParseSpecies(ReadOnlySpan<char> field, LineReader at)
    {
        if (!char.IsAsciiDigit(field[0])) return session.Species.Of(field, at);
        var number = at.ParseInteger(field, "atomic number");
        return session.Species.Of(
            Elements.Symbol(number) ?? throw at.Error($"{number} is not an atomic number; write element symbols."), at);
    }

    private static string? Value(List<KeyValuePair<string, string>> pairs, string key) =>
        pairs.Find(pair => pair.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value;
}
