using FastMtp.Training.Forms;
using FastMtp.Training.History;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Optimization;
using FastMtp.Training.Outliers;

namespace FastMtp.Training.Checkpoints;

/// <summary>Checks a checkpoint that is well-formed JSON for values that would break or spoil the fit later.</summary>
internal static class CheckpointValidation
{
    /// <summary>No fit produces larger numbers, and their products are not finite.</summary>
    private const double Largest = 1e100;

    /// <summary>The flaw, for example "a count is negative"; null if none.</summary>
    public static string? Flaw(Checkpoint checkpoint) =>
        FlawOfSettings(checkpoint)
        ?? FlawOf(checkpoint.Optimizer, checkpoint.Settings.Model)
        ?? FlawOfHistory(checkpoint.History, checkpoint.Optimizer)
        ?? FlawOfCoefficients(checkpoint)
        ?? (checkpoint.Final is { } final ? final.Final is null ? Flaw(final) : "the final steps have final steps" : null);

    private static string? FlawOfSettings(Checkpoint checkpoint)
    {
        var settings = checkpoint.Settings;
        try
        {
            if (checkpoint.Species.Length == 0 || checkpoint.Species.Any(name => name is null)) return "a species has no name";
            _ = new SpeciesList(checkpoint.Species);
            // The generated reader leaves missing optional properties null.
            if (settings.Model is null) return "a setting is missing";
            var isKnown = Enum.IsDefined(settings.Method) && (settings.Frozen & ~ParameterGroups.All) == 0;
            if (!isKnown) return "a setting is unknown";
            settings.Validate();
            return null;
        }
        catch (InputException e)
        {
            return e.Message.TrimEnd('.');
        }
    }

    private static string? FlawOf(MinimizerState state, RadialForm form)
    {
        var n = state.Gradient.Length;
        if (n == 0 || (state.Point.Length != n && !form.IsRedundant)) return "point and gradient differ in length";
        if (FlawOfInverseHessian(state, n) is { } flaw) return flaw;
        if (state.InitialDiagonal is { } diagonal && (diagonal.Length != n || !diagonal.All(IsPositive)))
            return "the diagonal of the inverse Hessian is not positive";
        if (!state.Point.All(IsUsable) || !state.Gradient.All(IsUsable) || !IsLoss(state.Value))
            return "point, value or gradient is out of range";
        if (!IsPositive(state.LastStep)) return "the length of the last step is out of range";
        if (state.Steps < 0 || state.Evaluations <= state.Steps) return "the counts of steps and evaluations are inconsistent";
        return state.InverseHessian?.All(IsUsable) != false && state.Pairs?.Vectors.All(IsUsable) != false
            ? null
            : "the inverse Hessian has entries out of range";
    }

    /// <summary>A flaw in the shape of the inverse Hessian, dense or of limited memory, that a state holds.</summary>
    private static string? FlawOfInverseHessian(MinimizerState state, int n)
    {
        if (state.Damping is { } damping)
            return IsPositive(damping) && state.InverseHessian is null && state.Pairs is null ? null : "the damping is out of range";
        const string differ = "inverse Hessian and gradient differ in length";
        if (state.InverseHessian is { } entries)
        {
            if (state.Pairs is not null) return "the inverse Hessian is there twice";
            return entries.LongLength == PackedSymmetricMatrix.Length(n) ? null : differ;
        }
        if (state.Pairs is not { Capacity: > 0 } pairs || !IsPositive(pairs.Scale)) return "the inverse Hessian is missing";
        var perPair = 2L * n;
        return pairs.Vectors.LongLength % perPair == 0 && pairs.Vectors.LongLength / perPair <= pairs.Capacity ? null : differ;
    }

    private static string? FlawOfHistory(IReadOnlyList<TrainingRecord> history, MinimizerState state)
    {
        // A step is recorded after all its work is done.
        if (history.Count != state.Steps && history.Count != state.Steps + 1) return "the number of records does not match the steps";
        for (var step = 0; step < history.Count; step++)
        {
            if (history[step] is not { } record || record.Step != step) return $"the record of step {step} is missing";
            if (!IsLoss(record.Loss)) return $"the loss of step {step} is out of range";
            if (!IsLoss(record.GradientNorm) || !IsLoss(record.Seconds) || record.Evaluations <= step)
                return $"the record of step {step} is inconsistent";
        }
        return history.Count > state.Steps && history[^1].Loss != state.Value ? "value and record of the last step differ" : null;
    }

    private static string? FlawOfCoefficients(Checkpoint checkpoint)
    {
        var (steps, best, isDense) = (checkpoint.Optimizer.Steps, checkpoint.Best, !checkpoint.Settings.Model.IsCompressed);
        if (!checkpoint.Parameters.All(IsUsable)) return "a coefficient is out of range";
        if (checkpoint.Factors is null != isDense || !AreUsable(checkpoint.Factors)) return "the factors are invalid";
        if (checkpoint.RefittedStep < -1 || checkpoint.RefittedStep > steps)
            return "the step of the last linear solve lies outside the fit";
        if (checkpoint.AugmentedStep < 0 || checkpoint.AugmentedStep > Math.Min(steps, checkpoint.History.Count))
            return "the step of the last rank lies outside the fit";
        if (FlawOf(checkpoint.Examination, checkpoint.History.Count) is { } flaw) return flaw;
        if (best is null) return null;
        if (best.Step < 0 || best.Step > steps || !IsLoss(best.Loss)) return "step or loss of the best coefficients is out of range";
        if (best.Parameters.Length != checkpoint.Parameters.Length || !best.Parameters.All(IsUsable))
            return "the best coefficients are invalid";
        if (best.Point?.All(IsUsable) == false) return "the best point is out of range";
        return best.Factors is null == isDense && AreUsable(best.Factors) ? null : "the best factors are invalid";
    }

    private static string? FlawOf(ExaminationState? examination, int records) => examination is null
        || (examination.Step >= -1 && examination.ChangedStep >= 0 && examination.ChangedStep <= records
            && examination.Distrusted.All(label => label is { Cell: >= 0, Term: LossTerms.Energy or LossTerms.Forces or LossTerms.Virial }))
        ? null : "a label that is left out is unknown";

    private static bool AreUsable(RadialFactors? factors) =>
        factors is null || (factors.Ranks.All(rank => rank > 0) && factors.Values.All(IsUsable));

    private static bool IsLoss(double value) => value >= 0 && value <= Largest;

    private static bool IsUsable(double value) => Math.Abs(value) <= Largest;

    private static bool IsPositive(double value) => value > 0 && value <= Largest;
}
