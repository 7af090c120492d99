using FastMtp.Tests.Shared;
using FastMtp.Training.Settings;
using FastMtp.Training.Tuning;
using Curve = FastMtp.Training.Tests.Tuning.CurveRunner.Curve;

namespace FastMtp.Training.Tests.Tuning;

public class TunerTests
{
    private static readonly Goal Any = new(null, null);
    private static readonly Budget Time = new(TimeSpan.FromSeconds(1000), 0, null);

    /// <summary>Small bases fall fast and end high, large ones slowly and end low; of each size, the first is the best.</summary>
    private static readonly Dictionary<Candidate, Curve> Curves = Enumerable.Range(0, 27)
        .ToDictionary(i => new Candidate($"size {i / 3}", 5, 8 + i % 3, RadialForm.Base), i => CurveOf(i / 3, i % 3));

    [Fact]
    public void TheMostAccurateWinsThoughItStartsSlowly()
    {
        // After a few steps the largest bases are behind the small ones.
        var (large, small) = (BestOf(8), BestOf(3));
        Assert.True(Curves[large].At(2) > Curves[small].At(2));
        using var search = new Search();
        var winner = search.Run(new Goal(100, null), Time);
        Assert.Equal(large, winner.Trial.Candidate);
        Assert.Equal(60, winner.Trial.Steps);
        Assert.All(search.Runner.Starts.Values, starts => Assert.Equal(1, starts));
        // First one of each size, then the best three, then the best two.
        Assert.Equal(Enumerable.Range(0, 9).Select(BestOf), search.Runner.Fitted.Take(9));
        Assert.Equal([BestOf(6), BestOf(7), BestOf(8)], search.Runner.Fitted.Skip(9).Take(3).OrderBy(c => c.Basis));
        Assert.Equal([BestOf(7), BestOf(8)], search.Runner.Fitted.Skip(12).Take(2).OrderBy(c => c.Basis));
        Assert.DoesNotContain(large, search.Runner.Dropped);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 2)]
    public void TheUsualOneGoesOnUntilItIsLeftBehind(int usual, int rungs)
    {
        using var search = new Search { Space = [BestOf(usual), .. Curves.Keys.Except([BestOf(usual)])] };
        search.Run(new Goal(100, null), Time);
        // Neither is ever among the best three.
        Assert.Equal(rungs, search.Runner.Fitted.Count(c => c == BestOf(usual)));
    }

    [Fact]
    public void WhatIsFarBehindTheBestAfterAsManyStepsIsLeft()
    {
        using var search = new Search { Space = [BestOf(0), .. Curves.Keys.Where(c => c.Basis == "size 8")] };
        Curve bad = new(1, 1, 0.7, 1);
        search.Curves = Curves.ToDictionary(
            pair => pair.Key, pair => pair.Key.Basis == "size 8" && pair.Key != BestOf(8) ? bad : pair.Value);
        Assert.Equal(BestOf(8), search.Run(new Goal(100, null), new Budget(TimeSpan.FromSeconds(10000), 0, null)).Trial.Candidate);
        // Two bases make whole fits, and the others like the best end after ten steps.
        Assert.Equal(2 + 2, search.Runner.Fitted.Count);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(4.0)]
    [InlineData(20.0)]
    public void NothingBeyondTheCostIsFitted(double cost)
    {
        using var search = new Search();
        var winner = search.Run(new Goal(cost, null), Time);
        Assert.All(search.Runner.Fitted, c => Assert.True(Curves[c].Cost <= cost));
        var best = Curves.Where(c => c.Value.Cost <= cost).MinBy(c => c.Value.At(500)).Key;
        Assert.Equal(best, winner.Trial.Candidate);
    }

    [Theory]
    [InlineData(0.30)]
    [InlineData(0.20)]
    [InlineData(0.12)]
    public void ACheapOneThatReachesTheErrorWins(double error)
    {
        using var search = new Search();
        var winner = search.Run(new Goal(null, error), Time);
        Assert.True(winner.Trial.Error.Relative <= error);
        var expected = Curves.Where(c => c.Value.At(60) <= error).MinBy(c => c.Value.Cost).Value.Cost;
        Assert.InRange(winner.Cost, 0, 3 * expected);
    }

    [Fact]
    public void TheMostAccurateIsGivenIfNoneReachesTheError()
    {
        using var search = new Search();
        Assert.Equal(BestOf(8), search.Run(new Goal(null, 0.001), Time).Trial.Candidate);
    }

    [Fact]
    public void TimeThatIsLeftGoesToOthersLikeTheBest()
    {
        var time = new Budget(TimeSpan.FromSeconds(400), 0, 6);
        using var search = new Search();
        var winner = search.Run(new Goal(100, null), time);
        Assert.InRange(search.Runner.Clock, 250, 400);
        Assert.All(search.Runner.Starts.Values, starts => Assert.Equal(1, starts));
        Assert.True(winner.Trial.Error.Relative <= search.Tuner!.Results.Min(p => p.Error));
        // The second six begin with what differs in one property from the best of the first six.
        var first = search.Runner.Fitted.Take(6 + 2 + 1).ToArray();
        var others = search.Runner.Fitted.Skip(first.Length).Take(6).ToArray();
        Assert.Empty(others.Intersect(first));
        Assert.Equal(1, others[0].DifferencesFrom(first[^1]));
        Assert.True(others.Zip(others.Skip(1), (a, b) => a.DifferencesFrom(first[^1]) <= b.DifferencesFrom(first[^1])).All(x => x));
    }

    [Fact]
    public void ASearchStoppedInALaterBracketGoesOn()
    {
        var time = new Budget(TimeSpan.FromSeconds(400), 0, 6);
        using var straight = new Search();
        var expected = straight.Run(Any, time);
        foreach (var stop in (int[])[8, 9, 10, 15])
        {
            using var directory = new TemporaryDirectory();
            using var interrupt = new CancellationTokenSource();
            using var first = new Search(directory) { After = n => { if (n == stop) interrupt.Cancel(); } };
            Assert.Throws<OperationCanceledException>(() => first.Run(Any, time, interrupt.Token));
            using var second = new Search(directory);
            Assert.Equal(expected.Trial.Candidate, second.Run(Any, time).Trial.Candidate);
            Assert.Equal(straight.Runner.Fitted, [.. first.Runner.Fitted, .. second.Runner.Fitted]);
        }
    }

    [Fact]
    public void WhatWouldTakeMostOfTheTimeIsNotBegun()
    {
        // 60 steps of a unit of cost take 6 s.
        using var search = new Search();
        search.Run(Any, new Budget(TimeSpan.FromSeconds(100), 0, null));
        Assert.All(search.Runner.Fitted, c => Assert.True(Curves[c].Cost <= 50 / 6.0));
        // The first one is fitted in any case.
        using var other = new Search();
        other.Run(Any, new Budget(TimeSpan.FromSeconds(2), 0, null));
        Assert.Equal([BestOf(0)], other.Runner.Fitted);
    }

    [Fact]
    public void OnlyTheUsualOneMayTakeMostOfTheTime()
    {
        using var directory = new TemporaryDirectory();
        var journal = new TuneJournal(directory.PathOf("tune.jsonl"), "a");
        Candidate[] space = [BestOf(8), BestOf(7), BestOf(2), BestOf(1), BestOf(0)];
        var budget = new Budget(TimeSpan.FromSeconds(150), 0, 4);
        var clock = 0.0;
        var candidates = new AffordableCandidates(
            Any, budget, all => [.. all.Select(c => new CandidateCost(c, Curves[c].Cost))], journal, 1, () => clock, null);
        // Two fits of a basis of size 7 take 161 s.
        Assert.Equal([BestOf(8), BestOf(2)], candidates.First(space, 1000, default).Take(2));
        Assert.Equal([BestOf(2), BestOf(1), BestOf(0)], candidates.Others(space, 1000, default));
        // Later, with 50 s left, a fit of 32 s is too long.
        Assert.Equal([BestOf(5), BestOf(2), BestOf(1)], candidates.Others([BestOf(5), .. space], 1000, default).Take(3));
        clock = 100;
        Assert.Equal([BestOf(2), BestOf(1), BestOf(0)], candidates.Others([BestOf(5), .. space], 1000, default));
    }

    [Fact]
    public void MeasuringEndsInTimeThoughNothingIsAffordable()
    {
        using var directory = new TemporaryDirectory();
        var (journal, clock, measured) = (new TuneJournal(directory.PathOf("tune.jsonl"), "a"), 0.0, 0);
        Candidate[] space = [.. Enumerable.Range(0, 500).Select(i => new Candidate($"{i}", 5, 8, RadialForm.Base))];
        var candidates = new AffordableCandidates(
            new Goal(1, null), new Budget(TimeSpan.FromSeconds(100), 0, null), Measure, journal, 1, () => clock, null);
        Assert.Contains("No candidate costs at most 1", Assert.Throws<InputException>(() => candidates.First(space, 1000, default)).Message);
        // A tenth of the time, and what was being measured then.
        Assert.InRange(measured, 10, 24);

        IReadOnlyList<CandidateCost> Measure(IReadOnlyList<Candidate> all)
        {
            clock += all.Count;
            measured += all.Count;
            return [.. all.Select(c => new CandidateCost(c, 2))];
        }
    }

    [Theory]
    [InlineData(false, 14, 14, true)]
    [InlineData(false, 14, 11, false)]
    [InlineData(false, 60, 60, false)]
    [InlineData(true, 40, 40, false)]
    public void AFitThatStillImprovedIsUnfinished(bool isBfgs, int steps, int best, bool isUnfinished) =>
        Assert.Equal(isUnfinished, new Trial
        {
            Candidate = BestOf(0), Rung = 0, Method = isBfgs ? FitMethod.Bfgs : FitMethod.GaussNewton, Steps = steps, BestStep = best,
            Seconds = 1, Error = new HeldOutError(0.1),
        }.IsUnfinished);

    [Fact]
    public void WhatTheWeightsFavorCostsNothing()
    {
        using var directory = new TemporaryDirectory();
        var (journal, measured) = (new TuneJournal(directory.PathOf("tune.jsonl"), "a"), 0);
        var space = new SearchSpace(["mtp:2", "mtp:4"], [5], [8], [RadialForm.Base], [Favor.Balanced, Favor.Forces, Favor.Energies])
            .Candidates(new SpeciesList(["Mo"]), perSpecies: false, 0);
        Assert.Equal(6, space.Distinct().Count());
        Assert.Equal(6, space.Select(c => c.ToString()).Distinct().Count());
        Assert.All(space.Take(2), c => Assert.Equal(Favor.Balanced, c.Favor));
        var candidates = Affordable();
        Assert.Equal(space, candidates.First(space, 1000, default));
        Assert.Equal(2, measured);
        Assert.All(space, c => Assert.Equal(1, candidates.CostOf(c)));
        // The journal knows them, too.
        Assert.Equal(1, Affordable().CostOf(space[^1]));
        Assert.Equal(2, measured);

        AffordableCandidates Affordable() => new(Any, new Budget(null, 60, 6), Measure, journal, 1, () => 0, null);

        IReadOnlyList<CandidateCost> Measure(IReadOnlyList<Candidate> all)
        {
            measured += all.Count;
            return [.. all.Select(c => new CandidateCost(c, 1))];
        }
    }

    [Fact]
    public void TheMostAccurateAndTheUsualOneAreKeptWhateverTheyCost()
    {
        Placed[] all = [.. Enumerable.Range(0, 9).Select(i => At($"{i}", cost: Math.Pow(2, i), error: 1 - 0.09 * i))];
        var kept = Any.Keep(all, 3);
        Assert.Contains(all[8], kept);
        Assert.Equal(Any.Winner(all), kept[0]);
        // What is given up first is the least accurate one.
        Assert.Equal(kept.Max(p => p.Error), kept[^1].Error);
    }

    /// <summary>With steps of BFGS beside it, a candidate would be compared with the best after six times as many steps.</summary>
    [Fact]
    public void CandidatesAreComparedAfterAsManyStepsOfTheSameMethod()
    {
        var (like, other) = (BestOf(8) with { Cutoff = 6 }, BestOf(8) with { Cutoff = 7 });
        using var search = new Search
        {
            Space = [BestOf(0), BestOf(8), like, other, .. Enumerable.Range(20, 4).Select(i => BestOf(8) with { RadialSize = i })],
            Method = c => c == other ? FitMethod.Bfgs : FitMethod.GaussNewton,
        };
        var known = Curves.ToDictionary();
        foreach (var candidate in search.Space) known.TryAdd(candidate, candidate == like ? CurveOf(8, 0) : new(1, 1, 0.7, 1));
        search.Curves = known;
        search.Run(new Goal(100, null), new Budget(TimeSpan.FromSeconds(1000), 0, null));
        Assert.True(search.Runner.Fitted.Count(c => c == like) > 1);
    }

    [Fact]
    public void WithoutAGoalTheRecommendedOneIsOnTheFront()
    {
        using var search = new Search();
        var winner = search.Run(Any, Time);
        // The most accurate one after ten steps goes on, whatever it costs.
        Assert.Contains(BestOf(7), search.Runner.Fitted.Skip(9).Take(3));
        var front = Front.Of(search.Tuner!.Results);
        Assert.Contains(winner, front);
        // Neither half nor twice the cost is worth it.
        foreach (var other in front)
        {
            var doublings = Math.Log2(other.Cost / winner.Cost);
            Assert.True(Math.Log(other.Error / winner.Error) >= doublings * Math.Log(1 - Goal.WorthTwiceTheCost) - 1e-12);
        }
    }

    [Fact]
    public void AStoppedSearchGoesOnToTheSameWinner()
    {
        using var straight = new Search();
        var expected = straight.Run(Any, new Budget(null, 5400, null));
        foreach (var stop in (int[])[1, 13, 27, 30, 38])
        {
            using var directory = new TemporaryDirectory();
            using var interrupt = new CancellationTokenSource();
            using var first = new Search(directory) { After = n => { if (n == stop) interrupt.Cancel(); } };
            Assert.Throws<OperationCanceledException>(() => first.Run(Any, new Budget(null, 5400, null), interrupt.Token));
            using var second = new Search(directory);
            var winner = second.Run(Any, new Budget(null, 5400, null));
            Assert.Equal(expected.Trial, winner.Trial);
            Assert.Equal(2, winner.Trial.Rung);
            Assert.Equal(straight.Runner.Fitted, [.. first.Runner.Fitted, .. second.Runner.Fitted]);
            Assert.Equal(0, second.Measured);
        }
    }

    [Fact]
    public void StepsAreRepeatableAndTripleWithEachRung()
    {
        using var search = new Search();
        var winner = search.Run(new Goal(100, null), new Budget(null, 1000, 9));
        Assert.Equal(1000, winner.Trial.Steps);
        Assert.Equal([112, 334, 1000], search.Tuner!.Results.Select(p => p.Trial.Steps).Distinct().Order());
        Assert.Equal(9, search.Runner.Starts.Count);
    }

    [Fact]
    public void ABusyMachineLeavesOutWhatComesLate()
    {
        // Fits take ten times as long as they should.
        using var search = new Search { Slowness = 10 };
        var winner = search.Run(Any, Time);
        Assert.InRange(search.Runner.Starts.Count, 5, 26);
        Assert.True(winner.Trial.Rung > 0);
        Assert.InRange(search.Runner.Clock, 1000, 2200);
    }

    [Fact]
    public void ASearchOfOtherThingsIsRefused()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.PathOf("tune.jsonl");
        new TuneJournal(path, "a").Add(new TuneEntry { Elapsed = 1 });
        Assert.Contains("other data, options, goal or budget", Assert.Throws<InputException>(() => new TuneJournal(path, "b")).Message);
        File.WriteAllText(path, "energy 1");
        Assert.Contains("not the journal of a search", Assert.Throws<InputException>(() => new TuneJournal(path, "a")).Message);
        var damaged = new TuneJournal(directory.PathOf("damaged.jsonl"), "a");
        var without = new AffordableCandidates(Any, Time, _ => [], damaged, 1, () => 0, null);
        Assert.Contains("it is damaged", Assert.Throws<InputException>(() => without.CostOf(BestOf(0))).Message);
    }

    [Fact]
    public void WhatCannotBeIsSaidInASentence()
    {
        using var search = new Search();
        Assert.Contains("the cheapest of those measured, size 0, cutoff 5, 8 polynomials, base, takes 0.50",
            Assert.Throws<InputException>(() => search.Run(new Goal(0.1, null), Time)).Message);
        using var other = new Search();
        Assert.Contains("does not suffice to fit one candidate", Assert.Throws<InputException>(
            () => other.Run(Any, new Budget(TimeSpan.FromMilliseconds(1), 0, null))).Message);
        Assert.Empty(other.Runner.Fitted);
    }

    private static Placed At(string basis, double cost, double error) => new(
        new Trial
        {
            Candidate = new(basis, 5, 8, RadialForm.Base), Rung = 0, Steps = 1, BestStep = 1, Seconds = 1, Error = new HeldOutError(error),
        },
        cost);

    private static Candidate BestOf(int size) => new($"size {size}", 5, 8, RadialForm.Base);

    private static Curve CurveOf(int size, int variant) => new(
        0.4 * Math.Pow(0.75, size) * (1 + 0.25 * variant), 0.3 * (1 + 0.3 * size), 0.7, 0.5 * Math.Pow(1.6, size) * (1 + 0.2 * variant));

    /// <summary>A search over <see cref="Curves"/> on one thread.</summary>
    private sealed class Search(TemporaryDirectory? given = null) : IDisposable
    {
        private readonly TemporaryDirectory _directory = given ?? new();

        public Action<int> After { get; init; } = _ => { };

        public Func<Candidate, FitMethod> Method { get; init; } = _ => FitMethod.GaussNewton;

        public IReadOnlyList<Candidate> Space { get; init; } = [.. TunerTests.Curves.Keys];

        public IReadOnlyDictionary<Candidate, Curve> Curves { get; set; } = TunerTests.Curves;

        public double Slowness { get; init; } = 1;

        public CurveRunner Runner { get; private set; } = null!;

        public Tuner? Tuner { get; private set; }

        public int Measured { get; private set; }

        public Placed Run(Goal goal, Budget budget, CancellationToken cancellation = default)
        {
            var journal = new TuneJournal(_directory.PathOf("tune.jsonl"), "a");
            Runner = new CurveRunner(Curves) { After = After, Method = Method, Slowness = Slowness, Clock = journal.Elapsed };
            Tuner = new Tuner(goal, budget, Runner, Measure, journal, 1, () => Runner.Clock);
            return Tuner.Run(Space, 1000, cancellation);
        }

        public void Dispose()
        {
            if (given is null) _directory.Dispose();
        }

        private IReadOnlyList<CandidateCost> Measure(IReadOnlyList<Candidate> candidates)
        {
            Measured += candidates.Count;
            return [.. candidates.Select(c => new CandidateCost(c, Curves[c].Cost))];
        }
    }
}
