using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.LeastSquares;

/// <summary>
/// Solves normal equations that may be badly scaled and singular. Columns are scaled to length one, a ridge at the level
/// of their rounding errors makes the matrix positive definite, and a few steps of iterative refinement with the matrix
/// without ridge remove its effect from everything the data determine. What they do not determine stays at the
/// minimum norm (in scaled columns), and a column that vanishes gets zero; or both keep the values of a solution to stay near.
/// </summary>
internal sealed class LeastSquaresSolver
{
    /// <summary>Ridge relative to a bound on the largest eigenvalue: normal equations carry about 1e-13 of rounding.</summary>
    private const double FirstRidge = 1e-12;

    private const double LastRidge = 1e-4;

    /// <summary>A column this much shorter than the longest is rounding noise of a function that vanishes.</summary>
    private const double VanishingColumn = 1e-13;

    private const int Refinements = 3;

    private readonly double[] _scale;
    private readonly PackedSymmetricMatrix _matrix;
    private readonly Cholesky _factor;

    private LeastSquaresSolver(double[] scale, PackedSymmetricMatrix matrix, Cholesky factor) =>
        (_scale, _matrix, _factor) = (scale, matrix, factor);

    /// <summary>Factors a matrix for several right-hand sides; null if it contains non-finite values.</summary>
    public static LeastSquaresSolver? Of(NormalEquations equations)
    {
        if (!IsFinite(equations)) return null;
        var scale = ColumnScales(equations);
        var matrix = Scaled(equations, scale);
        return Factor(matrix) is { } factor ? new(scale, matrix, factor) : null;
    }

    /// <summary>The solution; null if the equations contain non-finite values.</summary>
    public static double[]? Solve(NormalEquations equations) => Of(equations)?.Solve(equations.RightHandSide);

    /// <summary>Factors the matrix of normal equations whose columns have unit length; null if it contains non-finite values.</summary>
    public static Cholesky? Factor(PackedSymmetricMatrix matrix)
    {
        // No eigenvalue exceeds the number of columns.
        for (var ridge = FirstRidge; ridge <= LastRidge; ridge *= 10)
            if (Cholesky.Factor(matrix, ridge * matrix.Dimension) is { } factor) return factor;
        return null;
    }

    /// <summary>The solution for a right-hand side; null if that contains non-finite values.</summary>
    /// <param name="rightHandSide">The right-hand side.</param>
    /// <param name="near">The solution to which what is not determined belongs; null for zero.</param>
    public double[]? Solve(double[] rightHandSide, double[]? near = null)
    {
        if (!rightHandSide.All(double.IsFinite)) return null;
        var n = rightHandSide.Length;
        var x = new double[n];
        for (var i = 0; i < n && near is not null; i++) x[i] = _scale[i] > 0 ? near[i] / _scale[i] : 0;
        var residual = new double[n];
        var product = new double[n];
        for (var pass = 0; pass <= Refinements; pass++)
        {
            _matrix.Multiply(x, product);
            for (var i = 0; i < n; i++) residual[i] = _scale[i] * rightHandSide[i] - product[i];
            _factor.Solve(residual);
            Vectors.AddScaled(x, 1, residual, x);
        }
        for (var i = 0; i < n; i++) x[i] = _scale[i] > 0 ? _scale[i] * x[i] : near?[i] ?? 0;
        return x;
    }

    private static bool IsFinite(NormalEquations equations)
    {
        for (var i = 0; i < equations.Dimension; i++)
            for (var j = 0; j <= i; j++)
                if (!double.IsFinite(equations[i, j])) return false;
        return true;
    }

    /// <summary>Inverse column lengths; zero removes a vanishing column.</summary>
    private static double[] ColumnScales(NormalEquations equations)
    {
        var scale = new double[equations.Dimension];
        var largest = 0.0;
        for (var i = 0; i < scale.Length; i++)
        {
            scale[i] = Math.Sqrt(Math.Max(0, equations[i, i]));
            largest = Math.Max(largest, scale[i]);
        }
        for (var i = 0; i < scale.Length; i++) scale[i] = scale[i] > VanishingColumn * largest ? 1 / scale[i] : 0;
        return scale;
    }

    private static PackedSymmetricMatrix Scaled(NormalEquations equations, double[] scale)
    {
        var matrix = new PackedSymmetricMatrix(scale.Length);
        for (var i = 0; i < scale.Length; i++)
        {
            var row = matrix.Row(i);
            for (var j = 0; j <= i; j++) row[j] = scale[i] * equations[i, j] * scale[j];
        }
        return matrix;
    }
}
