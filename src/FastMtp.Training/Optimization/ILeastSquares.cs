using FastMtp.Training.LeastSquares;

namespace FastMtp.Training.Optimization;

/// <summary>
/// A sum of squared residuals, L(x) = |r(x)|², some of whose parameters may be linear: with the others fixed, r depends on them linearly.
/// J is the Jacobian of r in the coordinates of the tangent space.
/// </summary>
internal interface ILeastSquares : IObjective
{
    /// <summary>Entries of a tangent vector that belong to parameters of one kind, and so of one scale; linear ones are in none.</summary>
    IReadOnlyList<int[]> NonlinearGroups { get; }

    /// <summary>An estimate of JᵀJ from a sample of random combinations of its rows; the right-hand side is zero.</summary>
    /// <param name="point">A point of the manifold.</param>
    /// <param name="seed">The same seed gives the same sample.</param>
    NormalEquations EstimateCurvature(ReadOnlySpan<double> point, ulong seed);

    /// <summary>product = JᵀJ·direction, to about six digits.</summary>
    void MultiplyCurvature(ReadOnlySpan<double> point, ReadOnlySpan<double> direction, Span<double> product);

    /// <summary>
    /// L as a function of the linear parameters while the others keep their values, or, where the data are many, an estimate of it from a
    /// sample; null if there are none.
    /// </summary>
    NormalEquations? LinearSystem(ReadOnlySpan<double> point);

    /// <summary>The entries of a point or gradient that belong to linear parameters.</summary>
    double[] Linear(ReadOnlySpan<double> vector);

    /// <summary>The point with other values of those entries.</summary>
    double[] WithLinear(ReadOnlySpan<double> point, double[] values);
}
