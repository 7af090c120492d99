namespace FastMtp.Training.Tuning;

/// <summary>Measures what candidates cost, and chooses those that a search can afford to fit.</summary>
/// <param name="goal">What is looked for.</param>
/// <param name="budget">What may be used.</param>
/// <param name="measure">Measures costs.</param>
/// <param name="journal">What earlier runs did.</param>
/// <param name="threads">Total number of threads.</param>
/// <param name="clock">Seconds since the search began, in all its runs.</param>
/// <param name="progress">Called after every batch.</param>
internal sealed class AffordableCandidates(
    Goal goal, Budget budget, Func<IReadOnlyList<Candidate>, IReadOnlyList<CandidateCost>> measure, TuneJournal journal, int threads,
    Func<double> clock, IProgress<TuneProgress>? progress)
{
    /// <summary>Candidates whose costs are measured together.</summary>
    private const int Batch = 12;

    /// <summary>A basis so much above the highest cost is given up after its first candidate.</summary>
    private const double HopelessCost = 3;

    /// <summary>Measuring takes at most this part of the time.</summary>
    private const double ShareOfMeasuring = 0.1;

    private readonly Dictionary<Candidate, double> _costs = journal.Costs.ToDictionary(c => c.Candidate.Costing, c => c.Microseconds);

    /// <summary>The measured cost of a candidate, µs/atom.</summary>
    /// <exception cref="InputException">It is not in the journal, though the candidate is.</exception>
    public double CostOf(Candidate candidate) => _costs.TryGetValue(candidate.Costing, out var cost) ? cost
        : throw new InputException($"The journal of the search lacks the cost of {candidate}: it is damaged; choose another directory.");

    /// <summary>Candidates of the first bracket. The first one, the usual one, is among them whatever its fit takes.</summary>
    /// <param name="space">Candidates in the order in which they are tried.</param>
    /// <param name="atoms">Atoms of a step.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="InputException">No candidate is affordable, or there is no time for one.</exception>
    public IReadOnlyList<Candidate> First(IReadOnlyList<Candidate> space, long atoms, CancellationToken cancellation)
    {
        var (affordable, count) = Choose(space, space[0], budget.BeginsWithBases, atoms, cancellation);
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

    /// <summary>Candidates of a later bracket, which all differ from the usual one; none without time for two.</summary>
    /// <param name="others">Candidates in the order in which they are tried.</param>
    /// <param name="atoms">Atoms of a step.</param>
    /// <param name="cancellation">Stops the search.</param>
    public IReadOnlyList<Candidate> Others(IReadOnlyList<Candidate> others, long atoms, CancellationToken cancellation)
    {
        var (affordable, count) = Choose(others, null, oneOfEachBasis: false, atoms, cancellation);
        return count > 1 ? [.. affordable.Take(count)] : [];
    }

    /// <summary>The first candidates that are affordable, and how many of them there is time for.</summary>
    private (List<Candidate> Affordable, int Count) Choose(
        IReadOnlyList<Candidate> space, Candidate? always, bool oneOfEachBasis, long atoms, CancellationToken cancellation)
    {
        var (done, affordable, count) = (new HashSet<string>(), new List<Candidate>(), 0);
        var waiting = new Queue<Candidate>(space);
        while (waiting.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = new List<Candidate>();
            while (batch.Count < Batch && waiting.TryPeek(out var next) && !(oneOfEachBasis && batch.Exists(c => c.Basis == next.Basis)))
                if (!done.Contains(waiting.Dequeue().Basis)) batch.Add(next);
            Measure(batch);
            Candidate[] found =
                [.. batch.Where(c => goal.Affords(CostOf(c)) && (c == always || budget.SufficesFor(CostOf(c), atoms, threads, clock())))];
            affordable.AddRange(found);
            done.UnionWith(batch.Where(c => !goal.Affords(CostOf(c) / HopelessCost)).Select(c => c.Basis));
            if (oneOfEachBasis) done.UnionWith(found.Select(c => c.Basis));
            count = budget.CandidatesFor([.. affordable.Select(CostOf)], atoms, threads, goal.Finalists, clock());
            if (clock() > ShareOfMeasuring * budget.Time?.TotalSeconds || (affordable.Count > 0 && count <= affordable.Count)) break;
        }
        return (affordable, count);
    }

    private void Measure(List<Candidate> batch)
    {
        var costs = measure([.. batch.Select(c => c.Costing).Distinct().Where(c => !_costs.ContainsKey(c))]);
        foreach (var cost in costs) _costs[cost.Candidate] = cost.Microseconds;
        if (costs.Count > 0) journal.Add(costs.Select(cost => new TuneEntry { Cost = cost, Elapsed = clock() }));
        progress?.Report(new TuneProgress(null, _costs.Count, [], null, null, clock(), budget.Left(clock())));
    }
}
