using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Parameterizations;

namespace FastMtp.Training.Manifolds;

/// <summary>
/// R-MF: the m × n matrices of rank r (Section II.D.2b of the paper). A point is its singular value decomposition [U | σ | V],
/// row-major. With U and V completed to orthogonal matrices, a tangent vector is U·[M N; K 0]·Vᵀ; its coordinates are
/// [M N] row by row and then K, so that the dimension is r(m + n − r) and the metric is the Frobenius product of matrices.
/// </summary>
internal sealed class FixedRankManifold : IManifold, IParameterization
{
    private readonly int _rows;
    private readonly int _columns;

    /// <summary>The manifold of m × n matrices of a rank.</summary>
    /// <exception cref="InputException">A matrix of this size cannot have the rank.</exception>
    public FixedRankManifold(int rows, int columns, int rank)
    {
        MatrixFactorization.RequireRank(rows, columns, rank);
        _rows = rows;
        _columns = columns;
        Rank = rank;
    }

    /// <summary>r.</summary>
    public int Rank { get; }

    /// <inheritdoc/>
    public int TensorLength => _rows * _columns;

    /// <inheritdoc cref="IParameterization.PointLength"/>
    public int PointLength => Rank * (_rows + _columns + 1);

    /// <inheritdoc cref="IParameterization.Dimension"/>
    public int Dimension => Rank * (_rows + _columns - Rank);

    /// <inheritdoc/>
    public void Expand(ReadOnlySpan<double> point, Span<double> tensor) =>
        U(point).ScaleColumns(Sigma(point)).TimesTransposed(V(point)).Entries.CopyTo(tensor);

    /// <summary>The Riemannian gradient, the orthogonal projection of the gradient onto the tangent space.</summary>
    public void Pullback(ReadOnlySpan<double> point, ReadOnlySpan<double> tensorGradient, Span<double> gradient)
    {
        var g = new Matrix(_rows, _columns, tensorGradient);
        var (u, v) = (new CompletedBasis(U(point)), new CompletedBasis(V(point)));
        var (left, right) = (g.TransposedTimes(u.U), g * v.U);
        u.U.TransposedTimes(right).StackHorizontally(v.ComplementTransposedTimes(left).Transposed()).Entries.CopyTo(gradient);
        u.ComplementTransposedTimes(right).Entries.CopyTo(gradient[(Rank * _columns)..]);
    }

    /// <summary>The tangent vector as a matrix: the adjoint of <see cref="Pullback"/>.</summary>
    public void Embed(ReadOnlySpan<double> point, ReadOnlySpan<double> tangent, Span<double> tensor)
    {
        var (u, v) = (new CompletedBasis(U(point)), new CompletedBasis(V(point)));
        var top = new Matrix(Rank, _columns, tangent[..(Rank * _columns)]);
        var k = new Matrix(_rows - Rank, Rank, tangent[(Rank * _columns)..]);
        var right = v.U.TimesTransposed(top.Block(.., ..Rank)) + v.ComplementTimes(top.Block(.., Rank..).Transposed());
        (u.U.TimesTransposed(right) + u.ComplementTimes(k).TimesTransposed(v.U)).Entries.CopyTo(tensor);
    }

    /// <summary>Coordinates are orthonormal.</summary>
    public double MeanSquaredSensitivity(ReadOnlySpan<double> point) => 1;

    /// <summary>Truncated SVD.</summary>
    public double[] Approximate(ReadOnlySpan<double> tensor)
    {
        var point = new double[PointLength];
        Store(Decompositions.Svd(new Matrix(_rows, _columns, tensor), Rank), point);
        return point;
    }

    /// <summary>
    /// R_X(ξ) = SVD_r(X + ξ), the nearest matrix of rank r. As X + ξ = [U Q_K]·[Σ + M, R_Nᵀ; R_K, 0]·[V Q_N]ᵀ with K = Q_K·R_K and
    /// Nᵀ = Q_N·R_N, only the middle matrix, at most 2r × 2r, needs to be decomposed.
    /// </summary>
    public void Retract(ReadOnlySpan<double> point, double step, ReadOnlySpan<double> direction, Span<double> result)
    {
        var (u, v) = (new CompletedBasis(U(point)), new CompletedBasis(V(point)));
        var move = new double[Dimension];
        Vectors.AddScaled(move, step, direction, move);
        var top = new Matrix(Rank, _columns, move.AsSpan(0, Rank * _columns));
        var (qk, rk) = Decompositions.Qr(new Matrix(_rows - Rank, Rank, move.AsSpan(Rank * _columns)));
        var (qn, rn) = Decompositions.Qr(top.Block(.., Rank..).Transposed());

        var square = top.Block(.., ..Rank);
        for (var i = 0; i < Rank; i++) square[i, i] += Sigma(point)[i];
        var core = square.StackHorizontally(rn.Transposed()).StackVertically(rk.StackHorizontally(new Matrix(rk.Rows, rn.Rows)));
        var (left, sigma, right) = Decompositions.Svd(core, Rank);
        Store(new TruncatedSvd(
            u.U.StackHorizontally(u.ComplementTimes(qk)) * left,
            sigma,
            v.U.StackHorizontally(v.ComplementTimes(qn)) * right), result);
    }

    /// <inheritdoc/>
    public IVectorTransport Transport(ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        if (from.SequenceEqual(to)) return IdentityTransport.Instance;
        return new FixedRankTransport(new(U(from)), new(V(from)), new(U(to)), new(V(to)));
    }

    /// <summary>Parts of a point.</summary>
    public TruncatedSvd Svd(ReadOnlySpan<double> point) => new(U(point), Sigma(point).ToArray(), V(point));

    private Matrix U(ReadOnlySpan<double> point) => new(_rows, Rank, point[..(_rows * Rank)]);

    private ReadOnlySpan<double> Sigma(ReadOnlySpan<double> point) => point.Slice(_rows * Rank, Rank);

    private Matrix V(ReadOnlySpan<double> point) => new(_columns, Rank, point[((_rows + 1) * Rank)..]);

    private void Store(TruncatedSvd svd, Span<double> point)
    {
        svd.U.Entries.CopyTo(point);
        svd.S.CopyTo(point[(_rows * Rank)..]);
        svd.V.Entries.CopyTo(point[((_rows + 1) * Rank)..]);
    }
}
