using FastMtp.Training.Studies;

namespace FastMtp.Training.Tests.Studies;

/// <summary>Outcomes of fits that nobody made.</summary>
internal static class Outcomes
{
    public static FitOutcome Of(FitSpecification fit, double validationLoss = 1, int radialParameters = 512, string fingerprint = "data") =>
        new()
    {
        Specification = fit,
        Fingerprint = fingerprint,
        RadialParameters = radialParameters,
        Parameters = radialParameters + 56,
        Training = new ErrorSummary(validationLoss / 2, 1e-3),
        Validation = new ErrorSummary(validationLoss, 2e-3, 0.1),
        History = [new LearningPoint(0, 2, 3), new LearningPoint(10, 1, null)],
        Steps = 10,
        BestStep = 10,
        Evaluations = 12,
        Reason = StoppingReason.StepLimit,
        Seconds = 1,
        CpuSeconds = 3.5,
    };

    public static FitGroup Group(int rank, int radialParameters, params double[] validationLosses) =>
        FitGroup.Of(validationLosses.Select(
            (loss, seed) => Of(new FitSpecification(RadialForm.Mf(rank), "mtp:14", (ulong)seed), loss, radialParameters))).Single();
}
