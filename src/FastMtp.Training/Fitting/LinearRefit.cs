using FastMtp.Training.Problem;
using FastMtp.Potentials;
using FastMtp.Training.LeastSquares;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Moments;

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

    /// <summary>
    /// The coefficients at some indices and the parameters in which the moment coefficients are linear; null if the equations have no
    /// finite solution.
    /// </summary>
    public static double[]? Solve(ParameterLayout layout, NormalEquations equations, int[] free, ReadOnlySpan<double> point,
        IMomentParameterization moments, ReadOnlySpan<double> parameters)
    {
        var jacobian = moments.Jacobian(parameters).Block(.., moments.LinearPart);
        var columns = new Matrix(layout.LinearCount, free.Length + jacobian.Columns);
        var others = point[layout.Linear].ToArray();
        others.AsSpan(layout.SpeciesCount).Clear();
        for (var i = 0; i < free.Length; i++)
        {
            columns[free[i] - layout.SpeciesOffset, i] = 1;
            others[free[i] - layout.SpeciesOffset] = 0;
        }
        for (var i = 0; i < jacobian.Rows; i++) jacobian.Row(i).CopyTo(columns.Row(layout.SpeciesCount + i)[free.Length..]);
        return LeastSquaresSolver.Solve(equations.Projected(columns, others));
    }
}
