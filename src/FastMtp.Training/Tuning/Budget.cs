namespace FastMtp.Training.Tuning;

/// <summary>What a search may use: time, or steps, which make it repeatable wherever costs are the same.</summary>
/// <param name="Time">Time of the whole search; null for a budget of steps.</param>
/// <param name="Steps">Steps of the winner, if <paramref name="Time"/> is null.</param>
/// <param name="Candidates">How many candidates begin; null for as many as there is time for.</param>
internal sealed record Budget(TimeSpan? Time, int Steps, int? Candidates)
{
    /// <summary>Each rung has this part of the candidates of the one before.</summary>
    public const int Halving = 3;

    /// <summary>Five rungs.</summary>
    private const int MostCandidates = 81;

    /// <summary>Without a time there is nothing to tell how many candidates are too many.</summary>
    private const int UsualCandidates = 27;

    /// <summary>After fewer steps, errors say little of where they end.</summary>
    public const int FewestSteps = 10;

    /// <summary>A step of Gauss-Newton takes as long as this many evaluations.</summary>
    public const double EvaluationsPerStep = 120;

    /// <summary>Steps of fits that only a time limits.</summary>
    private const int AnyNumber = 1_000_000;

    /// <summary>Number of rungs for so many candidates.</summary>
    /// <param name="candidates">Number of candidates in the first rung.</param>
    /// <param name="finalists">Number of candidates in the last rung.</param>
    public static int Rungs(int candidates, int finalists)
    {
        var rungs = 1;
        for (; candidates > finalists; candidates = Survivors(candidates, finalists)) rungs++;
        return rungs;
    }

    /// <summary>Number of candidates that go on.</summary>
    public static int Survivors(int candidates, int finalists) => Math.Max(finalists, (candidates + Halving - 1) / Halving);

    /// <summary>How many candidates to begin with.</summary>
    /// <param name="costs">Costs of those that come into question, µs/atom.</param>
    /// <param name="atoms">Atoms of a step.</param>
    /// <param name="threads">Number of threads.</param>
    /// <param name="finalists">Number of candidates in the last rung.</param>
    /// <param name="elapsed">Seconds since the search began.</param>
    /// <returns>0 if there is no time for one.</returns>
    public int CandidatesFor(IReadOnlyList<double> costs, long atoms, int threads, int finalists, double elapsed)
    {
        if (costs.Count == 0) return 0;
        var step = 1e-6 * costs.Average() * atoms * EvaluationsPerStep;
        var (most, n) = (Candidates ?? (Time is null ? UsualCandidates : MostCandidates), 0);
        if (Time is not { } time) return most;
        for (n = most; n > 0; n--)
            if ((time.TotalSeconds - elapsed) * threads >= Rungs(n, finalists) * (double)n * FewestSteps * step) break;
        return n;
    }

    /// <summary>
    /// How long each candidate of a rung is fitted: in proportion to its cost, so that all make about as many steps. In equal times, large
    /// bases would be compared before they have come anywhere near where they end.
    /// </summary>
    /// <param name="rung">The rung, from 0.</param>
    /// <param name="rungs">Number of rungs.</param>
    /// <param name="costs">Costs of the candidates, in the order in which they begin.</param>
    /// <param name="jobs">Candidates at a time.</param>
    /// <param name="seconds">Time for the rung.</param>
    public IReadOnlyList<Allowance> For(int rung, int rungs, IReadOnlyList<double> costs, int jobs, double seconds)
    {
        if (Time is null)
            return [.. costs.Select(_ => new Allowance((int)Math.Ceiling(Steps / Math.Pow(Halving, rungs - 1 - rung)), null))];
        var perCost = seconds / Makespan(costs, jobs);
        return [.. costs.Select(cost => new Allowance(AnyNumber, cost * perCost))];
    }

    /// <summary>The end of the last of some jobs, each of which begins as soon as a worker is free.</summary>
    public static double Makespan(IReadOnlyList<double> durations, int workers)
    {
        var free = new double[workers];
        foreach (var duration in durations) free[Array.IndexOf(free, free.Min())] += duration;
        return free.Max();
    }
}
