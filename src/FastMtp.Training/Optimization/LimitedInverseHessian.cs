using System.Runtime.CompilerServices;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Manifolds;

namespace FastMtp.Training.Optimization;

/// <summary>
/// H as the updates of the last steps to the initial diagonal (L-BFGS): memory and time grow with the dimension, not with its square.
/// Until the memory is full, H is that of <see cref="DenseInverseHessian"/> up to rounding.
/// </summary>
internal sealed class LimitedInverseHessian : InverseHessian
{
    private readonly int _capacity;
    private readonly List<Pair> _pairs = [];
    private double[] _weights = [];
    private double _scale = 1;

    /// <summary>Starts with the identity.</summary>
    /// <param name="dimension">n.</param>
    /// <param name="capacity">Number of steps remembered.</param>
    public LimitedInverseHessian(int dimension, int capacity)
        : base(dimension, null, true)
    {
        _capacity = capacity;
    }

    /// <summary>Continues from stored pairs.</summary>
    public LimitedInverseHessian(int dimension, CorrectionPairs pairs, double[]? diagonal, bool isInitial)
        : base(dimension, diagonal, isInitial)
    {
        _capacity = pairs.Capacity;
        _scale = pairs.Scale;
        for (var first = 0; first < pairs.Vectors.Length; first += 2 * dimension)
            _pairs.Add(new Pair(pairs.Vectors[first..(first + dimension)], pairs.Vectors[(first + dimension)..(first + 2 * dimension)]));
    }

    /// <summary>The two loops over the pairs: H·x from the newest to the oldest, the initial diagonal, and back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Multiply(ReadOnlySpan<double> x, Span<double> product)
    {
        if (_weights.Length < _pairs.Count) _weights = new double[2 * _pairs.Count];
        x.CopyTo(product);
        for (var i = _pairs.Count - 1; i >= 0; i--)
        {
            var (s, y, curvature) = _pairs[i];
            _weights[i] = Vectors.Dot(s, product) / curvature;
            Vectors.AddScaled(product, -_weights[i], y, product);
        }
        if (Diagonal is { } diagonal)
            for (var i = 0; i < product.Length; i++) product[i] *= _scale * diagonal[i];
        else
            for (var i = 0; i < product.Length; i++) product[i] *= _scale;
        for (var i = 0; i < _pairs.Count; i++)
        {
            var (s, y, curvature) = _pairs[i];
            Vectors.AddScaled(product, _weights[i] - Vectors.Dot(y, product) / curvature, s, product);
        }
    }

    /// <inheritdoc/>
    protected override void Clear()
    {
        _pairs.Clear();
        _scale = 1;
    }

    /// <inheritdoc/>
    protected override void Scale(double factor) => _scale = factor;

    /// <inheritdoc/>
    protected override void Add(ReadOnlySpan<double> s, ReadOnlySpan<double> y, double curvature)
    {
        if (_pairs.Count == _capacity) _pairs.RemoveAt(0);
        _pairs.Add(new Pair(s.ToArray(), y.ToArray()));
    }

    /// <summary>
    /// s is a tangent vector, and y, a linear function of tangent vectors, is carried by the inverse of the transport back. This turns
    /// every update of H into the same update of T·H·Tᵀ; yᵀs stays.
    /// </summary>
    protected override void Carry(IVectorTransport there, IVectorTransport back)
    {
        for (var i = 0; i < _pairs.Count; i++)
        {
            var (s, y) = (new double[Dimension], new double[Dimension]);
            there.Apply(_pairs[i].S, s);
            back.ApplyInverse(_pairs[i].Y, y);
            _pairs[i] = new Pair(s, y);
        }
        _pairs.RemoveAll(pair => !(pair.Curvature > 0) || !double.IsFinite(pair.Curvature));
    }

    /// <inheritdoc/>
    protected override MinimizerState Store(MinimizerState state, bool isCopy)
    {
        var vectors = new double[2 * Dimension * _pairs.Count];
        for (var i = 0; i < _pairs.Count; i++)
        {
            _pairs[i].S.CopyTo(vectors, 2 * i * Dimension);
            _pairs[i].Y.CopyTo(vectors, (2 * i + 1) * Dimension);
        }
        return state with { Pairs = new CorrectionPairs { Capacity = _capacity, Scale = _scale, Vectors = vectors } };
    }

    private sealed class Pair(double[] s, double[] y)
    {
        public double[] S => s;

        public double[] Y => y;

        public double Curvature { get; } = Vectors.Dot(s, y);

        public void Deconstruct(out double[] first, out double[] second, out double curvature) =>
            (first, second, curvature) = (S, Y, Curvature);
    }
}
