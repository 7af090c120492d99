using FastMtp.Training.Settings;

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
    public const double EvaluationsPerStep = 100;

    /// <summary>A fit may take so much longer than its share before it is cut short, but in the last rung.</summary>
    private const double Slack = 1.5;

    private const double LargestShare = 0.5;

    /// <summary>Seconds left; null for a budget of steps.</summary>
    /// <param name="elapsed">Seconds since the search began.</param>
    public double? Left(double elapsed) => Time is { } time ? Math.Max(0, time.TotalSeconds - elapsed) : null;

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

    /// <summary>
    /// True if a search begins with one candidate for each basis: the basis counts most, and what else is best for it is searched
    /// where time is left.
    /// </summary>
    public bool BeginsWithBases => Time is not null && Candidates is null;

    /// <summary>How many candidates to begin with, if the costliest ones go on.</summary>
    /// <param name="costs">Costs of those that come into question, µs/atom, in the order in which they are taken.</param>
    /// <param name="atoms">Atoms of a step.</param>
    /// <param name="threads">Number of threads.</param>
    /// <param name="finalists">Number of candidates in the last rung.</param>
    /// <param name="elapsed">Seconds since the search began.</param>
    /// <returns>0 if there is no time for one.</returns>
    public int CandidatesFor(IReadOnlyList<double> costs, long atoms, int threads, int finalists, double elapsed)
    {
        if (costs.Count == 0) return 0;
        var most = Candidates ?? (Time is null ? UsualCandidates : MostCandidates);
        if (Time is not { } time) return most;
        var seconds = (time.TotalSeconds - elapsed) * threads;
        double[] steps = [.. costs.Select(cost => Step(cost, atoms))];
        // Those whose costs are not known yet are like the others.
        var unknown = Enumerable.Repeat(steps.Average(), Math.Max(0, most - steps.Length));
        double[] all = [.. steps, .. unknown];
        // One is fitted even if there is no time for all of its steps.
        return Enumerable.Range(2, Math.Max(0, most - 1))
            .LastOrDefault(n => Work(all[..n], finalists, 0, Rungs(n, finalists)) <= seconds, seconds >= FewestSteps * steps[0] ? 1 : 0);
    }

    /// <summary>False for a candidate whose fit would take more than half of the time that is left: others can be tried instead.</summary>
    /// <param name="cost">Its cost, µs/atom.</param>
    /// <param name="atoms">Atoms of a step.</param>
    /// <param name="threads">Number of threads.</param>
    /// <param name="elapsed">Seconds since the search began.</param>
    public bool SufficesFor(double cost, long atoms, int threads, double elapsed) =>
        Left(elapsed) is not { } left || TrainingSettings.Usual.Steps * Step(cost, atoms) <= LargestShare * left * threads;

    /// <summary>Steps that a fit has made after a rung, in steps of Gauss-Newton.</summary>
    /// <param name="rung">The rung of its bracket, from 0.</param>
    /// <param name="rungs">Number of rungs of the bracket.</param>
    public int StepsAfter(int rung, int rungs)
    {
        if (Time is null) return (int)Math.Ceiling(Steps / Math.Pow(Halving, rungs - 1 - rung));
        var whole = TrainingSettings.Usual.Steps;
        return rungs == 1 ? whole : (int)Math.Round(FewestSteps * Math.Pow((double)whole / FewestSteps, rung / (rungs - 1.0)));
    }

    /// <summary>The part of the remaining time that a rung gets, if its slowest candidates go on.</summary>
    /// <param name="rung">The rung of its bracket, from 0.</param>
    /// <param name="rungs">Number of rungs of the bracket.</param>
    /// <param name="steps">How long a step of each of its candidates takes, in any unit.</param>
    /// <param name="finalists">Number of candidates in the last rung.</param>
    public double Share(int rung, int rungs, IReadOnlyList<double> steps, int finalists) =>
        steps.Sum() * StepsIn(rung, rungs) / Work(steps, finalists, rung, rungs);

    /// <summary>
    /// What each candidate of a rung may use: all make the same number of steps, as in equal times large bases would be compared before
    /// they have come anywhere near where they end. Time only cuts short what is slower than expected.
    /// </summary>
    /// <param name="rung">The rung of its bracket, from 0.</param>
    /// <param name="rungs">Number of rungs of the bracket.</param>
    /// <param name="durations">How long each is expected to take, in any unit, in the order in which they begin.</param>
    /// <param name="jobs">Candidates at a time.</param>
    /// <param name="seconds">Time for the rung.</param>
    public IReadOnlyList<Allowance> For(int rung, int rungs, IReadOnlyList<double> durations, int jobs, double seconds)
    {
        var steps = StepsAfter(rung, rungs);
        if (Time is null) return [.. durations.Select(_ => new Allowance(steps, null))];
        var unit = (rung == rungs - 1 ? 1 : Slack) * seconds / Makespan(durations, jobs);
        return [.. durations.Select(duration => new Allowance(steps, duration * unit))];
    }

    /// <summary>The end of the last of some jobs, each of which begins as soon as a worker is free.</summary>
    public static double Makespan(IReadOnlyList<double> durations, int workers)
    {
        var free = new double[workers];
        foreach (var duration in durations) free[Array.IndexOf(free, free.Min())] += duration;
        return free.Max();
    }

    /// <summary>The time that candidates of a rung and the slowest of them take until the end of the bracket.</summary>
    private double Work(IReadOnlyList<double> steps, int finalists, int rung, int rungs)
    {
        double[] slowest = [.. steps.OrderDescending()];
        var (work, count) = (0.0, slowest.Length);
        for (; rung < rungs; rung++, count = Survivors(count, finalists)) work += slowest.Take(count).Sum() * StepsIn(rung, rungs);
        return work;
    }

    /// <summary>Seconds of a step on one thread.</summary>
    private static double Step(double cost, long atoms) => 1e-6 * cost * atoms * EvaluationsPerStep;

    /// <summary>Steps that a fit makes in a rung.</summary>
    private int StepsIn(int rung, int rungs) => StepsAfter(rung, rungs) - (rung == 0 ? 0 : StepsAfter(rung - 1, rungs));
}
