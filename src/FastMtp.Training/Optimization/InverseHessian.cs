using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Manifolds;

namespace FastMtp.Training.Optimization;

/// <summary>The positive definite BFGS approximation H of the inverse Hessian, updated after every step.</summary>
internal abstract class InverseHessian(int dimension, double[]? diagonal, bool isInitial)
{
    /// <summary>Below this cosine between s and y, the sign of yᵀs is rounding noise.</summary>
    private const double SmallestCosine = 1e-14;

    /// <summary>n.</summary>
    public int Dimension => dimension;

    /// <summary>[n] estimate of the inverse curvatures that H starts from; null for the identity.</summary>
    public double[]? Diagonal { get; private set; } = diagonal;

    /// <summary>True before the first update.</summary>
    public bool IsInitial { get; private set; } = isInitial;

    /// <summary>True while H is the unscaled identity.</summary>
    public bool IsUnscaled => IsInitial && Diagonal is null;

    /// <summary>The one that a state holds, which owns the arrays of the state from now on.</summary>
    public static InverseHessian Of(MinimizerState state) => state.InverseHessian is { } entries
        ? new DenseInverseHessian(state.Gradient.Length, entries, state.InitialDiagonal, state.IsInitial)
        : new LimitedInverseHessian(state.Gradient.Length, state.Pairs!, state.InitialDiagonal, state.IsInitial);

    /// <summary>The state with this H, for a while or for good.</summary>
    /// <param name="state">State of everything else.</param>
    /// <param name="isCopy">False to share the largest arrays with the state, which is then valid until the next call.</param>
    public MinimizerState StoreIn(MinimizerState state, bool isCopy) =>
        Store(state, isCopy) with { InitialDiagonal = Diagonal, IsInitial = IsInitial };

    /// <summary>Resets to the initial diagonal.</summary>
    public void Reset()
    {
        IsInitial = true;
        Clear();
    }

    /// <summary>Resets to another estimate of the inverse curvatures; null for the identity.</summary>
    public void Reset(double[]? diagonal)
    {
        Diagonal = diagonal;
        Reset();
    }

    /// <summary>
    /// T·H·Tᵀ: moves to another tangent space. The matrix that <see cref="Reset()"/> restores is the same everywhere, as it is a multiple
    /// of the identity on every curved factor of the manifold.
    /// </summary>
    /// <param name="there">T.</param>
    /// <param name="back">Tᵀ, the transport back.</param>
    public void Transport(IVectorTransport there, IVectorTransport back)
    {
        if (!there.IsIdentity && !IsInitial) Carry(there, back);
    }

    /// <summary>product = H·x.</summary>
    public abstract void Multiply(ReadOnlySpan<double> x, Span<double> product);

    /// <summary>
    /// Updates H so that H·y = s. Does nothing and returns false if yᵀs is not positive, as no positive definite H
    /// then satisfies the condition.
    /// </summary>
    /// <param name="s">Change of the point.</param>
    /// <param name="y">Change of the gradient.</param>
    public bool Update(ReadOnlySpan<double> s, ReadOnlySpan<double> y)
    {
        var curvature = Vectors.Dot(y, s);
        var yy = Vectors.Dot(y, y);
        if (!(curvature > SmallestCosine * Math.Sqrt(yy) * Vectors.Norm(s)) || !double.IsFinite(yy)) return false;

        // The curvature along the first step gives the scale of the identity.
        if (IsUnscaled) Scale(curvature / yy);
        IsInitial = false;
        Add(s, y, curvature);
        return true;
    }

    /// <summary>Forgets all updates.</summary>
    protected abstract void Clear();

    /// <summary>Makes H a multiple of the identity.</summary>
    protected abstract void Scale(double factor);

    /// <summary>Updates H by a pair with yᵀs &gt; 0.</summary>
    protected abstract void Add(ReadOnlySpan<double> s, ReadOnlySpan<double> y, double curvature);

    /// <summary>T·H·Tᵀ for an H that has been updated.</summary>
    protected abstract void Carry(IVectorTransport there, IVectorTransport back);

    /// <summary>The state with what has been learned.</summary>
    protected abstract MinimizerState Store(MinimizerState state, bool isCopy);
}
