using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Optimization;
using FastMtp.Training.Parameterizations;

namespace FastMtp.Training.Fitting;

/// <summary>A state of BFGS on [U | V | free linear coefficients] with columns added to U and V.</summary>
internal sealed class AugmentedState
{
    /// <summary>Below this fraction of the largest singular value, the curvature of a new column is unreliable.</summary>
    private const double SmallestSingularValue = 1e-4;

    private readonly MinimizerState _state;
    private readonly IReadOnlyList<TruncatedSvd> _directions;
    private readonly int _oldRank;
    private readonly int _newRank;
    private readonly int _rows;
    private readonly double[] _point;
    private readonly double[] _gradient;

    /// <summary>Adds zero columns.</summary>
    public AugmentedState(MinimizerState state, IMatrixFactors factors, IReadOnlyList<TruncatedSvd> directions)
    {
        _state = state;
        _directions = directions;
        _oldRank = factors.Rank;
        _newRank = _oldRank + directions[0].S.Length;
        _rows = factors.PointLength / _oldRank;
        _point = Spread(state.Point);
        _gradient = new double[_point.Length];
    }

    /// <summary>Value at the last evaluation.</summary>
    public double Value { get; private set; }

    /// <summary>Sets the new columns to −√(hσ)·u and √(hσ)·v, evaluates, and returns the derivative in h.</summary>
    public double Evaluate(IObjective objective, double h)
    {
        foreach (var (first, (u, s, v)) in Tables())
        {
            for (var a = 0; a < s.Length; a++)
            {
                var size = Math.Sqrt(h * s[a]);
                for (var i = 0; i < u.Rows; i++) _point[NewIndex(first + i, a)] = -size * u[i, a];
                for (var j = 0; j < v.Rows; j++) _point[NewIndex(first + u.Rows + j, a)] = size * v[j, a];
            }
        }
        Value = objective.Evaluate(_point, _gradient);
        // The derivatives of U and V in h are U/2h and V/2h, and ⟨∂L/∂U, U⟩ = ⟨∂L/∂V, V⟩ = ⟨G, U·Vᵀ⟩.
        var product = 0.0;
        foreach (var (first, (u, s, _)) in Tables())
        {
            for (var i = first; i < first + u.Rows; i++)
                for (var a = 0; a < s.Length; a++) product += _gradient[NewIndex(i, a)] * _point[NewIndex(i, a)];
        }
        return product / h;
    }

    /// <summary>The state, with an inverse Hessian extended by zeros and a diagonal.</summary>
    public MinimizerState Export()
    {
        var grown = _state with { Point = _point, Value = Value, Gradient = _gradient };
        if (_state.Damping is not null) return grown;
        return _state.Pairs is { } pairs ? WithPairs(grown, pairs) : grown with
        {
            InverseHessian = ExtendedInverseHessian(),
            InitialDiagonal = _state.InitialDiagonal is { } diagonal ? ExtendedDiagonal(diagonal) : null,
        };
    }

    /// <summary>No step has moved the new parameters yet, so that H acts on them by its initial diagonal.</summary>
    private MinimizerState WithPairs(MinimizerState grown, CorrectionPairs pairs)
    {
        var n = _state.Gradient.Length;
        var diagonal = _state.InitialDiagonal;
        // An identity already scaled by a step becomes a diagonal, as the new parameters have scales of their own.
        if (diagonal is null && !_state.IsInitial) Array.Fill(diagonal = new double[n], pairs.Scale);
        return grown with
        {
            InitialDiagonal = diagonal is null ? null : ExtendedDiagonal(diagonal),
            Pairs = pairs with
            {
                Scale = 1,
                Vectors = [.. Enumerable.Range(0, pairs.Vectors.Length / n).SelectMany(i => Spread(pairs.Vectors.AsSpan(i * n, n)))],
            },
        };
    }

    private double[] ExtendedInverseHessian()
    {
        var old = new PackedSymmetricMatrix(_state.Gradient.Length, _state.InverseHessian!);
        var extended = new PackedSymmetricMatrix(_point.Length);
        // An identity not yet scaled by a step stays one.
        if (_state is { IsInitial: true, InitialDiagonal: null }) extended.SetIdentity(1);
        else extended.SetDiagonal(ExtendedDiagonal(new double[old.Dimension]));
        for (var i = 0; i < old.Dimension; i++)
            for (var j = 0; j <= i; j++) extended.Row(Position(i))[Position(j)] = old.Row(i)[j];
        return extended.Entries;
    }

    /// <summary>
    /// A minimum at h implies an inverse curvature of h with respect to Ĉ along the step. Divided by the squared length hσ of the
    /// column that multiplies a new parameter, this gives 1/σ.
    /// </summary>
    private double[] ExtendedDiagonal(double[] diagonal)
    {
        var extended = Spread(diagonal);
        var smallest = SmallestSingularValue * _directions.Max(table => table.S[0]);
        foreach (var (first, (u, s, v)) in Tables())
        {
            for (var i = first; i < first + u.Rows + v.Rows; i++)
                for (var a = 0; a < s.Length; a++) extended[NewIndex(i, a)] = 1 / Math.Max(s[a], smallest);
        }
        return extended;
    }

    /// <summary>The directions of each matrix and the first row of its U.</summary>
    private IEnumerable<(int First, TruncatedSvd Directions)> Tables() =>
        _directions.Select((table, p) => (p * (table.U.Rows + table.V.Rows), table));

    private double[] Spread(ReadOnlySpan<double> old)
    {
        var spread = new double[old.Length + _rows * (_newRank - _oldRank)];
        for (var i = 0; i < old.Length; i++) spread[Position(i)] = old[i];
        return spread;
    }

    /// <summary>New position of an old entry: all U and V are one matrix, whose rows get longer.</summary>
    private int Position(int old) =>
        old < _rows * _oldRank ? old / _oldRank * _newRank + old % _oldRank : old + _rows * (_newRank - _oldRank);

    private int NewIndex(int row, int column) => row * _newRank + _oldRank + column;
}
