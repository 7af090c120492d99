using MathNet.Numerics.Providers.LinearAlgebra;

namespace FastMtp.Training.LinearAlgebra;

/// <summary>The leading part of a singular value decomposition, A ≈ U·diag(S)·Vᵀ.</summary>
/// <param name="U">[m][r] orthonormal columns.</param>
/// <param name="S">[r] descending.</param>
/// <param name="V">[n][r] orthonormal columns.</param>
internal sealed record TruncatedSvd(Matrix U, double[] S, Matrix V)
{
    /// <summary>[U·Σ^½ | V·Σ^½], factors of the same matrix that share its singular values evenly.</summary>
    public double[] SharedFactors()
    {
        double[] roots = [.. S.Select(Math.Sqrt)];
        return [.. U.ScaleColumns(roots).Entries, .. V.ScaleColumns(roots).Entries];
    }
}

/// <summary>Factorisations of matrices of which at least one side is small.</summary>
internal static class Decompositions
{
    /// <summary>
    /// Called itself, as the library's matrices take whichever provider is set for the whole process. Its results depend neither on native
    /// libraries that happen to be installed nor on threads, among which it shares whole columns.
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

    /// <summary>The first <paramref name="rank"/> singular values and vectors: the best approximation of that rank, SVD_r(A).</summary>
    public static TruncatedSvd Svd(Matrix a, int rank)
    {
        if (a.Rows < a.Columns)
        {
            var transposed = Svd(a.Transposed(), rank);
            return new TruncatedSvd(transposed.V, transposed.S, transposed.U);
        }
        // The decomposition of R costs nothing of the long side, along which U would be square otherwise.
        var (q, r) = Qr(a);
        var n = a.Columns;
        var (s, u, vt) = (new double[n], new double[n * n], new double[n * n]);
        Provider.SingularValueDecomposition(true, ByColumns(r), n, n, s, u, vt);
        // Column after column, Vᵀ is V row after row.
        return new TruncatedSvd(q * FromColumns(n, n, u).Block(.., ..rank), s[..rank], new Matrix(n, n, vt).Block(.., ..rank));
    }

    /// <summary>A⁻¹; entries that are not finite if there is none.</summary>
    public static Matrix Inverse(Matrix a)
    {
        var inverse = ByColumns(a);
        Provider.LUInverse(inverse, a.Rows);
        return FromColumns(a.Rows, a.Rows, inverse);
    }

    private static double[] ByColumns(Matrix a) => a.Transposed().Entries;

    private static Matrix FromColumns(int rows, int columns, double[] entries) => new Matrix(columns, rows, entries).Transposed();
}
