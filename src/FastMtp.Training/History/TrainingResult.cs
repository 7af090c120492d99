using FastMtp.Potentials;
using FastMtp.Training.Forms;

namespace FastMtp.Training.History;

/// <summary>The best coefficients and their loss.</summary>
/// <param name="Step">Steps made up to this point.</param>
/// <param name="Loss">Loss on the validation set, if any, otherwise on the training set.</param>
/// <param name="Parameters">[c | species | moments].</param>
/// <param name="Factors">c in its compressed form; null for <see cref="RadialForm.Base"/>.</param>
/// <param name="Point">Point of the optimiser, if only it holds the parameters of the moment coefficients.</param>
internal sealed record BestPoint(
    int Step, double Loss, double[] Parameters, RadialFactors? Factors = null, double[]? Point = null)
{
    /// <summary>A potential with these coefficients, the radial ones in the form of the fit.</summary>
    public PotentialModel ApplyTo(PotentialModel potential, RadialForm form)
    {
        var fitted = potential.WithParameters(Parameters);
        return Factors is { } factors
            ? fitted with { RadialTensor = form.At(factors.Ranks).Tensor(fitted.RadialTensor.Shape, factors.Values) } : fitted;
    }
}

/// <summary>Result of a fit.</summary>
/// <param name="Best">The best coefficients seen.</param>
/// <param name="Final">The last coefficients, [c | species | moments].</param>
/// <param name="FinalFactors">Their c in its compressed form; null for <see cref="RadialForm.Base"/>.</param>
/// <param name="Reason">Why the fit ended.</param>
/// <param name="History">A record per step, from step 0.</param>
/// <param name="Evaluations">Evaluations of loss and gradient since the start, those of other starts included.</param>
/// <param name="Start">The start, if it was the best of several.</param>
internal sealed record TrainingResult(BestPoint Best, double[] Final, RadialFactors? FinalFactors, StoppingReason Reason,
    IReadOnlyList<TrainingRecord> History, int Evaluations, string? Start = null);
