using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Manifolds;

namespace FastMtp.Training.Optimization;

/// <summary>The positive definite BFGS approximation H of the inverse Hessian, updated after every step.</summary>
internal sealed class InverseHessian
{
    /// <summary>Below this cosine between s and y, the sign of yᵀs is rounding noise.</summary>
    private const double SmallestCosine = 1e-14;

    private readonly PackedSymmetricMatrix _matrix;
    private readonly double[] _correction;

    /// <summary>Starts with the identity.</summary>
    public InverseHessian(int dimension)
    {
        _matrix = new PackedSymmetricMatrix(dimension);
        _correction = new double[dimension];
        Reset(null);
    }

    /// <summary>Wraps an existing matrix.</summary>
    /// <param name="entries">[n(n + 1)/2] lower triangle, row by row; takes ownership.</param>
    /// <param name="diagonal">[n] diagonal that <see cref="Reset()"/> restores; null for the identity.</param>
    /// <param name="isInitial">True before the first update.</param>
    /// <param name="dimension">n.</param>
    public InverseHessian(int dimension, double[] entries, double[]? diagonal, bool isInitial)
    {
        _matrix = new PackedSymmetricMatrix(dimension, entries);
        _correction = new double[dimension];
        Diagonal = diagonal;
        IsInitial = isInitial;
    }

    /// <summary>n.</summary>
    public int Dimension => _matrix.Dimension;

    /// <summary>[n] estimate of the inverse curvatures that H starts from; null for the identity.</summary>
    public double[]? Diagonal { get; private set; }

    /// <summary>True before the first update.</summary>
    public bool IsInitial { get; private set; }

    /// <summary>True while H is the unscaled identity.</summary>
    public bool IsUnscaled => IsInitial && Diagonal is null;

    /// <summary>[n(n + 1)/2] lower triangle, row by row.</summary>
    public ReadOnlySpan<double> Entries => _matrix.Entries;

    /// <summary>The array behind <see cref="Entries"/>.</summary>
    internal double[] Shared => _matrix.Entries;

    /// <summary>Resets to the initial diagonal.</summary>
    public void Reset()
    {
        if (Diagonal is null) _matrix.SetIdentity(1);
        else _matrix.SetDiagonal(Diagonal);
        IsInitial = true;
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
    public void Transport(IVectorTransport transport)
    {
        if (transport.IsIdentity || IsInitial) return;
        var n = _matrix.Dimension;
        var half = new Matrix(n, n);
        for (var i = 0; i < n; i++)
        {
            _matrix.CopyColumn(i, _correction);
            transport.Apply(_correction, half.Row(i));
        }
        half = half.Transposed();
        for (var i = 0; i < n; i++)
        {
            transport.Apply(half.Row(i), _correction);
            _correction.AsSpan(0, i + 1).CopyTo(_matrix.Row(i));
        }
    }

    /// <summary>product = H·x.</summary>
    public void Multiply(ReadOnlySpan<double> x, Span<double> product) => _matrix.Multiply(x, product);

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
        if (IsUnscaled) _matrix.SetIdentity(curvature / yy);
        IsInitial = false;

        // H + s·wᵀ + w·sᵀ with w = ½(1 + yᵀHy/yᵀs)/yᵀs·s − Hy/yᵀs is the BFGS formula.
        var rho = 1 / curvature;
        _matrix.Multiply(y, _correction);
        var factor = 0.5 * rho * (1 + rho * Vectors.Dot(y, _correction));
        for (var i = 0; i < _correction.Length; i++) _correction[i] = factor * s[i] - rho * _correction[i];
        _matrix.AddSymmetricProduct(s, _correction);
        return true;
    }
}
