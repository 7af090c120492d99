using FastMtp.Training.LeastSquares;
using FastMtp.Training.Optimization;

namespace FastMtp.Training.Fitting;

/// <summary>
/// Moves to the parameters that the energy is linear in which minimise the loss while the others keep their values, if that lowers the
/// loss.
/// </summary>
internal static class LinearRefit
{
    /// <summary>Moves by equations, or by the gradient where they come from a sample of the data.</summary>
    /// <param name="minimizer">At the point to be moved.</param>
    /// <param name="objective">What it minimises.</param>
    /// <param name="equations">The loss at its radial coefficients.</param>
    /// <param name="isFirst">True if the linear coefficients may still be anything.</param>
    public static void Move(Minimizer minimizer, ModelObjective objective, NormalEquations equations, bool isFirst)
    {
        if (!objective.HasLinear) return;
        // A sample tells where to start; afterwards the gradient, which comes from all of the data, knows better.
        if (isFirst || !equations.IsSample) Solve(minimizer, objective, equations);
        if (equations.IsSample) Correct(minimizer, objective, equations);
    }

    private static void Solve(Minimizer minimizer, ModelObjective objective, NormalEquations equations)
    {
        if (LeastSquaresSolver.Solve(objective.Reduced(equations, minimizer.Point)) is { } solution)
            minimizer.TryMoveTo(objective.WithLinear(minimizer.Point, solution), out _);
    }

    /// <summary>
    /// A Newton step with the gradient of the whole loss. It ends closer to the minimum than the solution of the sample, as an error of
    /// the matrix only counts by the length of the step.
    /// </summary>
    private static void Correct(Minimizer minimizer, ModelObjective objective, NormalEquations equations)
    {
        if (LeastSquaresSolver.Of(objective.Reduced(equations, minimizer.Point)) is not { } solver
            || LinearStep.Of(objective, solver, minimizer.Point, minimizer.Gradient) is not { } step
            || minimizer.TryMoveTo(step.At(1), out var value))
            return;
        var length = step.BestLength(minimizer.Value, value);
        if (length > 0 && length < 1) minimizer.TryMoveTo(step.At(length), out _);
    }
}
