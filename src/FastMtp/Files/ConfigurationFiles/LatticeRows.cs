using FastMtp.Files.Text;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>Builds a cell from the lattice vectors of a file, after checking that they are independent.</summary>
internal static class LatticeRows
{
    /// <summary>
    /// A zero vector marks a direction that does not repeat; <paramref name="periodic"/>, if given, decides for the others.
    /// </summary>
    public static Cell ToCell(ReadOnlySpan<double> rows, ReadOnlySpan<bool> periodic, LineReader reader)
    {
        Span<Vector3> vectors = [new(rows[0], rows[1], rows[2]), new(rows[3], rows[4], rows[5]), new(rows[6], rows[7], rows[8])];
        Span<bool> repeats = [false, false, false];
        var independent = 1.0;
        for (var i = 0; i < 3; i++)
        {
            var isZero = vectors[i].Length == 0;
            repeats[i] = periodic.IsEmpty ? !isZero : periodic[i];
            if (isZero && repeats[i])
                throw reader.Error($"pbc is T for lattice vector {i + 1}, which is zero; give the vector or write F.");
            for (var k = 0; k < i && !isZero; k++)
                if (vectors[k].Length > 0) independent = Math.Min(independent, Sine(vectors[i], vectors[k]));
        }
        var (a, b, c) = (vectors[0], vectors[1], vectors[2]);
        var product = a.Length * b.Length * c.Length;
        if (product > 0) independent = Math.Min(independent, Math.Abs(Vector3.Dot(a, Vector3.Cross(b, c))) / product);
        if (independent < 1e-8) throw reader.Error("the lattice vectors lie in a plane or on a line; correct the lattice.");
        return new Cell(a, b, c, repeats[0], repeats[1], repeats[2]);
    }

    private static double Sine(Vector3 a, Vector3 b) => Vector3.Cross(a, b).Length / (a.Length * b.Length);
}
