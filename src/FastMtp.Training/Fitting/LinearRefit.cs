using FastMtp.Potentials;
using FastMtp.Training.LeastSquares;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Optimization;
using FastMtp.Training.Problem;

namespace FastMtp.Training.Fitting;

/// <summary>Moves to the free linear coefficients that minimise the loss at fixed radial coefficients, if that lowers the loss.</summary>
/// <param name="layout">Places of the coefficients.</param>
/// <param name="frozen">Coefficients that keep their values.</param>
internal sealed class LinearRefit(ParameterLayout layout, ParameterGroups frozen)
{
    private readonly int[] _free =
        [.. layout.Indices(ParameterGroups.Linear & ~frozen).Select(i => i - layout.SpeciesOffset)];

    /// <summary>Moves by equations, or by the gradient where they come from a sample of the data.</summary>
    /// <param name="bfgs">At the point to be moved.</param>
    /// <param name="objective">What it minimises.</param>
    /// <param name="equations">The loss at its radial coefficients.</param>
    /// <param name="isFirst">True if the linear coefficients may still be anything.</param>
    public void Move(Bfgs bfgs, ModelObjective objective, NormalEquations equations, bool isFirst)
    {
        if (_free.Length == 0) return;
        // A sample tells where to start; afterwards the gradient, which comes from all of the data, knows better.
        if (isFirst || !equations.IsSample) Solve(bfgs, objective, equations);
        if (equations.IsSample) Correct(bfgs, objective, equations);
    }

    private void Solve(Bfgs bfgs, ModelObjective objective, NormalEquations equations)
    {
        var solved = objective.Expand(bfgs.Point);
        if (LeastSquaresSolver.Solve(equations.Reduced(_free, solved.AsSpan(layout.SpeciesOffset))) is not { } solution) return;
        for (var i = 0; i < _free.Length; i++) solved[layout.SpeciesOffset + _free[i]] = solution[i];
        bfgs.TryMoveTo(objective.WithLinear(bfgs.Point, solved), out _);
    }

    /// <summary>
    /// A Newton step with the gradient of the whole loss. It ends closer to the minimum than the solution of the sample, as an error of
    /// the matrix only counts by the length of the step.
    /// </summary>
    private void Correct(Bfgs bfgs, ModelObjective objective, NormalEquations equations)
    {
        var gradient = bfgs.Gradient[^_free.Length..].ToArray();
        var reduced = equations.Reduced(_free, objective.Expand(bfgs.Point).AsSpan(layout.SpeciesOffset));
        for (var i = 0; i < gradient.Length; i++) reduced.RightHandSide[i] = -0.5 * gradient[i];
        if (LeastSquaresSolver.Solve(reduced) is not { } change) return;
        if (bfgs.TryMoveTo(Moved(bfgs, 1, change), out var value)) return;

        // Along the step the loss is a parabola, known from its value and slope here and its value there.
        var slope = Vectors.Dot(gradient, change);
        var step = -0.5 * slope / (value - bfgs.Value - slope);
        if (step > 0 && step < 1) bfgs.TryMoveTo(Moved(bfgs, step, change), out _);
    }

    private static double[] Moved(Bfgs bfgs, double step, double[] change)
    {
        var point = bfgs.Point.ToArray();
        var linear = point.AsSpan(point.Length - change.Length);
        Vectors.AddScaled(linear, step, change, linear);
        return point;
    }
}
