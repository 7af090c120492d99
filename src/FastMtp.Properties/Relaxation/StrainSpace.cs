using FastMtp.Properties.Geometry;

namespace FastMtp.Properties.Relaxation;

/// <summary>The symmetric strains that a relaxation may apply, with an orthonormal basis.</summary>
internal sealed class StrainSpace
{
    private static readonly Vector3[] Axes = [new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)];

    private StrainSpace(Matrix3[] basis) => Basis = basis;

    /// <summary>Orthonormal in the Frobenius product; at most six.</summary>
    public Matrix3[] Basis { get; }

    /// <summary>The strains of a cell.</summary>
    /// <param name="cell">Directions that do not repeat cannot be strained.</param>
    /// <param name="mode">How the cell may deform.</param>
    /// <param name="fixedAxes">Cartesian axes that neither stretch nor shear.</param>
    public static StrainSpace Of(Cell cell, CellMode mode, string fixedAxes)
    {
        var free = mode == CellMode.Fixed ? [] : FreeDirections(cell, fixedAxes);
        if (free.Count == 0) return new([]);
        if (mode == CellMode.Isotropic)
        {
            var sum = free.Aggregate(default(Matrix3), (m, e) => m + Matrix3.Outer(e, e));
            return new([1 / Math.Sqrt(free.Count) * sum]);
        }
        var basis = new List<Matrix3>();
        for (var i = 0; i < free.Count; i++)
        {
            basis.Add(Matrix3.Outer(free[i], free[i]));
            for (var j = 0; j < i; j++) basis.Add(Math.Sqrt(2) * Matrix3.Outer(free[i], free[j]).Symmetric);
        }
        return new([.. basis]);
    }

    /// <summary>The strain with the given coordinates.</summary>
    public Matrix3 At(ReadOnlySpan<double> coordinates)
    {
        var strain = default(Matrix3);
        for (var k = 0; k < Basis.Length; k++) strain += coordinates[k] * Basis[k];
        return strain;
    }

    /// <summary>The part of a tensor that belongs to the space.</summary>
    public Matrix3 Project(Matrix3 tensor) => Basis.Aggregate(default(Matrix3), (sum, b) => sum + Matrix3.Dot(b, tensor) * b);

    /// <summary>True if a rotation maps the space onto itself.</summary>
    public bool IsInvariant(Matrix3 rotation) => Basis.All(b =>
    {
        var turned = rotation * b * rotation.Transposed;
        return (Project(turned) - turned).Largest < 1e-3;
    });

    private static List<Vector3> FreeDirections(Cell cell, string fixedAxes)
    {
        List<Vector3> excluded = [];
        foreach (var (letter, axis) in "xyz".Zip(Axes))
            if (fixedAxes.Contains(letter)) Append(excluded, axis);
        var repeating = new List<Vector3>();
        foreach (var (vector, repeats) in new[] { (cell.A, cell.PeriodicA), (cell.B, cell.PeriodicB), (cell.C, cell.PeriodicC) })
            if (repeats) Append(repeating, vector);
        // Directions orthogonal to all that repeat have no strain.
        var spanned = repeating.ToList();
        foreach (var axis in Axes) Append(spanned, axis);
        foreach (var direction in spanned.Skip(repeating.Count)) Append(excluded, direction);
        var all = excluded.ToList();
        foreach (var axis in Axes) Append(all, axis);
        return all[excluded.Count..];
    }

    /// <summary>Gram and Schmidt; a vector that adds less than a hundredth of its length is taken as dependent.</summary>
    private static void Append(List<Vector3> orthonormal, Vector3 vector)
    {
        var rest = 1 / vector.Length * vector;
        foreach (var e in orthonormal) rest -= Vector3.Dot(e, rest) * e;
        if (rest.Length > 0.01) orthonormal.Add(1 / rest.Length * rest);
    }
}
