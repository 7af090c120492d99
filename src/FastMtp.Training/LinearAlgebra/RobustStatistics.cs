using MathNet.Numerics.LinearAlgebra;

namespace FastMtp.Training.LinearAlgebra;

/// <summary>Middle and spread of numbers of which some may be wrong by any amount.</summary>
internal static class RobustStatistics
{
    /// <summary>The standard deviation of a normal distribution over its median absolute deviation.</summary>
    private const double SigmaOverDeviation = 1.4826;
    private const int Rounds = 40;

    /// <summary>The share of the largest numbers that <see cref="Cap"/> does not trust.</summary>
    private const double DoubtfulShare = 0.05;

    /// <summary>From so many numbers on, the largest one is not trusted.</summary>
    private const int Enough = 5;

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0) return double.NaN;
        var half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /// <summary>Median, and the standard deviation that the median absolute deviation stands for.</summary>
    public static (double Median, double Sigma) Of(IReadOnlyCollection<double> values)
    {
        var median = Median(values);
        return (median, SigmaOverDeviation * Median(values.Select(value => Math.Abs(value - median))));
    }

    /// <summary>
    /// The largest number that can be trusted: one in twenty may be wrong by any amount, and one of few. To replace larger ones by it is to
    /// winsorise; unlike a median, a mean of what remains does not vanish where most numbers are small.
    /// </summary>
    public static double Cap(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var doubtful = sorted.Length < Enough ? 0 : Math.Max(1, (int)(DoubtfulShare * sorted.Length));
        return sorted.Length == 0 ? 0 : sorted[^(1 + doubtful)];
    }

    /// <summary>The coefficients with the least sum of absolute residuals, which a minority of wrong values does not move.</summary>
    /// <param name="rows">Rows of the equations.</param>
    /// <param name="values">Right-hand sides.</param>
    public static double[] LeastAbsolute(IReadOnlyList<double[]> rows, IReadOnlyList<double> values)
    {
        var size = rows[0].Length;
        var weights = new double[rows.Count];
        Array.Fill(weights, 1);
        var solution = new double[size];
        for (var round = 0; round < Rounds; round++)
        {
            var (matrix, right) = (Matrix<double>.Build.Dense(size, size), Vector<double>.Build.Dense(size));
            for (var i = 0; i < rows.Count; i++)
            {
                for (var a = 0; a < size; a++)
                {
                    if (rows[i][a] == 0) continue;
                    right[a] += weights[i] * rows[i][a] * values[i];
                    for (var b = 0; b < size; b++) matrix[a, b] += weights[i] * rows[i][a] * rows[i][b];
                }
            }
            // Compositions may depend on each other, and a species may be missing.
            solution = (matrix.PseudoInverse() * right).ToArray();
            var residuals = rows.Select((row, i) => Math.Abs(values[i] - Vectors.Dot(row, solution))).ToArray();
            var smallest = 1e-3 * Median(residuals) + 1e-6;
            for (var i = 0; i < weights.Length; i++) weights[i] = 1 / Math.Max(smallest, residuals[i]);
        }
        return solution;
    }
}
