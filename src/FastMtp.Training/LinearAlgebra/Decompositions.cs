using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra.Factorization;
using DenseMatrix = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix;

namespace FastMtp.Training.LinearAlgebra;

/// <summary>The leading part of a singular value decomposition, A ≈ U·diag(S)·Vᵀ.</summary>
/// <param name="U">[m][r] orthonormal columns.</param>
/// <param name="S">[r] descending.</param>
/// <param name="V">[n][r] orthonormal columns.</param>
internal sealed record TruncatedSvd(Matrix U, double[] S, Matrix V);

/// <summary>Factorisations of matrices of which at least one side is small.</summary>
internal static class Decompositions
{
    /// <summary>
    /// Settings that hold for the whole process; nothing else in it uses the library. Results must not depend on native libraries that happen
    /// to be installed, and matrices of this size only lose by being shared among threads.
    /// </summary>
    static Decompositions()
    {
        Control.UseManaged();
        Control.UseSingleThread();
    }

    /// <summary>A = Q·R with orthonormal columns of Q, as many as the shorter side of A.</summary>
    public static (Matrix Q, Matrix R) Qr(Matrix a)
    {
        if (a.Rows <= a.Columns) return (Matrix.Identity(a.Rows), a);
        var qr = Of(a).QR(QRMethod.Thin);
        return (From(qr.Q), From(qr.R));
    }

    /// <summary>
    /// The first <paramref name="rank"/> singular values and vectors: the best approximation of that rank, SVD_r(A). Those of a matrix that is
    /// not finite are not numbers.
    /// </summary>
    public static TruncatedSvd Svd(Matrix a, int rank)
    {
        // The iteration would not end. Too long a step leads here, and the line search sees by the value that it leads nowhere.
        if (!a.Entries.All(double.IsFinite)) return new TruncatedSvd(NotANumber(a.Rows, rank), NotANumber(rank, 1).Entries, NotANumber(a.Columns, rank));
        if (a.Rows < a.Columns)
        {
            var (u, s, v) = Svd(a.Transposed(), rank);
            return new TruncatedSvd(v, s, u);
        }
        // The decomposition of R costs nothing of the long side, along which U would be square otherwise.
        var (q, r) = Qr(a);
        var svd = Of(r).Svd();
        return new TruncatedSvd(
            q * From(svd.U).Block(.., ..rank),
            svd.S.ToArray()[..rank],
            From(svd.VT.Transpose()).Block(.., ..rank));
    }

    /// <summary>A⁻¹; entries that are not finite if there is none.</summary>
    public static Matrix Inverse(Matrix a) => From(Of(a).Inverse());

    private static Matrix NotANumber(int rows, int columns) => new(rows, columns, [.. Enumerable.Repeat(double.NaN, rows * columns)]);

    private static DenseMatrix Of(Matrix a) => new(a.Rows, a.Columns, a.Transposed().Entries);

    private static Matrix From(MathNet.Numerics.LinearAlgebra.Matrix<double> a) => new(a.RowCount, a.ColumnCount, a.ToRowMajorArray());
}
