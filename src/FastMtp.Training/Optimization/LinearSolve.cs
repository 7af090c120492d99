using FastMtp.Training.LeastSquares;

namespace FastMtp.Training.Optimization;

/// <summary>Variable projection: a point is evaluated with the linear parameters that are best for its others.</summary>
/// <remarks>
/// Equations from a sample of the data miss the best parameters by as much as the sample misrepresents the data, and a step that is good
/// but for that can raise the loss. So a Newton step with the gradient of the whole loss follows, which leaves the square of that error.
/// </remarks>
internal static class LinearSolve
{
    /// <summary>A step this near the minimum along its line is not corrected.</summary>
    private const double Tolerance = 0.2;

    /// <summary>Moves the linear parameters of a point to their best values and evaluates it there.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="trial">Its point is moved; its value and gradient are set.</param>
    /// <param name="limit">
    /// Where a sample does not lead below this value, the point is left where it is: that of a short step is below by the step alone.
    /// </param>
    /// <returns>Number of evaluations.</returns>
    public static int Evaluate(ILeastSquares problem, EvaluatedPoint trial, double limit)
    {
        double[] origin = [.. trial.Point];
        if (problem.LinearSystem(origin) is not { } system || Evaluate(problem, trial, system) is not { } evaluations)
        {
            trial.Evaluate(problem, origin);
            return 1;
        }
        if (!system.IsSample || trial.Value < limit) return evaluations;
        trial.Evaluate(problem, origin);
        return evaluations + 1;
    }

    /// <summary>The same with known equations, wherever they lead.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="trial">Its point is moved; its value and gradient are set.</param>
    /// <param name="system">The linear system at the point.</param>
    /// <param name="near">Linear parameters to which what the system does not determine belongs; null for zero.</param>
    /// <returns>Number of evaluations; null, with the point where it was, if the system has no solution.</returns>
    public static int? Evaluate(ILeastSquares problem, EvaluatedPoint trial, NormalEquations system, double[]? near = null)
    {
        if (LeastSquaresSolver.Of(system) is not { } solver || solver.Solve(system.RightHandSide, near) is not { } solution) return null;
        trial.Evaluate(problem, problem.WithLinear(trial.Point, solution));
        return 1 + (system.IsSample ? Correct(problem, trial, solver) : 0);
    }

    /// <summary>A Newton step of the linear parameters, with the length that is best.</summary>
    /// <returns>Number of evaluations.</returns>
    private static int Correct(ILeastSquares problem, EvaluatedPoint trial, LeastSquaresSolver solver)
    {
        if (LinearStep.Of(problem, solver, trial.Point, trial.Gradient) is not { } step) return 0;
        trial.Evaluate(problem, step.At(1));
        var length = step.BestLength(trial.Gradient);
        if (Math.Abs(length - 1) <= Tolerance || !double.IsFinite(length)) return 1;
        trial.Evaluate(problem, step.At(length));
        return 2;
    }
}
