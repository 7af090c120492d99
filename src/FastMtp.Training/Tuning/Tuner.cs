namespace FastMtp.Training.Tuning;

/// <summary>
/// Brackets of successive halving: many candidates make a few steps each, the best third goes on, and so on, until few make as many as a
/// fit does. As long as there is time, another bracket follows, of candidates like the best one so far. No fit ever starts over.
/// </summary>
/// <param name="goal">What is looked for.</param>
/// <param name="budget">What may be used.</param>
/// <param name="runner">Fits candidates.</param>
/// <param name="measure">Measures costs.</param>
/// <param name="journal">What earlier runs did.</param>
/// <param name="threads">Total number of threads.</param>
/// <param name="clock">Seconds since the search began, in all its runs.</param>
/// <param name="progress">Called after every step, one call at a time.</param>
internal sealed class Tuner(
    Goal goal, Budget budget, ITrialRunner runner, Func<IReadOnlyList<Candidate>, IReadOnlyList<CandidateCost>> measure,
    TuneJournal journal, int threads, Func<double> clock, IProgress<TuneProgress>? progress = null)
{
    /// <summary>A rung may take so much longer than planned, as on a busy machine, before it leaves out what has not begun.</summary>
    private const double Delay = 1.25;

    /// <summary>n threads make a fit n to this power times as fast.</summary>
    private const double Scaling = 0.7;

    /// <summary>Where fewer candidates are left that differ from the best one in as few properties, others join them.</summary>
    private const int FewestOthers = 6;

    private readonly AffordableCandidates _affordable = new(goal, budget, measure, journal, threads, clock, progress);

    /// <summary>The last trial of every candidate so far, with its measured cost, in the order of their names.</summary>
    public IReadOnlyList<Placed> Results => Ends(int.MaxValue);

    /// <summary>Runs the search, or the rest of it.</summary>
    /// <param name="space">Candidates in the order in which they are tried.</param>
    /// <param name="atoms">Atoms of a step.</param>
    /// <param name="cancellation">Stops the search, which another run continues.</param>
    /// <returns>The best of all candidates.</returns>
    /// <exception cref="InputException">No candidate is affordable, or there is no time for one.</exception>
    /// <exception cref="OperationCanceledException">The search was stopped.</exception>
    public Placed Run(IReadOnlyList<Candidate> space, long atoms, CancellationToken cancellation)
    {
        var candidates = journal.Rungs is [var begun, ..] ? begun.Candidates : _affordable.First(space, atoms, cancellation);
        for (var (number, first) = (0, 0); ; number++)
        {
            var rung = journal.Rungs.FirstOrDefault(r => r.Number == number) ?? Begin(number, first, candidates);
            var trials = new TuneRung(rung, runner, journal, Math.Max(1, threads / rung.Jobs), clock, Report).Run(cancellation);
            if (rung.Number < rung.Of - 1)
            {
                candidates = Next(trials, first);
                foreach (var trial in trials.Where(t => !candidates.Contains(t.Candidate))) runner.Drop(trial.Candidate);
                if (candidates.Count > 0) continue;
            }
            first = number + 1;
            candidates = journal.Rungs.Any(r => r.Number == first) ? [] : Others(space, atoms, cancellation);
            if (candidates.Count == 0 && journal.Rungs.Count == first) return goal.Winner(Results);
        }
    }

    /// <summary>
    /// Candidates of another bracket: those that differ from the best one in the fewest properties; none without time for two.
    /// </summary>
    private IReadOnlyList<Candidate> Others(IReadOnlyList<Candidate> space, long atoms, CancellationToken cancellation)
    {
        var (best, tried) = (goal.Winner(Results).Trial.Candidate, journal.Trials.Select(t => t.Candidate).ToHashSet());
        if (Left() is not { } left || left <= Reserve([best], left)) return [];
        Candidate[] others = [.. space.Where(c => !tried.Contains(c)).OrderBy(c => c.DifferencesFrom(best))];
        // What differs in more is tried near the best of these.
        var near = others.Length == 0 ? 0 : others.Count(c => c.DifferencesFrom(best) == others[0].DifferencesFrom(best));
        return _affordable.Others([.. others.Take(Math.Max(near, FewestOthers))], atoms, cancellation);
    }

    /// <summary>
    /// Those that go on. In the first bracket the usual one does as long as it may still become the best, so that a bad start of it does
    /// not leave the search with less than a fit without options. In later ones, those that fall behind the best of the brackets before
    /// do not.
    /// </summary>
    /// <param name="trials">Trials of a rung.</param>
    /// <param name="first">Number of the first rung of its bracket.</param>
    private IReadOnlyList<Candidate> Next(IReadOnlyList<Trial> trials, int first)
    {
        Placed[] placed = [.. trials.Select(Place)];
        var best = goal.Keep(placed, Budget.Survivors(trials.Count, goal.Finalists)).ToList();
        if (first == 0)
        {
            var usual = Array.Find(placed, p => p.Trial.Candidate == journal.Rungs[0].Candidates[0]);
            if (usual is not null && best.Count > 1 && !best.Contains(usual) && !best.Exists(p => Goal.LeavesBehind(p, usual)))
                best[^1] = usual;
        }
        else
        {
            var leader = goal.Winner(Ends(first)).Trial.Candidate;
            best.RemoveAll(p => AsLongAs(p.Trial, leader) is { } rival && goal.Excludes(rival, p));
        }
        return [.. best.Select(p => p.Trial.Candidate)];
    }

    /// <summary>A candidate as it was after at most as many steps of the same method as a trial; null if it was not tried then.</summary>
    private Placed? AsLongAs(Trial trial, Candidate candidate) =>
        journal.Trials.Where(t => t.Candidate == candidate && t.Method == trial.Method && t.Steps <= trial.Steps).MaxBy(t => t.Steps)
            is { } then ? Place(then) : null;

    /// <param name="number">Number of the rung.</param>
    /// <param name="first">Number of the first rung of its bracket.</param>
    /// <param name="candidates">Those that take part.</param>
    private Rung Begin(int number, int first, IReadOnlyList<Candidate> candidates)
    {
        var of = number + Budget.Rungs(candidates.Count, goal.Finalists);
        var (own, rungs) = (number - first, of - first);
        double[] durations = [.. candidates.Select(c => own == 0 ? _affordable.CostOf(c) : SecondsPerStep(c))];
        // What is done soonest; of equals the most jobs.
        var jobs = Enumerable.Range(1, Math.Min(candidates.Count, threads)).Reverse()
            .MaxBy(n => Math.Pow(threads / n, Scaling) / Budget.Makespan(durations, n));
        var left = Left() ?? 0;
        if (own == rungs - 1) left -= Reserve(candidates, left);
        var seconds = left * budget.Share(own, rungs, durations, goal.Finalists);
        var rung = new Rung(number, of, candidates, budget.For(own, rungs, durations, jobs, seconds), jobs,
            budget.Time is null ? null : clock() + Delay * seconds);
        journal.Add(new TuneEntry { Rung = rung, Elapsed = clock() });
        return rung;
    }

    private double SecondsPerStep(Candidate candidate)
    {
        var last = journal.Trials.Last(t => t.Candidate == candidate);
        return Math.Max(1e-3, last.Seconds) / Math.Max(1, last.Steps);
    }

    /// <summary>Time for the fit to all data after the last rung, if there is one.</summary>
    private double Reserve(IReadOnlyList<Candidate> candidates, double left)
    {
        if (runner.TimesLastFit is not { } times || budget.Time is null) return 0;
        var spent = journal.Trials.Where(t => candidates.Contains(t.Candidate)).Select(t => t.Seconds).DefaultIfEmpty(0).Max();
        // With x more for one candidate, the last fit takes (spent + x) / times.
        return Math.Min(left, (spent + left) / (times + 1));
    }

    /// <summary>The last trial of every candidate before a rung.</summary>
    private IReadOnlyList<Placed> Ends(int rung) =>
    [
        .. journal.Trials.Where(t => t.Rung < rung).GroupBy(t => t.Candidate).Select(own => own.MaxBy(t => t.Rung)!)
            .OrderBy(t => t.Candidate.ToString(), StringComparer.Ordinal).Select(Place),
    ];

    private double? Left() => budget.Left(clock());

    private Placed Place(Trial trial) => new(trial, _affordable.CostOf(trial.Candidate));

    private void Report(Rung rung, IReadOnlyList<RunningCandidate> running, int done, Trial? finished)
    {
        if (progress is null) return;
        var results = Results;
        progress.Report(new TuneProgress(rung, done, running, finished is null ? null : Place(finished),
            results.Count == 0 ? null : goal.Winner(results), clock(), Left()));
    }
}
