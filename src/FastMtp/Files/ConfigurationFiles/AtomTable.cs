using FastMtp.Files.Text;
using FastMtp.Input;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>Turns the type field of an atom's row into a species number.</summary>
internal delegate int TypeParser(ReadOnlySpan<char> field, LineReader reader);

/// <summary>The rows of atoms of one configuration.</summary>
internal sealed class AtomTable
{
    private const int LargestCount = 50_000_000;

    private AtomTable(int count, ReadOnlySpan<AtomColumn> columns)
    {
        Fixed = Has(columns, ColumnRole.Mobile) ? new bool[count] : null;
        Spread = Has(columns, ColumnRole.Spread) ? new double[count] : null;
        Grades = Has(columns, ColumnRole.Grade) ? new double[count] : null;
        Types = new int[count];
        Positions = new double[3 * count];
        Forces = Has(columns, ColumnRole.Force) ? new double[3 * count] : null;
    }

    public int[] Types { get; }

    public double[] Positions { get; }

    public double[]? Forces { get; }

    /// <summary>[count] atoms that the file says do not move.</summary>
    public bool[]? Fixed { get; }

    public double[]? Grades { get; }

    public double[]? Spread { get; }

    /// <summary>Reads <paramref name="count"/> rows with exactly the given columns.</summary>
    public static AtomTable Read(LineReader reader, int count, ReadOnlySpan<AtomColumn> columns, TypeParser parseType)
    {
        if (count > LargestCount)
            throw reader.Error($"{count} atoms exceed the limit of {LargestCount} per configuration; correct the number of atoms.");
        var table = new AtomTable(count, columns);
        for (var atom = 0; atom < count; atom++)
        {
            if (!reader.Next()) throw reader.Error($"the file ends after {atom} of {count} atoms; it is cut short, copy it again.");
            table.ReadRow(reader, atom, columns, parseType);
        }
        return table;
    }

    private static bool Has(ReadOnlySpan<AtomColumn> columns, ColumnRole role)
    {
        foreach (var column in columns)
            if (column.Role == role) return true;
        return false;
    }

    private void ReadRow(LineReader reader, int atom, ReadOnlySpan<AtomColumn> columns, TypeParser parseType)
    {
        var fields = new Fields(reader.Line);
        ReadOnlySpan<char> type = default;
        for (var i = 0; i < columns.Length; i++)
        {
            var column = columns[i];
            if (!fields.Next(out var field)) throw WrongLength(reader, atom, columns.Length);
            switch (column.Role)
            {
                case ColumnRole.Position:
                    Positions[3 * atom + column.Component] = reader.ParseNumber(field, column.Name);
                    break;
                case ColumnRole.Force:
                    Forces![3 * atom + column.Component] = reader.ParseNumber(field, column.Name);
                    break;
                case ColumnRole.Mobile:
                    Fixed![atom] = field switch
                    {
                        "T" or "1" or "True" => false,
                        "F" or "0" or "False" => true,
                        _ => throw reader.Error($"'{SafeText.Excerpt(field)}' in {column.Name} is neither T nor F; correct it."),
                    };
                    break;
                case ColumnRole.Grade:
                    Grades![atom] = reader.ParseNumber(field, column.Name);
                    break;
                case ColumnRole.Spread:
                    Spread![atom] = reader.ParseNumber(field, column.Name);
                    break;
                case ColumnRole.Type:
                    type = field;
                    break;
                case ColumnRole.Id:
                    if (reader.ParseInteger(field, column.Name) != atom + 1)
                        throw reader.Error($"id {field} where {atom + 1} of {Types.Length} is expected; "
                            + "number the atoms 1, 2, 3, … and check the number of atoms.");
                    break;
            }
        }
        if (fields.Next(out _)) throw WrongLength(reader, atom, columns.Length);
        // Last, so that a malformed row is reported as such and not as an unknown species.
        if (!type.IsEmpty) Types[atom] = parseType(type, reader);
    }

    private InputException WrongLength(LineReader reader, int atom, int columns) => reader.Error(
        $"atom {atom + 1} of {Types.Length} has {Fields.Split(reader.Line).Length} columns instead of the announced {columns}; "
        + "check the number of atoms and the columns.");
}
