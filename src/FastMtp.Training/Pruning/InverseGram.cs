using FastMtp.Training.LeastSquares;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Pruning;

/// <summary>
/// The solution of normal equations with the inverse of their matrix, from which columns are removed one after the other. What their
/// removal adds to the loss follows from the inverse: with H = A⁻¹ and a set S of columns, x_Sᵀ·(H_SS)⁻¹·x_S.
/// </summary>
internal sealed class InverseGram
{
    private readonly double[] _scale;
    private readonly double[] _solution;
    private readonly Matrix _inverse;
    private readonly bool[] _isLeft;

    /// <summary>Solves and inverts.</summary>
    /// <exception cref="InputException">The equations hold values that are not finite.</exception>
    public InverseGram(NormalEquations equations)
    {
        var n = equations.Dimension;
        _scale = [.. Enumerable.Range(0, n).Select(i => equations[i, i] > 0 ? 1 / Math.Sqrt(equations[i, i]) : 1)];
        var matrix = new PackedSymmetricMatrix(n);
        for (var i = 0; i < n; i++)
            for (var j = 0; j <= i; j++) matrix.Row(i)[j] = _scale[i] * equations[i, j] * _scale[j];
        var factor = LeastSquaresSolver.Factor(matrix)
            ?? throw new InputException("The linear coefficients cannot be computed from the data; use more of them.");
        _inverse = Matrix.Identity(n);
        for (var i = 0; i < n; i++) factor.Solve(_inverse.Row(i));
        _solution = [.. Enumerable.Range(0, n).Select(i => _scale[i] * equations.RightHandSide[i])];
        factor.Solve(_solution);
        _isLeft = [.. Enumerable.Repeat(true, n)];
    }

    /// <summary>What the removals so far have added to the loss.</summary>
    public double Lost { get; private set; }

    /// <summary>The best value of a column that is left.</summary>
    public double Solution(int column) => _scale[column] * _solution[column];

    /// <summary>What the removal of columns would add to the loss; if that is more than a limit, something above the limit.</summary>
    public double Loss(IReadOnlyList<int> columns, double limit = double.PositiveInfinity)
    {
        // y with L·y = x_S, L being the Cholesky factor of H_SS: each entry adds its square, so the sum may end early.
        var (factor, y, sum) = (new PackedSymmetricMatrix(columns.Count), new double[columns.Count], 0.0);
        for (var i = 0; i < columns.Count && sum <= limit; i++)
        {
            var row = factor.Row(i);
            var inverse = _inverse.Row(columns[i]);
            for (var j = 0; j < i; j++)
            {
                var other = factor.Row(j);
                row[j] = (inverse[columns[j]] - Vectors.Dot(row[..j], other[..j])) / other[j];
            }
            // Rounding alone can make a pivot vanish, where columns repeat each other.
            var pivot = Math.Max(inverse[columns[i]] - Vectors.Dot(row[..i], row[..i]), double.Epsilon);
            row[i] = Math.Sqrt(pivot);
            y[i] = (_solution[columns[i]] - Vectors.Dot(row[..i], y.AsSpan(0, i))) / row[i];
            sum += y[i] * y[i];
        }
        return sum;
    }

    /// <summary>Removes columns; the others take their best values without them.</summary>
    public void Remove(IReadOnlyList<int> columns)
    {
        foreach (var column in columns)
        {
            var (pivot, x) = (_inverse[column, column], _solution[column]);
            Lost += x * x / pivot;
            _isLeft[column] = false;
            var row = _inverse.Row(column).ToArray();
            Vectors.AddScaled(_solution, -x / pivot, row, _solution);
            for (var i = 0; i < row.Length; i++)
                if (_isLeft[i]) Vectors.AddScaled(_inverse.Row(i), -row[i] / pivot, row, _inverse.Row(i));
        }
    }
}
