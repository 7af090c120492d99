using FastMtp.Files.Text;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>The box of a dump: its vectors and its corner.</summary>
internal readonly record struct DumpBox(Cell Cell, Vector3 Origin)
{
    /// <summary>Reads three lines of bounds.</summary>
    /// <param name="reader">At the header.</param>
    /// <param name="words">What follows <c>BOX BOUNDS</c>: tilts or <c>abc origin</c> if there are any, then the three boundaries.</param>
    public static DumpBox Read(LineReader reader, string[] words)
    {
        Span<bool> periodic = [false, false, false];
        for (var i = 0; i < 3; i++) periodic[i] = words.Length < 3 || words[^(3 - i)].StartsWith('p');
        var isGeneral = words is ["abc", "origin", ..];
        var rows = new double[3][];
        for (var i = 0; i < 3; i++) rows[i] = ReadRow(reader, isGeneral ? 4 : words is ["xy", ..] ? 3 : 2);
        var (vectors, origin) = isGeneral ? General(rows) : Restricted(rows);
        return new DumpBox(LatticeRows.ToCell(vectors, periodic, reader), origin);
    }

    /// <summary>a, b, c and the corner, a component of the latter at the end of each row.</summary>
    private static (double[] Vectors, Vector3 Origin) General(double[][] rows) =>
        ([.. rows.SelectMany(row => row[..3])], new Vector3(rows[0][3], rows[1][3], rows[2][3]));

    /// <summary>The bounds are those of the box around the cell; they and the tilts xy, xz, yz give the cell.</summary>
    private static (double[] Vectors, Vector3 Origin) Restricted(double[][] rows)
    {
        double xy = Tilt(0), xz = Tilt(1), yz = Tilt(2);
        var x = rows[0][0] - Math.Min(Math.Min(0, xy), Math.Min(xz, xy + xz));
        var y = rows[1][0] - Math.Min(0, yz);
        var farX = rows[0][1] - Math.Max(Math.Max(0, xy), Math.Max(xz, xy + xz));
        var farY = rows[1][1] - Math.Max(0, yz);
        return ([farX - x, 0, 0, xy, farY - y, 0, xz, yz, rows[2][1] - rows[2][0]], new Vector3(x, y, rows[2][0]));

        double Tilt(int row) => rows[row].Length > 2 ? rows[row][2] : 0;
    }

    private static double[] ReadRow(LineReader reader, int count)
    {
        if (!reader.Next()) throw reader.Error("the file ends within the box bounds; it is cut short, copy it again.");
        var fields = Fields.Split(reader.Line);
        if (fields.Length != count)
            throw reader.Error($"the box bounds have {fields.Length} numbers in a line instead of {count}; correct the file.");
        return Array.ConvertAll(fields, field => reader.ParseNumber(field, "box bounds"));
    }
}
