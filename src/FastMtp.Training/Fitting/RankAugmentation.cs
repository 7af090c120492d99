using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Optimization;
using FastMtp.Training.Parameterizations;

namespace FastMtp.Training.Fitting;

/// <summary>
/// The augmentation of Algorithm 1 (MFRA): Ĉ = U·Vᵀ gets the leading singular directions of G = ∂L/∂Ĉ as new columns,
/// Ĉ − h·U_Δ·Σ_Δ·V_Δᵀ with a line-searched h > 0. U and V take √h each, so that BFGS sees both on one scale. If there are several Ĉ, all
/// get columns with the same h.
/// </summary>
internal static class RankAugmentation
{
    /// <summary>Initial step length, relative to the norm of Ĉ.</summary>
    private const double FirstLength = 0.1;

    /// <summary>Tight, as the step length also determines the curvature of the new parameters.</summary>
    private static readonly LineSearchSettings NearMinimum = new() { Curvature = 0.1 };

    /// <summary>
    /// The objective at a higher rank and the BFGS state there, with a lower loss. If no step lowers it, the same objective and a state
    /// that differs only in the number of evaluations. The inverse Hessian is kept.
    /// </summary>
    /// <param name="objective">Its radial parameterisation is one of <see cref="IMatrixFactors"/> and not frozen.</param>
    /// <param name="state">State of BFGS.</param>
    /// <param name="form">The form of the higher rank, parameterised likewise.</param>
    public static (ModelObjective Objective, MinimizerState State) Augment(ModelObjective objective, MinimizerState state, RadialForm form)
    {
        var factors = (IMatrixFactors)objective.Radial;
        TruncatedSvd[] directions = [.. factors.Gradients(objective.TensorGradient(state.Point))
            .Select(gradient => Decompositions.Svd(gradient, form.Ranks[0] - factors.Rank))];
        // Along −U_Δ·Σ_Δ·V_Δᵀ the slope is −|Σ_Δ|².
        var steepness = Vectors.Norm([.. directions.SelectMany(table => table.S)]);
        if (!(steepness > 0)) return (objective, state with { Evaluations = state.Evaluations + 1 });

        var grown = objective.With(form);
        var size = Vectors.Norm(objective.Expand(state.Point).AsSpan(0, factors.TensorLength));
        var search = new WolfeLineSearch(state.Value, -steepness * steepness, FirstLength * size / steepness, NearMinimum);
        var (trial, best) = (new AugmentedState(state, factors, directions), new AugmentedState(state, factors, directions));
        LineSearchStatus status;
        do
        {
            var slope = trial.Evaluate(grown, search.Step);
            status = search.Report(trial.Value, slope);
            if (search.IsNewBest) (trial, best) = (best, trial);
        }
        while (status == LineSearchStatus.Searching);

        var evaluations = state.Evaluations + 1 + search.Evaluations;
        return search.BestStep > 0 && best.Value <= state.Value
            ? (grown, best.Export() with { Evaluations = evaluations })
            : (objective, state with { Evaluations = evaluations });
    }
}
