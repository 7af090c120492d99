using FastMtp.Files.Text;
using FastMtp.Input;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>The AtomData section: type numbers and positions as the file has them.</summary>
internal sealed class CfgAtoms
{
    private readonly AtomTable _table;
    private readonly bool _fractional;
    private readonly int _firstLine;

    private CfgAtoms(AtomTable table, bool fractional, int firstLine) => (_table, _fractional, _firstLine) = (table, fractional, firstLine);

    public double[]? Forces => _table.Forces;

    public double[]? Grades => _table.Grades;

    public double[]? Spread => _table.Spread;

    public static CfgAtoms Read(LineReader reader, ReadSession session, int count, ReadOnlySpan<char> header)
    {
        var names = Fields.Split(header);
        var columns = new AtomColumn[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            columns[i] = Column(names[i]);
            if (names.AsSpan(0, i).Contains(names[i])) throw reader.Error($"column {names[i]} appears twice; correct the AtomData line.");
            if (columns[i].Role == ColumnRole.Ignored) session.Ignored(names[i]);
        }
        var fractional = names.Contains("direct_x");
        if (!HasVector(names, "cartes_", reader) & !HasVector(names, "direct_", reader))
            throw reader.Error("AtomData has no positions; it needs the columns cartes_x cartes_y cartes_z or direct_x direct_y direct_z.");
        if (fractional && names.Contains("cartes_x")) throw reader.Error("AtomData has both cartes_ and direct_ columns; keep one kind.");
        if (HasVector(names, "f", reader)) session.UsedForces("fx fy fz");
        var firstLine = reader.Number + 1;
        return new CfgAtoms(AtomTable.Read(reader, count, columns, ParseType), fractional, firstLine);
    }

    /// <summary>Types as species numbers; a null map leaves the file's numbers unchanged.</summary>
    public int[] MapTypes(int[]? map, SpeciesList? names, string file)
    {
        var types = _table.Types;
        for (var atom = 0; atom < types.Length; atom++)
        {
            var type = types[atom];
            if (map is null)
            {
                if (type >= InputBounds.MostSpecies)
                    throw InputException.At(file, _firstLine + atom,
                        $"type {type} exceeds the limit of {InputBounds.MostSpecies} types, numbered from 0; correct it.");
                continue;
            }
            if (type >= map.Length)
                throw InputException.NamingAt(file, _firstLine + atom,
                    $"type {type} is outside 0 … {map.Length - 1} ({names}); name all species of the file with {Argument.Species}.");
            types[atom] = map[type] >= 0
                ? map[type]
                : throw InputException.At(file, _firstLine + atom,
                    $"species {names![type]} is not among those of the potential; add it, or leave this configuration out.");
        }
        return types;
    }

    public double[] CartesianPositions(Cell cell, LineReader reader)
    {
        var positions = _table.Positions;
        if (!_fractional) return positions;
        if (!cell.IsBulk) throw reader.Error("direct_ positions need three lattice vectors; give the Supercell or cartes_ positions.");
        for (var i = 0; i < positions.Length; i += 3)
        {
            var r = cell.Cartesian(new(positions[i], positions[i + 1], positions[i + 2]));
            (positions[i], positions[i + 1], positions[i + 2]) = (r.X, r.Y, r.Z);
        }
        return positions;
    }

    private static AtomColumn Column(string name) => name switch
    {
        "id" => new(name, ColumnRole.Id),
        "type" => new(name, ColumnRole.Type),
        "cartes_x" or "direct_x" => new(name, ColumnRole.Position, 0),
        "cartes_y" or "direct_y" => new(name, ColumnRole.Position, 1),
        "cartes_z" or "direct_z" => new(name, ColumnRole.Position, 2),
        "fx" => new(name, ColumnRole.Force, 0),
        "fy" => new(name, ColumnRole.Force, 1),
        "fz" => new(name, ColumnRole.Force, 2),
        AtomColumn.Grades => new(name, ColumnRole.Grade),
        AtomColumn.ForceSpread => new(name, ColumnRole.Spread),
        _ => new(name, ColumnRole.Ignored),
    };

    private static bool HasVector(string[] names, string prefix, LineReader reader)
    {
        var found = names.Count(name => name.Length == prefix.Length + 1 && name.StartsWith(prefix, StringComparison.Ordinal)
            && name[^1] is 'x' or 'y' or 'z');
        return found is 0 or 3
            ? found == 3
            : throw reader.Error($"AtomData has {found} of the three columns {prefix}x {prefix}y {prefix}z; give all three.");
    }

    private static int ParseType(ReadOnlySpan<char> field, LineReader reader)
    {
        var type = reader.ParseInteger(field, "type");
        return type >= 0 ? type : throw reader.Error($"type {type} is negative; types are numbered 0, 1, 2, ….");
    }
}
