using System.Globalization;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>A symmetry operation of a CIF, such as "-y, x-y, z+1/3".</summary>
/// <param name="Rows">[3][4] factors of x, y and z, and the shift.</param>
internal sealed record CifOperation(double[][] Rows)
{
    /// <summary>Applies the operation to fractional coordinates.</summary>
    public Vector3 Apply(Vector3 s) => new(Row(0, s), Row(1, s), Row(2, s));

    /// <summary>Parses an operation; null if it is none.</summary>
    public static CifOperation? Parse(string text)
    {
        var parts = text.Replace(" ", "").ToLowerInvariant().Split(',');
        if (parts.Length != 3) return null;
        var rows = Array.ConvertAll(parts, ParseRow);
        return rows.Any(row => row is null) ? null : new(rows!);
    }

    private static double[]? ParseRow(string text)
    {
        var row = new double[4];
        for (var i = 0; i < text.Length;)
        {
            var sign = text[i] == '-' ? -1 : 1;
            if (text[i] is '+' or '-') i++;
            var start = i;
            while (i < text.Length && text[i] is not ('+' or '-')) i++;
            var term = text[start..i];
            if (term is "x" or "y" or "z") row[term[0] - 'x'] += sign;
            else if (Fraction(term) is { } shift) row[3] += sign * shift;
            else return null;
        }
        return row[0] == 0 && row[1] == 0 && row[2] == 0 ? null : row;
    }

    private static double? Fraction(string text)
    {
        var parts = text.Split('/');
        var numbers = new double[parts.Length];
        for (var k = 0; k < parts.Length; k++)
            if (!double.TryParse(parts[k], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out numbers[k])) return null;
        return numbers switch
        {
            [var n] => n,
            [var n, > 0 and var d] => n / d,
            _ => null,
        };
    }

    private double Row(int i, Vector3 s) => Rows[i][0] * s.X + Rows[i][1] * s.Y + Rows[i][2] * s.Z + Rows[i][3];
}
