using FastMtp.Training.Problem;
using FastMtp.Potentials;
using FastMtp.Training.LeastSquares;

namespace FastMtp.Training.Fitting;

/// <summary>Replaces the free linear coefficients by those that minimise the loss at fixed radial coefficients.</summary>
internal static class LinearRefit
{
    /// <summary>The new point; null if nothing is free or the equations have no finite solution.</summary>
    public static double[]? Solve(ParameterLayout layout, NormalEquations equations, ParameterGroups frozen, double[] point)
    {
        var (offset, free) = Free(layout, frozen);
        if (free.Length == 0) return null;
        if (LeastSquaresSolver.Solve(equations.Reduced(free, point.AsSpan(offset))) is not { } solution) return null;
        var solved = (double[])point.Clone();
        for (var i = 0; i < free.Length; i++) solved[offset + free[i]] = solution[i];
        return solved;
    }

    /// <summary>
    /// The same by a Newton step with the gradient of the whole loss. Where the equations come from a sample of the data, it ends closer to
    /// the minimum than their own solution does, as an error of the matrix only counts by the length of the step.
    /// </summary>
    /// <param name="layout">Places of the coefficients.</param>
    /// <param name="equations">Their matrix is half the Hessian.</param>
    /// <param name="frozen">Coefficients that keep their values.</param>
    /// <param name="point">[c | species | moments].</param>
    /// <param name="gradient">Gradient with respect to the free linear coefficients.</param>
    public static double[]? Correct(ParameterLayout layout, NormalEquations equations, ParameterGroups frozen, double[] point,
        ReadOnlySpan<double> gradient)
    {
        var (offset, free) = Free(layout, frozen);
        if (free.Length == 0) return null;
        var reduced = equations.Reduced(free, point.AsSpan(offset));
        for (var i = 0; i < free.Length; i++) reduced.RightHandSide[i] = -0.5 * gradient[i];
        if (LeastSquaresSolver.Solve(reduced) is not { } change) return null;
        var corrected = (double[])point.Clone();
        for (var i = 0; i < free.Length; i++) corrected[offset + free[i]] += change[i];
        return corrected;
    }

    /// <summary>Offset of the linear coefficients, and the free ones of them.</summary>
    private static (int Offset, int[] Free) Free(ParameterLayout layout, ParameterGroups frozen) =>
        (layout.SpeciesOffset, [.. layout.Indices(ParameterGroups.Linear & ~frozen).Select(i => i - layout.SpeciesOffset)]);
}
