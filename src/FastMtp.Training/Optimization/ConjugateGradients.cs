using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Optimization;

/// <summary>A solution and what it cost.</summary>
/// <param name="Solution">x.</param>
/// <param name="Products">Products with the matrix.</param>
internal sealed record LinearSolution(double[] Solution, int Products);

/// <summary>Solves A·x = b for a positive definite A known by its products, with an estimate of A as preconditioner.</summary>
internal static class ConjugateGradients
{
    /// <summary>Iterations at most: with a good preconditioner, three or four reach the tolerance.</summary>
    private const int MostIterations = 8;

    /// <summary>Stops when the residual, measured by the preconditioner, is this fraction of the right-hand side.</summary>
    private const double Tolerance = 0.03;

    /// <summary>product = A·x.</summary>
    public delegate void Product(ReadOnlySpan<double> x, Span<double> product);

    /// <summary>Solves to a few per cent.</summary>
    public static LinearSolution Solve(Product multiply, DampedCurvature preconditioner, double[] rightHandSide)
    {
        var n = rightHandSide.Length;
        var (image, products) = (new double[n], 0);
        var x = preconditioner.Solve(rightHandSide);
        var size = Vectors.Dot(x, rightHandSide);
        Multiply(x);
        var residual = new double[n];
        Vectors.AddScaled(rightHandSide, -1, image, residual);
        var z = preconditioner.Solve(residual);
        var direction = (double[])z.Clone();
        var length = Vectors.Dot(residual, z);
        while (products <= MostIterations && length > Tolerance * Tolerance * size)
        {
            Multiply(direction);
            var curvature = Vectors.Dot(direction, image);
            // Products are finite differences: where nothing but rounding is left, they have no sign.
            if (!(curvature > 0)) break;
            var step = length / curvature;
            Vectors.AddScaled(x, step, direction, x);
            Vectors.AddScaled(residual, -step, image, residual);
            z = preconditioner.Solve(residual);
            var next = Vectors.Dot(residual, z);
            Vectors.AddScaled(z, next / length, direction, direction);
            length = next;
        }
        return new(x, products);

        void Multiply(double[] v)
        {
            multiply(v, image);
            products++;
        }
    }
}
