using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Manifolds;

/// <summary>
/// Transport by projection between tangent spaces of <see cref="FixedRankManifold"/>. A tangent vector with the coordinates
/// Z = [M N; K 0] at X has A·Z·Bᵀ at Y, A = U_YᵀU_X and B = V_YᵀV_X, and the projection drops the lower right block: this is
/// P_(x→y) = Eᵀ(A ⊗ B)E of Proposition IV.2, whose second term E cuts out entirely.
/// </summary>
internal sealed class FixedRankTransport : IVectorTransport
{
    private readonly Matrix _a;
    private readonly Matrix _b;
    private readonly Matrix _a11;
    private readonly Matrix _a12;
    private readonly Matrix _a21;
    private readonly Matrix _a22;
    private readonly Matrix _b11;
    private readonly Matrix _b1;
    private readonly Matrix _bTop;
    private readonly int _rank;

    /// <summary>From the orthogonal matrices A [m][m] and B [n][n].</summary>
    public FixedRankTransport(Matrix a, Matrix b, int rank)
    {
        _rank = rank;
        _a = a;
        _b = b;
        _a11 = a.Block(..rank, ..rank);
        _a12 = a.Block(..rank, rank..);
        _a21 = a.Block(rank.., ..rank);
        _a22 = a.Block(rank.., rank..);
        _b11 = b.Block(..rank, ..rank);
        _b1 = b.Block(.., ..rank);
        _bTop = b.Block(..rank, ..);
    }

    /// <inheritdoc/>
    public bool IsIdentity => false;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<double> vector, Span<double> result)
    {
        var (top, k) = Split(vector);
        var right = top.TimesTransposed(_b);
        var low = _a21 * top.TimesTransposed(_bTop) + _a22 * k.TimesTransposed(_b11);
        (_a11 * right + _a12 * k.TimesTransposed(_b1)).Entries.CopyTo(result);
        low.Entries.CopyTo(result[(_rank * _b.Columns)..]);
    }

    /// <summary>
    /// The inverse of Proposition IV.1 in closed form. Of W = A·Z·Bᵀ the projection keeps three blocks. That the lower right block of
    /// Z = Aᵀ·W·B vanishes, and that A and B are orthogonal, gives the fourth: with Λ = A₂₁·A₁₁⁻¹ and Γ = B₂₁·B₁₁⁻¹,
    /// W₂₂ = Λ·W₁₂ + W₂₁·Γᵀ − Λ·W₁₁·Γᵀ. Only r × r matrices are inverted.
    /// </summary>
    public void ApplyInverse(ReadOnlySpan<double> vector, Span<double> result)
    {
        var (top, w21) = Split(vector);
        var (w11, w12) = (top.Block(.., .._rank), top.Block(.., _rank..));
        var lambda = _a21 * Decompositions.Inverse(_a11);
        var gamma = _b.Block(_rank.., .._rank) * Decompositions.Inverse(_b11);
        var w22 = lambda * (w12 - w11.TimesTransposed(gamma)) + w21.TimesTransposed(gamma);
        var z = _a.TransposedTimes(top.Above(w21.Beside(w22))) * _b;
        z.Block(.._rank, ..).Entries.CopyTo(result);
        z.Block(_rank.., .._rank).Entries.CopyTo(result[(_rank * _b.Columns)..]);
    }

    /// <summary>[M N] and K.</summary>
    private (Matrix Top, Matrix K) Split(ReadOnlySpan<double> vector)
    {
        var length = _rank * _b.Columns;
        return (new Matrix(_rank, _b.Columns, vector[..length]), new Matrix(_a.Rows - _rank, _rank, vector[length..]));
    }
}
