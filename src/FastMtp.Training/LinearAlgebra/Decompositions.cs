using MathNet.Numerics.Providers.LinearAlgebra;

namespace FastMtp.Training.LinearAlgebra;

/// <summary>The leading part of a singular value decomposition, A ≈ U·diag(S)·Vᵀ.</summary>
/// <param name="U">[m][r] orthonormal columns.</param>
/// <param name="S">[r] descending.</param>
/// <param name="V">[n][r] orthonormal columns.</param>
internal sealed record TruncatedSvd(Matrix U, double[] S, Matrix V)
{
    /// <summary>[U·Σ^½ | V·Σ^½], factors of the same matrix with its singular values split evenly.</summary>
    public double[] SharedFactors()
    {
        double[] roots = [.. S.Select(Math.Sqrt)];
        return [.. U.ScaleColumns(roots).Entries, .. V.ScaleColumns(roots).Entries];
    }
}

/// <summary>Factorisations of matrices with at least one small dimension.</summary>
internal static class Decompositions
{
    /// <summary>
    /// The managed provider, called directly because the library's matrices use the process-wide provider. Its results depend neither on
    /// native libraries that happen to be installed nor on the number of threads, as it distributes whole columns.
    /// </summary>
    private static readonly ManagedLinearAlgebraProvider Provider = ManagedLinearAlgebraProvider.Instance;

    /// <summary>A = Q·R with orthonormal columns of Q, as many as the shorter side of A.</summary>
    public static (Matrix Q, Matrix R) Qr(Matrix a)
    {
        if (a.Rows <= a.Columns) return (Matrix.Identity(a.Rows), a);
        var (q, r) = (ByColumns(a), new double[a.Columns * a.Columns]);
        Provider.ThinQRFactor(q, a.Rows, a.Columns, r, new double[a.Columns]);
        return (FromColumns(a.Rows, a.Columns, q), FromColumns(a.Columns, a.Columns, r));
    }

    /// <summary>
    /// The first <paramref name="rank"/> singular values and vectors: the best approximation of that rank, SVD_r(A). All are NaN if the
    /// matrix has non-finite entries.
    /// </summary>
    public static TruncatedSvd Svd(Matrix a, int rank)
    {
        // The iteration would not terminate. Too long a step leads here; NaN makes the line search shorten it.
        if (!a.Entries.All(double.IsFinite))
            return new TruncatedSvd(NotANumber(a.Rows, rank), NotANumber(rank, 1).Entries, NotANumber(a.Columns, rank));
        if (a.Rows < a.Columns)
        {
            var transposed = Svd(a.Transposed(), rank);
            return new TruncatedSvd(transposed.V, transposed.S, transposed.U);
        }
        // Decomposing R avoids a square U along the long side.
        var (q, r) = Qr(a);
        var n = a.Columns;
        var (s, u, vt) = (new double[n], new double[n * n], new double[n * n]);
        Provider.SingularValueDecomposition(true, ByColumns(r), n, n, s, u, vt);
        // Vᵀ in column-major order is V in row-major order.
        return new TruncatedSvd(q * FromColumns(n, n, u).Block(.., ..rank), s[..rank], new Matrix(n, n, vt).Block(.., ..rank));
    }

    /// <summary>A⁻¹; has non-finite entries if A is singular.</summary>
    public static Matrix Inverse(Matrix a)
    {
        var inverse = ByColumns(a);
        Provider.LUInverse(inverse, a.Rows);
        return FromColumns(a.Rows, a.Rows, inverse);
    }

    private static Matrix NotANumber(int rows, int columns) => new(rows, columns, [.. Enumerable.Repeat(double.NaN, rows * columns)]);

    private static double[] ByColumns(Matrix a) => a.Transposed().Entries;

    private static Matrix FromColumns(int rows, int columns, double[] entries) => new Matrix(columns, rows, entries).Transposed();
}
