using System.Globalization;
using FastMtp.Files.Text;
using FastMtp.Input;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>Reads text dumps of LAMMPS: the styles <c>atom</c> and <c>custom</c>, orthogonal, triclinic and general boxes.</summary>
internal sealed class DumpReader(LineReader reader, ReadSession session)
{
    private const int LargestCount = 50_000_000;

    private int _count;

    /// <summary>Adds all frames to the session.</summary>
    public void Read()
    {
        while (NextFrame() is { } frame) session.Add(frame.Configuration);
    }

    /// <summary>The next frame; null at the end of the file. A frame that was cut short at the end is an error.</summary>
    public DumpFrame? NextFrame()
    {
        long? step = null;
        double? time = null;
        int? size = null;
        DumpBox? box = null;
        while (reader.NextFilled())
        {
            var words = Fields.Split(reader.Line);
            switch (words)
            {
                case ["ITEM:", "TIMESTEP"]:
                    NextLine("the time step");
                    step = long.TryParse(reader.Line, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                        ? number
                        : throw reader.Error($"{reader.Excerpt()} is not a time step; correct the file.");
                    break;
                case ["ITEM:", "TIME"]:
                    NextLine("the time");
                    time = reader.ParseNumber(reader.Line, "the time");
                    break;
                case ["ITEM:", "UNITS"]:
                    NextLine("the units");
                    if (reader.Line is not "metal")
                        throw reader.Error($"the units of the dump are {reader.Excerpt()}; only metal units (Å, eV, ps) can be read.");
                    break;
                case ["ITEM:", "NUMBER", "OF", "ATOMS"]:
                    NextLine("the number of atoms");
                    size = reader.ParseInteger(reader.Line, "number of atoms");
                    if (size is < 1 or > LargestCount) throw reader.Error($"{size} is not a number of atoms; correct the file.");
                    break;
                case ["ITEM:", "BOX", "BOUNDS", .. var bounds]:
                    box = DumpBox.Read(reader, bounds);
                    break;
                case ["ITEM:", "ATOMS", .. var names]:
                    var columns = DumpColumns.Parse(names, reader);
                    _count++;
                    return new DumpFrame(
                        step ?? throw Missing("TIMESTEP"), time,
                        ReadAtoms(columns, size ?? throw Missing("NUMBER OF ATOMS"), box ?? throw Missing("BOX BOUNDS"), step.Value),
                        columns.IsUnwrapped);
                default:
                    throw reader.Error(
                        $"an ITEM: of a LAMMPS dump expected, found {reader.Excerpt()}; name a text dump or correct this line.");
            }
        }
        return step is null ? null : throw reader.Error("the file ends before the atoms of a frame; it is cut short, copy it again.");
    }

    private Configuration ReadAtoms(DumpColumns columns, int size, DumpBox box, long step)
    {
        var ids = new long[size];
        var (types, positions) = (new int[size], new double[3 * size]);
        var forces = columns.Force >= 0 ? new double[3 * size] : null;
        var numbers = columns.Element < 0 ? session.Species.ForTypes(session.Options.TypeNames, reader) : null;
        for (var atom = 0; atom < size; atom++)
        {
            NextLine($"atom {atom + 1} of {size}");
            var row = Fields.Split(reader.Line);
            if (row.Length != columns.Count)
                throw reader.Error(
                    $"atom {atom + 1} of {size} has {row.Length} columns instead of the announced {columns.Count}; "
                    + "the file is damaged or cut short.");
            ids[atom] = columns.Id < 0 ? atom : reader.ParseInteger(row[columns.Id], "id");
            types[atom] = columns.Element >= 0 ? session.Species.Of(row[columns.Element], reader) : Type(row[columns.Type], numbers);
            var position = Place(row, columns, box);
            (positions[3 * atom], positions[3 * atom + 1], positions[3 * atom + 2]) = (position.X, position.Y, position.Z);
            for (var i = 0; forces is not null && i < 3; i++)
                forces[3 * atom + i] = reader.ParseNumber(row[columns.Force + i], "force");
        }
        if (forces is not null) session.UsedForces("fx fy fz");
        // Processes write their atoms in any order, another one in every frame.
        if (columns.Id >= 0) Sort(ids, types, positions, forces);
        return new Configuration
        {
            Types = types,
            Positions = positions,
            Forces = forces,
            Cell = box.Cell,
            Features = [new("timestep", step.ToString(CultureInfo.InvariantCulture))],
            Origin = $"{Path.GetFileName(reader.File)} #{_count}",
        };
    }

    private Vector3 Place(string[] row, DumpColumns columns, DumpBox box)
    {
        var place = Vector(row, columns.Position);
        if (columns.IsScaled) place = box.Origin + box.Cell.Cartesian(place);
        return columns.Image < 0 ? place : place + box.Cell.Cartesian(Vector(row, columns.Image));
    }

    private Vector3 Vector(string[] row, int first) => new(
        reader.ParseNumber(row[first], "position"),
        reader.ParseNumber(row[first + 1], "position"),
        reader.ParseNumber(row[first + 2], "position"));

    private int Type(string field, int[]? numbers)
    {
        var type = reader.ParseInteger(field, "type") - 1;
        if (type < 0 || type >= (numbers?.Length ?? InputBounds.MostSpecies))
        {
            var unnamed = $"type {type + 1} has no name";
            throw reader.ErrorNaming(
                $"{unnamed}; name the types 1, 2, … of the dump with {Argument.Species}, or write element into the dump.");
        }
        var number = numbers?[type] ?? type;
        return number >= 0
            ? number
            : throw reader.Error($"species {session.Options.TypeNames![type]} of type {type + 1} is not among those of the potential; "
                + "add it, or leave the frame out.");
    }

    private static void Sort(long[] ids, int[] types, double[] positions, double[]? forces)
    {
        var order = Enumerable.Range(0, ids.Length).ToArray();
        Array.Sort(ids, order);
        Array.ConvertAll(order, atom => types[atom]).CopyTo(types, 0);
        Rows(positions).CopyTo(positions, 0);
        if (forces is not null) Rows(forces).CopyTo(forces, 0);

        double[] Rows(double[] rows)
        {
            var sorted = new double[rows.Length];
            for (var i = 0; i < order.Length; i++) rows.AsSpan(3 * order[i], 3).CopyTo(sorted.AsSpan(3 * i));
            return sorted;
        }
    }

    private void NextLine(string what)
    {
        if (!reader.Next()) throw reader.Error($"the file ends before {what}; it is cut short, copy it again.");
    }

    private InputException Missing(string item) => reader.Error($"the frame has no ITEM: {item} before its atoms; correct the file.");
}
