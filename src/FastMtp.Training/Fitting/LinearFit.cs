using FastMtp.Potentials;
using FastMtp.Training.LeastSquares;
using FastMtp.Training.Optimization;
using FastMtp.Training.Problem;

namespace FastMtp.Training.Fitting;

/// <summary>The linear coefficients that minimise a loss at the radial functions of a potential.</summary>
/// <param name="Coefficients">[species | moments].</param>
/// <param name="Loss">The loss with them.</param>
/// <param name="Equations">The loss as a function of them, around this minimum.</param>
internal sealed record LinearFit(double[] Coefficients, double Loss, NormalEquations Equations)
{
    /// <summary>Solves for them; null if the data do not determine them.</summary>
    /// <param name="problem">The loss.</param>
    /// <param name="potential">A potential of its shape.</param>
    /// <param name="isNear">True if what the data do not determine keeps the values of the potential; otherwise it gets zero.</param>
    public static LinearFit? Of(ITrainingProblem problem, PotentialModel potential, bool isNear = false)
    {
        var objective = new ModelObjective(
            problem, RadialForm.Base, ParameterGroups.Radial, potential.RadialCoefficients, potential.Parameters);
        var best = new EvaluatedPoint(objective.Manifold);
        objective.Start().CopyTo(best.Point, 0);
        var near = isNear ? objective.Linear(best.Point) : null;
        if (objective.LinearSystem(best.Point) is not { } system) return null;
        if (LinearSolve.Evaluate(objective, best, system, near) is null) return null;
        var coefficients = objective.Linear(best.Point);
        return new(coefficients, best.Value, system.SolvedBy(coefficients));
    }
}
