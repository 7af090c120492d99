using FastMtp.Radial;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Parameterizations;

/// <summary>
/// MF: the tensor, unfolded to a matrix Ĉ of m × n, is U·Vᵀ with r columns each (Section II.C of the paper). A point is
/// [U | V], each row-major; r(m + n) parameters.
/// </summary>
internal sealed class MatrixFactorization : IMatrixFactors
{
    private readonly FactorShape _u;
    private readonly FactorShape _v;

    /// <summary>Factors m × n matrices.</summary>
    /// <exception cref="InputException">A matrix of this size cannot have the rank.</exception>
    public MatrixFactorization(int rows, int columns, int rank)
    {
        RequireRank(rows, columns, rank);
        Rows = rows;
        Columns = columns;
        Rank = rank;
        var factors = FactorShape.Matrix(rows, columns, rank);
        (_u, _v) = (factors[0], factors[1]);
    }

    /// <summary>m.</summary>
    public int Rows { get; }

    /// <summary>n.</summary>
    public int Columns { get; }

    /// <summary>r.</summary>
    public int Rank { get; }

    /// <inheritdoc/>
    public int TensorLength => Rows * Columns;

    /// <inheritdoc/>
    public int PointLength => _v.End;

    /// <inheritdoc/>
    public int Dimension => PointLength;

    /// <inheritdoc/>
    public void Expand(ReadOnlySpan<double> point, Span<double> tensor) => U(point).TimesTransposed(V(point)).Entries.CopyTo(tensor);

    /// <summary>∂L/∂U = G·V and ∂L/∂V = Gᵀ·U.</summary>
    public void Pullback(ReadOnlySpan<double> point, ReadOnlySpan<double> tensorGradient, Span<double> gradient)
    {
        var g = new Matrix(Rows, Columns, tensorGradient);
        (g * V(point)).Entries.CopyTo(gradient);
        g.TransposedTimes(U(point)).Entries.CopyTo(gradient[_v.Offset..]);
    }

    /// <summary>A parameter of U moves Ĉ by the column of V that it multiplies, and vice versa.</summary>
    public double MeanSquaredSensitivity(ReadOnlySpan<double> point)
    {
        var u = _u.Of(point);
        var v = _v.Of(point);
        return (Rows * Vectors.Dot(v, v) + Columns * Vectors.Dot(u, u)) / Dimension;
    }

    /// <summary>Truncated SVD, shared evenly: U·Σ^½ and V·Σ^½.</summary>
    public double[] Approximate(ReadOnlySpan<double> tensor) => Decompositions.Svd(new Matrix(Rows, Columns, tensor), Rank).SharedFactors();

    /// <inheritdoc/>
    public Matrix[] Gradients(ReadOnlySpan<double> tensorGradient) => [new(Rows, Columns, tensorGradient)];

    /// <summary>The factor U of a point.</summary>
    internal Matrix U(ReadOnlySpan<double> point) => new(Rows, Rank, _u.Of(point));

    /// <summary>The factor V of a point.</summary>
    internal Matrix V(ReadOnlySpan<double> point) => new(Columns, Rank, _v.Of(point));

    internal static void RequireRank(int rows, int columns, int rank)
    {
        if (rank < 1 || rank > Math.Min(rows, columns))
            throw new InputException(
                $"The rank of a {rows} × {columns} matrix must lie between 1 and {Math.Min(rows, columns)}, not {rank}.");
    }
}
