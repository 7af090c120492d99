namespace FastMtp.Training.LinearAlgebra;

/// <summary>
/// r orthonormal columns U of length m, completed to an orthogonal matrix [U | U⊥] that is never written out. With U₁ the upper square of U
/// and O the nearest orthogonal matrix, W = U + [O; 0] and T = (1 + OᵀU₁)⁻¹, the block reflector H = 1 − W·T·Wᵀ is orthogonal and symmetric
/// and maps [−O; 0] to U. The other columns of H are U⊥, so a product with it costs m·r per vector instead of m·(m − r).
/// </summary>
internal sealed class CompletedBasis
{
    private readonly Matrix _wt;
    private readonly Matrix _twt;

    /// <summary>The completion, a function of U alone.</summary>
    public CompletedBasis(Matrix u)
    {
        U = u;
        var upper = u.Block(..u.Columns, ..);
        var (p, s, r) = Decompositions.Svd(upper, u.Columns);
        var o = p.TimesTransposed(r);
        var w = u + o.StackVertically(new Matrix(u.Rows - u.Columns, u.Columns));
        // As U₁ = P·Σ·Rᵀ and O = P·Rᵀ, T is R·(1 + Σ)⁻¹·Rᵀ, which no U makes ill-conditioned.
        var t = r.ScaleColumns([.. s.Select(x => 1 / (1 + x))]).TimesTransposed(r);
        _wt = w.Transposed();
        _twt = t * _wt;
    }

    /// <summary>[m][r] the given columns.</summary>
    public Matrix U { get; }

    /// <summary>U⊥·K.</summary>
    /// <param name="k">[m − r][c].</param>
    public Matrix ComplementTimes(Matrix k) => Reflect(new Matrix(k.Columns, U.Columns).StackHorizontally(k.Transposed())).Transposed();

    /// <summary>U⊥ᵀ·X.</summary>
    /// <param name="x">[m][c].</param>
    public Matrix ComplementTransposedTimes(Matrix x) => Reflect(x.Transposed()).Block(.., U.Columns..).Transposed();

    /// <summary>Rows times H. Vectors are rows here, so that sums over m run along contiguous numbers.</summary>
    private Matrix Reflect(Matrix rows) => rows - rows.TimesTransposed(_wt) * _twt;
}
