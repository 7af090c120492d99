using FastMtp.Training.History;

namespace FastMtp.Training.Studies;

/// <summary>Runs the fits of a study. Must be thread-safe.</summary>
internal interface IFitRunner
{
    /// <summary>Runs one fit.</summary>
    /// <param name="specification">The fit to run.</param>
    /// <param name="threads">Threads to use; the outcome does not depend on it.</param>
    /// <param name="progress">Called after every step.</param>
    /// <param name="cancellation">Stops the fit.</param>
    /// <exception cref="OperationCanceledException">The fit was stopped; the next call may resume it.</exception>
    FitOutcome Run(FitSpecification specification, int threads, IProgress<TrainingProgress> progress, CancellationToken cancellation);

    /// <summary>Text that differs whenever data, weights or settings other than those of the specification differ.</summary>
    string Fingerprint(FitSpecification specification);

    /// <summary>Relative effort of the fit, to estimate the time left.</summary>
    double Effort(FitSpecification specification);
}
