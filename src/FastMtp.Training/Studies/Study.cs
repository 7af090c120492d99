using FastMtp.Threading;

namespace FastMtp.Training.Studies;

/// <summary>
/// Runs many fits, several in parallel. Each is independent, so order, threads and interruptions do not affect the results.
/// </summary>
/// <param name="fits">The fits.</param>
/// <param name="runner">Runs the fits.</param>
/// <param name="record">Record of finished fits, including earlier runs; null for none.</param>
internal sealed class Study(IReadOnlyList<FitSpecification> fits, IFitRunner runner, StudyRecord? record = null)
{
    /// <summary>Runs the fits that are not in the record.</summary>
    /// <param name="jobs">Number of parallel fits.</param>
    /// <param name="threads">Total number of threads; 0 for one per core.</param>
    /// <param name="progress">Called after every step and every fit, one call at a time.</param>
    /// <param name="cancellation">Stops the study; finished fits stay recorded.</param>
    /// <returns>The outcomes in the order of the fits.</returns>
    /// <exception cref="InputException">A fit is impossible, or the record belongs to other data or settings.</exception>
    /// <exception cref="OperationCanceledException">The study was stopped.</exception>
    public IReadOnlyList<FitOutcome> Run(int jobs, int threads = 0, IProgress<StudyProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var outcomes = new FitOutcome?[fits.Count];
        for (var i = 0; i < fits.Count; i++) outcomes[i] = record?.Find(fits[i], runner.Fingerprint(fits[i]));
        int[] waiting = [.. Enumerable.Range(0, fits.Count).Where(i => outcomes[i] is null)];
        var board = new StudyBoard([.. fits.Select(runner.Effort)], waiting, progress);
        var each = Math.Max(1, (threads > 0 ? threads : Environment.ProcessorCount) / jobs);
        ParallelJobs.Run(waiting, jobs, Work, cancellation);
        return outcomes!;

        void Work(int i, CancellationToken stop)
        {
            board.Start(i, fits[i]);
            var outcome = runner.Run(fits[i], each, board.StepsOf(i), stop);
            record?.Add(outcome);
            outcomes[i] = outcome;
            board.Finish(i, outcome);
        }
    }
}
