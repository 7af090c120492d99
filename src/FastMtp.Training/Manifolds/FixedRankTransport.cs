using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Manifolds;

/// <summary>
/// Transport by projection between tangent spaces of <see cref="FixedRankManifold"/>. A tangent vector with the coordinates
/// Z = [M N; K 0] at X has A·Z·Bᵀ at Y, A = U_YᵀU_X and B = V_YᵀV_X with completed bases, and the projection drops the lower right block:
/// this is P_(x→y) = Eᵀ(A ⊗ B)E of Proposition IV.2, whose second term E cuts out entirely. B is small; A is not written out, as H of BFGS
/// is transported by as many vectors as it has rows.
/// </summary>
internal sealed class FixedRankTransport : IVectorTransport
{
    private readonly CompletedBasis _from;
    private readonly CompletedBasis _to;
    private readonly Matrix _a11;
    private readonly Matrix _a12;
    private readonly Matrix _a21;
    private readonly Matrix _b;
    private readonly Matrix _b11;
    private readonly Matrix _b1;
    private readonly Matrix _bTop;
    private readonly int _rank;
    private Matrix? _lambda;
    private Matrix? _gamma;

    /// <summary>From U_X and V_X to U_Y and V_Y.</summary>
    public FixedRankTransport(CompletedBasis uFrom, CompletedBasis vFrom, CompletedBasis uTo, CompletedBasis vTo)
    {
        (_from, _to, _rank) = (uFrom, uTo, uFrom.U.Columns);
        _a11 = uTo.U.TransposedTimes(uFrom.U);
        _a12 = uFrom.ComplementTransposedTimes(uTo.U).Transposed();
        _a21 = uTo.ComplementTransposedTimes(uFrom.U);
        _b = Completed(vTo).TransposedTimes(Completed(vFrom));
        _b11 = _b.Block(.._rank, .._rank);
        _b1 = _b.Block(.., .._rank);
        _bTop = _b.Block(.._rank, ..);
    }

    /// <inheritdoc/>
    public bool IsIdentity => false;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<double> vector, Span<double> result)
    {
        var (top, k) = Split(vector);
        var low = _a21 * top.TimesTransposed(_bTop) + _to.ComplementTransposedTimes(_from.ComplementTimes(k.TimesTransposed(_b11)));
        (_a11 * top.TimesTransposed(_b) + _a12 * k.TimesTransposed(_b1)).Entries.CopyTo(result);
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
        var lambda = _lambda ??= _a21 * Decompositions.Inverse(_a11);
        var gamma = _gamma ??= _b.Block(_rank.., .._rank) * Decompositions.Inverse(_b11);
        var w22 = lambda * (w12 - w11.TimesTransposed(gamma)) + w21.TimesTransposed(gamma);
        var low = w21.StackHorizontally(w22);
        var left = low * _b1;
        ((_a11.TransposedTimes(top) + _a21.TransposedTimes(low)) * _b).Entries.CopyTo(result);
        (_a12.TransposedTimes(top * _b1) + _from.ComplementTransposedTimes(_to.ComplementTimes(left))).Entries.CopyTo(
            result[(_rank * _b.Columns)..]);
    }

    private static Matrix Completed(CompletedBasis basis) =>
        basis.U.StackHorizontally(basis.ComplementTimes(Matrix.Identity(basis.U.Rows - basis.U.Columns)));

    /// <summary>[M N] and K.</summary>
    private (Matrix Top, Matrix K) Split(ReadOnlySpan<double> vector)
    {
        var length = _rank * _b.Columns;
        return (new Matrix(_rank, _b.Columns, vector[..length]), new Matrix(_from.U.Rows - _rank, _rank, vector[length..]));
    }
}
