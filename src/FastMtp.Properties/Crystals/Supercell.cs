using FastMtp.Properties.Geometry;

namespace FastMtp.Properties.Crystals;

/// <summary>Larger cells of the same crystal.</summary>
internal static class Supercell
{
    private const double Rounding = 1e-8;

    /// <summary>
    /// A cell whose vectors are whole multiples of those of another one. Atoms are ordered by lattice point, then as in the cell.
    /// </summary>
    public static Configuration Of(Configuration cell, IReadOnlyList<int[]> multiples)
    {
        var lattice = Matrix3.Of(cell.Cell);
        var rows = new Matrix3(Row(0), Row(1), Row(2));
        var larger = rows * lattice;
        var places = Points(rows).Select(point => point * lattice).ToArray();
        return cell with
        {
            Types = [.. places.SelectMany(_ => cell.Types)],
            Positions = [.. places.SelectMany(shift => Enumerable.Range(0, cell.Count).SelectMany(atom =>
                shift + cell.Position(atom) is var r ? (double[])[r.X, r.Y, r.Z] : []))],
            Cell = new Cell(larger.X, larger.Y, larger.Z, true, true, true),
            Energy = null,
            Forces = null,
            Virial = null,
            Fixed = null,
        };

        Vector3 Row(int i) => new(multiples[i][0], multiples[i][1], multiples[i][2]);
    }

    /// <summary>The smallest repetition along the axes whose heights all reach a length.</summary>
    public static int[][] Reaching(Cell cell, double height)
    {
        var heights = Heights(cell);
        return [Row(0), Row(1), Row(2)];

        int[] Row(int i)
        {
            var row = new int[3];
            row[i] = (int)Math.Ceiling(height / heights[i] - 1e-9);
            return row;
        }
    }

    /// <summary>Distances between opposite faces, Å.</summary>
    public static double[] Heights(Cell cell) =>
    [
        cell.Volume / Vector3.Cross(cell.B, cell.C).Length, cell.Volume / Vector3.Cross(cell.C, cell.A).Length,
        cell.Volume / Vector3.Cross(cell.A, cell.B).Length,
    ];

    /// <summary>The lattice points in a cell, the origin first.</summary>
    private static IEnumerable<Vector3> Points(Matrix3 rows)
    {
        var toCell = rows.Inverse;
        // The corners of the cell bound what has to be searched.
        var corners = from a in new[] { 0, 1 } from b in new[] { 0, 1 } from c in new[] { 0, 1 } select new Vector3(a, b, c) * rows;
        Vector3[] all = [.. corners];
        var points =
            from x in Range(all.Select(v => v.X))
            from y in Range(all.Select(v => v.Y))
            from z in Range(all.Select(v => v.Z))
            let point = new Vector3(x, y, z)
            let inside = point * toCell
            where IsInside(inside.X) && IsInside(inside.Y) && IsInside(inside.Z)
            select point;
        return points.OrderBy(point => point == default ? 0 : 1);

        static IEnumerable<int> Range(IEnumerable<double> values)
        {
            var (low, high) = ((int)Math.Round(values.Min()), (int)Math.Round(values.Max()));
            return Enumerable.Range(low, high - low + 1);
        }

        static bool IsInside(double fraction) => fraction > -Rounding && fraction < 1 - Rounding;
    }
}
