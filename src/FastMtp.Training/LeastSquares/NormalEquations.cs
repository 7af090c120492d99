using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.LeastSquares;

/// <summary>
/// A quadratic loss L(x) = xᵀAx − 2bᵀx + const, minimal where A·x = b. For a potential, x holds the linear coefficients
/// [species | moments] at fixed radial coefficients.
/// </summary>
internal sealed class NormalEquations
{
    /// <summary>Wraps matrix and right-hand side.</summary>
    /// <param name="matrix">[n·n] A, row-major; only the lower triangle is read.</param>
    /// <param name="rightHandSide">[n] b.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public NormalEquations(double[] matrix, double[] rightHandSide)
    {
        if (matrix.LongLength != (long)rightHandSide.Length * rightHandSide.Length)
            throw new ArgumentException(
                $"{rightHandSide.Length} unknowns need a square matrix, not {matrix.Length} entries.", nameof(matrix));
        Matrix = matrix;
        RightHandSide = rightHandSide;
    }

    /// <summary>n.</summary>
    public int Dimension => RightHandSide.Length;

    /// <summary>[n·n] A, row-major; only the lower triangle is read.</summary>
    public double[] Matrix { get; }

    /// <summary>[n] b.</summary>
    public double[] RightHandSide { get; }

    /// <summary>True if they represent the loss by a sample of the data.</summary>
    public bool IsSample { get; init; }

    /// <summary>The equations with the same matrix that have a given solution.</summary>
    public NormalEquations SolvedBy(double[] solution)
    {
        var matrix = Symmetric();
        return new(Matrix, [.. Enumerable.Range(0, Dimension).Select(i => Vectors.Dot(matrix.Row(i), solution))]) { IsSample = IsSample };
    }

    /// <summary>A_ij.</summary>
    public double this[int i, int j] => Matrix[Math.Max(i, j) * Dimension + Math.Min(i, j)];

    /// <summary>The equations for y with x = columns·y + others.</summary>
    /// <param name="columns">n × the number of unknowns.</param>
    /// <param name="others">[n].</param>
    public NormalEquations Projected(LinearAlgebra.Matrix columns, ReadOnlySpan<double> others)
    {
        var matrix = Symmetric();
        var rest = RightHandSide.ToArray();
        for (var i = 0; i < rest.Length; i++) rest[i] -= Vectors.Dot(matrix.Row(i), others);
        var projected = columns.TransposedTimes(matrix * columns);
        var projectedRest = columns.TransposedTimes(new LinearAlgebra.Matrix(rest.Length, 1, rest)).Entries;
        return new NormalEquations(projected.Entries, projectedRest) { IsSample = IsSample };
    }

    /// <summary>A with both triangles.</summary>
    public LinearAlgebra.Matrix Symmetric()
    {
        var matrix = new LinearAlgebra.Matrix(Dimension, Dimension);
        for (var i = 0; i < Dimension; i++)
            for (var j = 0; j < Dimension; j++) matrix[i, j] = this[i, j];
        return matrix;
    }

    /// <summary>
    /// The equations for some of the unknowns while the others keep their values: rows and columns of
    /// <paramref name="free"/> (ascending), with the contribution of the others moved to the right-hand side.
    /// </summary>
    public NormalEquations Reduced(ReadOnlySpan<int> free, ReadOnlySpan<double> x)
    {
        var isFree = new bool[Dimension];
        foreach (var i in free) isFree[i] = true;
        var matrix = new double[free.Length * free.Length];
        var rightHandSide = new double[free.Length];
        for (var i = 0; i < free.Length; i++)
        {
            for (var j = 0; j <= i; j++) matrix[i * free.Length + j] = this[free[i], free[j]];
            rightHandSide[i] = RightHandSide[free[i]];
            for (var k = 0; k < Dimension; k++)
                if (!isFree[k]) rightHandSide[i] -= this[free[i], k] * x[k];
        }
        return new NormalEquations(matrix, rightHandSide) { IsSample = IsSample };
    }

    /// <summary>
    /// P·A·Pᵀ with a right-hand side of zero, for a linear map P of rows of A: the equations for parameters that x depends on.
    /// </summary>
    /// <param name="dimension">Number of parameters.</param>
    /// <param name="map">P applied to a row.</param>
    public NormalEquations Projected(int dimension, RowProjection map)
    {
        var half = new LinearAlgebra.Matrix(Dimension, dimension);
        var symmetric = Symmetric();
        for (var i = 0; i < Dimension; i++) map(symmetric.Row(i), half.Row(i));
        half = half.Transposed();
        var projected = new LinearAlgebra.Matrix(dimension, dimension);
        for (var i = 0; i < dimension; i++) map(half.Row(i), projected.Row(i));
        return new NormalEquations(projected.Entries, new double[dimension]);
    }
}
