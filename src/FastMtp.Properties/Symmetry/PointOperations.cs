using FastMtp.Properties.Geometry;

namespace FastMtp.Properties.Symmetry;

/// <summary>The rotations that map a lattice onto itself.</summary>
internal static class PointOperations
{
    /// <summary>
    /// The operations as integer matrices that act on rows of fractional coordinates from the right; the identity is first.
    /// </summary>
    /// <param name="lattice">Reduced lattice vectors as rows, so that two steps along each reach every vector of the same length.</param>
    /// <param name="tolerance">Å.</param>
    public static IReadOnlyList<Matrix3> Of(Matrix3 lattice, double tolerance)
    {
        var metric = lattice * lattice.Transposed;
        List<Vector3>[] candidates = [[], [], []];
        for (var n = 0; n < 125; n++)
        {
            var steps = new Vector3(n / 25 - 2, n / 5 % 5 - 2, n % 5 - 2);
            var length = (steps * lattice).Length;
            for (var i = 0; i < 3; i++)
                if (Math.Abs(length - Math.Sqrt(metric[i, i])) <= tolerance) candidates[i].Add(steps);
        }
        var found = new List<Matrix3> { Matrix3.Identity };
        foreach (var x in candidates[0])
        {
            foreach (var y in candidates[1])
            {
                if (!IsAlike(x, y, 0, 1)) continue;
                foreach (var z in candidates[2])
                {
                    var matrix = new Matrix3(x, y, z);
                    if (IsAlike(x, z, 0, 2) && IsAlike(y, z, 1, 2) && Math.Abs(Math.Abs(matrix.Determinant) - 1) < 0.5
                        && matrix != Matrix3.Identity) found.Add(matrix);
                }
            }
        }
        return found;

        bool IsAlike(Vector3 a, Vector3 b, int i, int j) =>
            Math.Abs(Vector3.Dot(a * lattice, b * lattice) - metric[i, j])
                <= tolerance * (Math.Sqrt(metric[i, i]) + Math.Sqrt(metric[j, j]));
    }
}
