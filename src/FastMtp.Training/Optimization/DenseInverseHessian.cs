using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Manifolds;

namespace FastMtp.Training.Optimization;

/// <summary>H as a matrix. It forgets nothing, but memory and time grow with the square of the dimension.</summary>
internal sealed class DenseInverseHessian : InverseHessian
{
    private readonly PackedSymmetricMatrix _matrix;
    private readonly double[] _correction;

    /// <summary>Starts with the identity.</summary>
    public DenseInverseHessian(int dimension)
        : base(dimension, null, true)
    {
        _matrix = new PackedSymmetricMatrix(dimension);
        _correction = new double[dimension];
        Reset();
    }

    /// <summary>Wraps an existing matrix.</summary>
    /// <param name="entries">[n(n + 1)/2] lower triangle, row by row; takes ownership.</param>
    /// <param name="diagonal">[n] diagonal that a reset restores; null for the identity.</param>
    /// <param name="isInitial">True before the first update.</param>
    /// <param name="dimension">n.</param>
    public DenseInverseHessian(int dimension, double[] entries, double[]? diagonal, bool isInitial)
        : base(dimension, diagonal, isInitial)
    {
        _matrix = new PackedSymmetricMatrix(dimension, entries);
        _correction = new double[dimension];
    }

    /// <summary>[n(n + 1)/2] lower triangle, row by row.</summary>
    public ReadOnlySpan<double> Entries => _matrix.Entries;

    /// <inheritdoc/>
    public override void Multiply(ReadOnlySpan<double> x, Span<double> product) => _matrix.Multiply(x, product);

    /// <inheritdoc/>
    protected override void Clear()
    {
        if (Diagonal is null) _matrix.SetIdentity(1);
        else _matrix.SetDiagonal(Diagonal);
    }

    /// <inheritdoc/>
    protected override void Scale(double factor) => _matrix.SetIdentity(factor);

    /// <summary>H + s·wᵀ + w·sᵀ with w = ½(1 + yᵀHy/yᵀs)/yᵀs·s − Hy/yᵀs is the BFGS formula.</summary>
    protected override void Add(ReadOnlySpan<double> s, ReadOnlySpan<double> y, double curvature)
    {
        var rho = 1 / curvature;
        _matrix.Multiply(y, _correction);
        var factor = 0.5 * rho * (1 + rho * Vectors.Dot(y, _correction));
        for (var i = 0; i < _correction.Length; i++) _correction[i] = factor * s[i] - rho * _correction[i];
        _matrix.AddSymmetricProduct(s, _correction);
    }

    /// <inheritdoc/>
    protected override void Carry(IVectorTransport there, IVectorTransport back)
    {
        var n = Dimension;
        var half = new Matrix(n, n);
        for (var i = 0; i < n; i++)
        {
            _matrix.CopyColumn(i, _correction);
            there.Apply(_correction, half.Row(i));
        }
        half = half.Transposed();
        for (var i = 0; i < n; i++)
        {
            there.Apply(half.Row(i), _correction);
            _correction.AsSpan(0, i + 1).CopyTo(_matrix.Row(i));
        }
    }

    /// <inheritdoc/>
    protected override MinimizerState Store(MinimizerState state, bool isCopy) =>
        state with { InverseHessian = isCopy ? Entries.ToArray() : _matrix.Entries };
}
