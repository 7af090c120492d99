using FastMtp.Training.History;

namespace FastMtp.Training.Tuning;

/// <summary>How long a candidate is fitted: until it has so many steps, or for so long; or both, whichever is sooner.</summary>
/// <param name="Steps">Steps since the start.</param>
/// <param name="Seconds">Wall-clock time of this rung; null for any.</param>
internal sealed record Allowance(int Steps, double? Seconds = null);

/// <summary>Fits candidates. Must be thread-safe.</summary>
internal interface ITrialRunner
{
    /// <summary>Number of fits of each candidate, to different parts of the data.</summary>
    int Folds { get; }

    /// <summary>
    /// How many times as long all fits of a candidate take as the winner's last fit, which is to all data; null if there is none.
    /// </summary>
    int? TimesLastFit { get; }

    /// <summary>Fits a candidate, on from where it was left.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="rung">The rung, for the trial.</param>
    /// <param name="before">The candidate after the last rung; null in the first.</param>
    /// <param name="allowance">How long, for all folds together.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="progress">Called after every step.</param>
    /// <param name="cancellation">Stops the fit.</param>
    /// <exception cref="OperationCanceledException">The fit was stopped; the next call goes on with it.</exception>
    Trial Continue(Candidate candidate, int rung, Trial? before, Allowance allowance, int threads, IProgress<TrainingProgress>? progress,
        CancellationToken cancellation);

    /// <summary>Forgets what only the next rung would need.</summary>
    void Drop(Candidate candidate);
}
