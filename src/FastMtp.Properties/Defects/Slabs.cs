using FastMtp.Properties.Crystals;
using FastMtp.Properties.Geometry;

namespace FastMtp.Properties.Defects;

/// <summary>Cells of a crystal with two vectors in a lattice plane.</summary>
internal static class Slabs
{
    private const int Farthest = 6;

    /// <summary>
    /// A cell that repeats the crystal, its first two vectors in the plane, at least so thick; the third points out of the plane.
    /// </summary>
    /// <param name="crystal">The crystal.</param>
    /// <param name="plane">Miller indices with respect to the conventional cell.</param>
    /// <param name="thickness">Å.</param>
    public static Configuration Stacked(Crystal crystal, (int H, int K, int L) plane, double thickness)
    {
        var normal = Normal(crystal, plane);
        var lattice = Matrix3.Of(crystal.Primitive.Cell);
        var vectors = (from x in Whole() from y in Whole() from z in Whole() where (x, y, z) != (0, 0, 0)
                       select (Multiples: (int[])[x, y, z], Vector: new Vector3(x, y, z) * lattice)).ToArray();
        var inPlane = vectors.Where(v => Math.Abs(Vector3.Dot(v.Vector, normal)) < 1e-6)
            .OrderBy(v => Math.Round(v.Vector.Length, 6)).ToArray();
        var first = inPlane[0];
        var second = inPlane.First(v => Vector3.Cross(first.Vector, v.Vector).Length > 1e-6);
        var rest = vectors.Where(v => Vector3.Dot(v.Vector, normal) > 1e-6).ToArray();
        var spacing = rest.Min(v => Vector3.Dot(v.Vector, normal));
        var step = rest.Where(v => Vector3.Dot(v.Vector, normal) < spacing * (1 + 1e-6)).MinBy(v => v.Vector.Length);
        var layers = (int)Math.Ceiling(thickness / spacing - 1e-9);
        // Right-handed, so that the third vector lies on the side of the normal.
        if (Vector3.Dot(Vector3.Cross(first.Vector, second.Vector), normal) < 0) (first, second) = (second, first);
        return Supercell.Of(crystal.Primitive, [first.Multiples, second.Multiples, [.. step.Multiples.Select(m => m * layers)]]);
    }

    /// <summary>The stack in a vacuum: cut at its widest gap, without repetition along the normal.</summary>
    public static Configuration Free(Configuration stacked)
    {
        var cell = stacked.Cell;
        var normal = Vector3.Cross(cell.A, cell.B);
        normal = 1 / normal.Length * normal;
        var height = Vector3.Dot(cell.C, normal);
        var heights = Enumerable.Range(0, stacked.Count).Select(atom => Wrapped(Vector3.Dot(stacked.Position(atom), normal), height));
        var sorted = heights.Order().ToArray();
        var widest = Enumerable.Range(0, sorted.Length)
            .MaxBy(i => Math.Round((i == 0 ? sorted[0] + height - sorted[^1] : sorted[i] - sorted[i - 1]), 6));
        var bottom = sorted[widest] - 1e-6;
        var positions = (double[])stacked.Positions.Clone();
        for (var atom = 0; atom < stacked.Count; atom++)
        {
            // Atoms move by whole repetitions of the stack.
            var place = stacked.Position(atom);
            var times = Math.Floor((Vector3.Dot(place, normal) - bottom) / height);
            var moved = place - times * cell.C;
            (positions[3 * atom], positions[3 * atom + 1], positions[3 * atom + 2]) = (moved.X, moved.Y, moved.Z);
        }
        return stacked.At(positions) with { Cell = new Cell(cell.A, cell.B, (height + 20) * normal, true, true, false) };
    }

    /// <summary>The unit normal of a lattice plane.</summary>
    public static Vector3 Normal(Crystal crystal, (int H, int K, int L) plane)
    {
        var reciprocal = Matrix3.Of(crystal.Conventional.Cell).Inverse.Transposed;
        var normal = new Vector3(plane.H, plane.K, plane.L) * reciprocal;
        return 1 / normal.Length * normal;
    }

    private static IEnumerable<int> Whole() => Enumerable.Range(-Farthest, 2 * Farthest + 1);

    private static double Wrapped(double value, double period)
    {
        var wrapped = value - period * Math.Floor(value / period);
        return wrapped > period - 1e-7 ? 0 : wrapped;
    }
}
