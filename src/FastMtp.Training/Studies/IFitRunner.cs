using FastMtp.Training.History;

namespace FastMtp.Training.Studies;

/// <summary>Makes the fits of a study. Called from several threads at once.</summary>
internal interface IFitRunner
{
    /// <summary>Fits.</summary>
    /// <param name="specification">What to fit.</param>
    /// <param name="threads">Threads to use; the outcome does not depend on it.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellation">Stops the fit.</param>
    /// <exception cref="OperationCanceledException">It was stopped; the next call may go on from where it was.</exception>
    FitOutcome Run(FitSpecification specification, int threads, IProgress<TrainingProgress> progress, CancellationToken cancellation);

    /// <summary>Text that differs whenever data, weights or settings other than those of the specification differ.</summary>
    string Fingerprint(FitSpecification specification);

    /// <summary>Effort of the fit in a unit of its own, to estimate the time that is left.</summary>
    double Effort(FitSpecification specification);
}
