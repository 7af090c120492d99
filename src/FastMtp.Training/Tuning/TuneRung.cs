using FastMtp.Threading;
using FastMtp.Training.History;

namespace FastMtp.Training.Tuning;

/// <summary>Fits the candidates of a rung, several at a time.</summary>
/// <param name="rung">The rung.</param>
/// <param name="runner">Fits candidates.</param>
/// <param name="journal">What earlier runs did, and where to note what is done here.</param>
/// <param name="threads">Threads of each fit.</param>
/// <param name="clock">Seconds since the search began.</param>
/// <param name="report">Called after every step, one call at a time.</param>
internal sealed class TuneRung(Rung rung, ITrialRunner runner, TuneJournal journal, int threads, Func<double> clock,
    Action<Rung, IReadOnlyList<RunningCandidate>, int, Trial?> report)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, RunningCandidate> _running = [];
    private int _done;

    /// <summary>Fits those that no earlier run has fitted.</summary>
    /// <returns>The trials, in the order of the candidates; those that there was no time for are left out.</returns>
    /// <exception cref="OperationCanceledException">The search was stopped.</exception>
    public IReadOnlyList<Trial> Run(CancellationToken cancellation)
    {
        var earlier = journal.Trials.GroupBy(t => (t.Candidate, t.Rung)).ToDictionary(same => same.Key, same => same.Last());
        var trials = rung.Candidates.Select(c => earlier.GetValueOrDefault((c, rung.Number))).ToArray();
        int[] waiting = [.. Enumerable.Range(0, trials.Length).Where(i => trials[i] is null)];
        _done = trials.Length - waiting.Length;
        ParallelJobs.Run(waiting, rung.Jobs, Work, cancellation, IsLate);
        return [.. trials.OfType<Trial>()];

        void Work(int i, CancellationToken stop)
        {
            var candidate = rung.Candidates[i];
            Change(() => _running[i] = new RunningCandidate(candidate, null));
            var trial = runner.Continue(candidate, rung.Number, earlier.GetValueOrDefault((candidate, rung.Number - 1)),
                rung.Allowances[i], threads, new Steps(this, i), stop);
            trials[i] = trial;
            journal.Add(new TuneEntry { Trial = trial, Elapsed = clock() });
            Change(
                () =>
                {
                    _running.Remove(i);
                    _done++;
                },
                trial);
        }
    }

    private bool IsLate()
    {
        lock (_lock) return _done > 0 && clock() > rung.Deadline;
    }

    private void Change(Action change, Trial? finished = null)
    {
        lock (_lock)
        {
            change();
            report(rung, [.. _running.Values], _done, finished);
        }
    }

    private sealed class Steps(TuneRung owner, int fit) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) =>
            owner.Change(() => owner._running[fit] = owner._running[fit] with { Last = value.Record });
    }
}
