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
    /// <summary>Candidates whose costs are measured together.</summary>
    private const int Batch = 12;

    /// <summary>A basis so much above the highest cost is given up after its first candidate.</summary>
    private const double HopelessCost = 3;

    /// <summary>Measuring takes at most this part of the time.</summary>
    private const double ShareOfMeasuring = 0.1;

    /// <summary>A rung may take so much longer than planned, as on a busy machine, before it leaves out what has not begun.</summary>
    private const double Delay = 1.25;

    private readonly Dictionary<Candidate, double> _costs = journal.Costs.ToDictionary(c => c.Candidate, c => c.Microseconds);

    /// <summary>The last trial of every candidate so far, with its measured cost, in the order of their names.</summary>
    public IReadOnlyList<Placed> Results =>
    [
        .. journal.Trials.GroupBy(t => t.Candidate).Select(own => own.MaxBy(t => t.Rung)!)
            .OrderBy(t => t.Candidate.ToString(), StringComparer.Ordinal).Select(Place),
    ];

    /// <summary>Runs the search, or the rest of it.</summary>
    /// <param name="space">Candidates in the order in which they are tried.</param>
    /// <param name="atoms">Atoms of a step.</param>
    /// <param name="cancellation">Stops the search, which another run continues.</param>
    /// <returns>The best of all candidates.</returns>
    /// <exception cref="InputException">No candidate is affordable, or there is no time for one.</exception>
    /// <exception cref="OperationCanceledException">The search was stopped.</exception>
    public Placed Run(IReadOnlyList<Candidate> space, long atoms, CancellationToken cancellation)
    {
        var candidates = journal.Rungs is [var begun, ..] ? begun.Candidates : First(space, atoms, cancellation);
        for (var (number, first) = (0, 0); ; number++)
        {
            var rung = journal.Rungs.FirstOrDefault(r => r.Number == number) ?? Begin(number, first, candidates);
            var trials = new TuneRung(rung, runner, journal, Math.Max(1, threads / rung.Jobs), clock, Report).Run(cancellation);
            if (rung.Number < rung.Of - 1)
            {
                candidates = Next(trials, journal.Rungs[0].Candidates[0]);
                foreach (var trial in trials.Where(t => !candidates.Contains(t.Candidate))) runner.Drop(trial.Candidate);
                continue;
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
        var (affordable, count) = Choose(others, atoms, cancellation);
        return count > 1 ? [.. affordable.Take(count)] : [];
    }

    /// <summary>
    /// Those that go on. Where several do, the usual one is among them, so that a bad start of it does not leave the search with less than
    /// a fit without options.
    /// </summary>
    private IReadOnlyList<Candidate> Next(IReadOnlyList<Trial> trials, Candidate usual)
    {
        var best = goal.Keep([.. trials.Select(Place)], Budget.Survivors(trials.Count, goal.Finalists));
        Candidate[] kept = [.. best.Select(p => p.Trial.Candidate)];
        if (kept.Length > 1 && !kept.Contains(usual) && trials.Any(t => t.Candidate == usual)) kept[^1] = usual;
        return kept;
    }

    /// <summary>Candidates of the first bracket.</summary>
    /// <exception cref="InputException">No candidate is affordable, or there is no time for one.</exception>
    private IReadOnlyList<Candidate> First(IReadOnlyList<Candidate> space, long atoms, CancellationToken cancellation)
    {
        var (affordable, count) = Choose(space, atoms, cancellation);
        if (!_costs.Values.Any(goal.Affords))
        {
            var (cheapest, cost) = _costs.MinBy(c => c.Value);
            throw new InputException(
                FormattableString.Invariant($"No candidate costs at most {goal.Cost} µs/atom on this machine; ")
                + FormattableString.Invariant($"the cheapest of those measured, {cheapest}, takes {cost:0.00}. ")
                + "Allow more, or name smaller bases or cutoffs.");
        }
        if (count == 0)
        {
            throw new InputException(FormattableString.Invariant(
                $"The time of {budget.Time!.Value.TotalSeconds:0.###} s does not suffice to fit one candidate to {atoms} atoms ")
                + $"for {Budget.FewestSteps} steps; allow more time, or use less data or smaller bases.");
        }
        return [.. affordable.Take(count)];
    }

    /// <summary>The first candidates that are affordable, and how many of them there is time for.</summary>
    private (List<Candidate> Affordable, int Count) Choose(IReadOnlyList<Candidate> space, long atoms, CancellationToken cancellation)
    {
        var hopeless = new HashSet<string>();
        var affordable = new List<Candidate>();
        var waiting = new Queue<Candidate>(space);
        var count = 0;
        while (waiting.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = new List<Candidate>();
            while (batch.Count < Batch && waiting.TryDequeue(out var next))
                if (!hopeless.Contains(next.Basis)) batch.Add(next);
            Measure(batch);
            affordable.AddRange(batch.Where(c =>
                goal.Affords(_costs[c]) && (c == space[0] || budget.SufficesFor(_costs[c], atoms, threads))));
            hopeless.UnionWith(batch.Where(c => !goal.Affords(_costs[c] / HopelessCost)).Select(c => c.Basis));
            count = budget.CandidatesFor([.. affordable.Select(c => _costs[c])], atoms, threads, goal.Finalists, clock());
            if (affordable.Count > 0 && (count <= affordable.Count || clock() > ShareOfMeasuring * budget.Time?.TotalSeconds)) break;
        }
        return (affordable, count);
    }

    private void Measure(List<Candidate> batch)
    {
        var costs = measure([.. batch.Where(c => !_costs.ContainsKey(c))]);
        foreach (var cost in costs) _costs[cost.Candidate] = cost.Microseconds;
        if (costs.Count > 0) journal.Add(costs.Select(cost => new TuneEntry { Cost = cost, Elapsed = clock() }));
        progress?.Report(new TuneProgress(null, _costs.Count, [], null, null, clock(), Left()));
    }

    /// <param name="number">Number of the rung.</param>
    /// <param name="first">Number of the first rung of its bracket.</param>
    /// <param name="candidates">Those that take part.</param>
    private Rung Begin(int number, int first, IReadOnlyList<Candidate> candidates)
    {
        var of = number + Budget.Rungs(candidates.Count, goal.Finalists);
        var (own, rungs) = (number - first, of - first);
        double[] durations = [.. candidates.Select(c => own == 0 ? _costs[c] : SpentOn(c))];
        // What leaves the fewest threads idle; of equals the most jobs, as fits scale less than perfectly.
        var jobs = Enumerable.Range(1, Math.Min(candidates.Count, threads)).Reverse()
            .MaxBy(n => (threads / n) / Budget.Makespan(durations, n));
        var left = Left() ?? 0;
        if (own == rungs - 1) left -= Reserve(candidates, left);
        var seconds = left * budget.Share(own, rungs, candidates.Count, goal.Finalists);
        var rung = new Rung(number, of, candidates, budget.For(own, rungs, durations, jobs, seconds), jobs,
            budget.Time is null ? null : clock() + Delay * seconds);
        journal.Add(new TuneEntry { Rung = rung, Elapsed = clock() });
        return rung;
    }

    private double SpentOn(Candidate candidate) => Math.Max(1e-3, journal.Trials.Last(t => t.Candidate == candidate).Seconds);

    /// <summary>
    /// Time for the fit to all data after the last rung, if there are folds: it makes the steps of one fold, on that much more data.
    /// </summary>
    private double Reserve(IReadOnlyList<Candidate> candidates, double left)
    {
        if (runner.Folds == 1 || budget.Time is null) return 0;
        var spent = journal.Trials.Where(t => candidates.Contains(t.Candidate)).Select(t => t.Seconds).DefaultIfEmpty(0).Max();
        // With x more for the folds of one candidate, the last fit takes (spent + x) / (folds − 1).
        return Math.Min(left, (spent + left) / runner.Folds);
    }

    private double? Left() => budget.Time is { } time ? Math.Max(0, time.TotalSeconds - clock()) : null;

    private Placed Place(Trial trial) => new(trial, _costs[trial.Candidate]);

    private void Report(Rung rung, IReadOnlyList<RunningCandidate> running, int done, Trial? finished)
    {
        if (progress is null) return;
        var results = Results;
        progress.Report(new TuneProgress(rung, done, running, finished is null ? null : Place(finished),
            results.Count == 0 ? null : goal.Winner(results), clock(), Left()));
    }
}
