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
        var offset = layout.SpeciesOffset;
        var free = layout.Indices(ParameterGroups.Linear & ~frozen).Select(i => i - offset).ToArray();
        if (free.Length == 0) return null;
        if (LeastSquaresSolver.Solve(equations.Reduced(free, point.AsSpan(offset))) is not { } solution) return null;
        var solved = (double[])point.Clone();
        for (var i = 0; i < free.Length; i++) solved[offset + free[i]] = solution[i];
        return solved;
    }
}
