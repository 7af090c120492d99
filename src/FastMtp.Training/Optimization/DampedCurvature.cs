using FastMtp.Training.LeastSquares;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Optimization;

/// <summary>The factors of A + λD, for an A that may be singular.</summary>
internal sealed class DampedCurvature
{
    /// <summary>Added to the diagonal, relative to it: products of columns carry about 1e-13 of rounding.</summary>
    private const double FirstRidge = 1e-11;

    private const double LastRidge = 1e-3;

    private readonly Cholesky _factor;
    private readonly double[] _scale;

    private DampedCurvature(Cholesky factor, double[] scale) => (_factor, _scale) = (factor, scale);

    /// <summary>Factors A + λD; null if A is not finite.</summary>
    /// <param name="estimate">A.</param>
    /// <param name="shifts">The diagonal of D.</param>
    /// <param name="damping">λ.</param>
    public static DampedCurvature? Factor(NormalEquations estimate, double[] shifts, double damping)
    {
        var scale = new double[shifts.Length];
        for (var i = 0; i < scale.Length; i++)
        {
            var diagonal = estimate[i, i] + damping * shifts[i];
            if (!double.IsFinite(diagonal)) return null;
            scale[i] = diagonal > 0 ? 1 / Math.Sqrt(diagonal) : 0;
        }
        var matrix = new PackedSymmetricMatrix(scale.Length);
        for (var i = 0; i < scale.Length; i++)
        {
            var row = matrix.Row(i);
            for (var j = 0; j < i; j++) row[j] = scale[i] * estimate[i, j] * scale[j];
            // A coefficient that nothing depends on keeps its value.
            row[i] = 1;
        }
        for (var ridge = FirstRidge; ridge <= LastRidge; ridge *= 10)
            if (Cholesky.Factor(matrix, ridge) is { } factor) return new(factor, scale);
        return null;
    }

    /// <summary>A vector y = W·x, where W·Wᵀ = (A + λD)⁻¹.</summary>
    public double[] Spread(ReadOnlySpan<double> x)
    {
        var spread = x.ToArray();
        _factor.SolveTransposed(spread);
        for (var i = 0; i < spread.Length; i++) spread[i] *= _scale[i];
        return spread;
    }

    /// <summary>(A + λD)⁻¹·x.</summary>
    public double[] Solve(ReadOnlySpan<double> x)
    {
        var solution = x.ToArray();
        for (var i = 0; i < solution.Length; i++) solution[i] *= _scale[i];
        _factor.Solve(solution);
        for (var i = 0; i < solution.Length; i++) solution[i] *= _scale[i];
        return solution;
    }
}
