using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Tests.Shared;
using FastMtp.Training.Distribution;
using FastMtp.Training.Fitting;
using FastMtp.Training.History;
using FastMtp.Training.Loss;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Tests.Distribution;

public sealed class SharedLossTests
{
    private static readonly LossWeights Weights = new() { Stress = 0.003 };

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(30)]
    public void RanksTogetherFindWhatOneFinds(int count)
    {
        foreach (var weights in (LossWeights[])[Weights, new LossWeights { Favor = Favor.Balanced }.For(Data(), 4)])
        {
            var expected = Numbers(new SingleProcess(), weights);
            var found = ThreadRanks.Run(count, ranks => Numbers(ranks, weights))[0];
            foreach (var (mine, theirs) in expected.Zip(found))
            {
                var scale = mine.Max(Math.Abs);
                for (var i = 0; i < mine.Length; i++) Assert.Equal(mine[i], theirs[i], 1e-13 * scale);
            }
        }
    }

    [Fact]
    public void AFitIsTheSameToRoundingAndExactlyRepeatable()
    {
        var alone = Fit(new SingleProcess());
        var runs = Enumerable.Range(0, 2).Select(_ => ThreadRanks.Run(3, Fit)[0]!).ToArray();
        Assert.Equal(runs[0].History[^1].Loss, runs[1].History[^1].Loss);
        Assert.Equal(runs[0].Final, runs[1].Final);
        Assert.Equal(alone!.History[^1].Loss, runs[0].History[^1].Loss, 1e-7 * alone.History[^1].Loss);
        Assert.Equal(alone.Evaluations, runs[0].Evaluations);
    }

    /// <summary>Ranks other than 0 do not know the parameters of a form; the estimates for all coefficients are projected.</summary>
    [Theory]
    [InlineData("base", new int[0])]
    [InlineData("mf", new[] { 3 })]
    public void GaussNewtonFindsTheSameOnSeveralRanks(string form, int[] ranks)
    {
        var model = Forms.RadialForms.All.Single(f => f.Name == form).With(ranks, null!);
        var settings = TrainingSettings.Usual with { Steps = 5, Model = model };
        var alone = Fit(new SingleProcess(), settings)!;
        var runs = Enumerable.Range(0, 2).Select(_ => ThreadRanks.Run(3, communicator => Fit(communicator, settings))[0]!).ToArray();
        Assert.Equal(runs[0].Final, runs[1].Final);
        // Other estimates lead to slightly other steps.
        Assert.InRange(runs[0].History[^1].Loss, 0.7 * alone.History[^1].Loss, 1.4 * alone.History[^1].Loss);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void EveryGroupIsDealtOnceAndTheLoadIsEven(int count)
    {
        double[] costs = [.. Enumerable.Range(0, 50).Select(i => 1 + i * 37 % 11)];
        var shares = BlockShares.Deal(costs, count);
        Assert.Equal(count, shares.Length);
        Assert.Equal(Enumerable.Range(0, 50), shares.SelectMany(share => share).Order());
        Assert.All(shares, share => Assert.Equal(share.Order(), share));
        var loads = shares.Select(share => share.Sum(i => costs[i])).ToArray();
        Assert.True(loads.Max() - loads.Min() <= costs.Max());
    }

    /// <summary>A cell of many neighbours costs more than all of its like with few together.</summary>
    [Fact]
    public void DenseCellsCountByAllOfTheirPairs()
    {
        var dense = GoldenData.Configurations().MaxBy(c => c.Count)!;
        var cell = dense.Cell with { PeriodicA = false, PeriodicB = false, PeriodicC = false };
        var sparse = dense with { Cell = cell, Positions = [.. dense.Positions.Select(x => 100 * x)] };
        var potential = PotentialModel.ForLevel(2, GoldenData.Species, new RadialBasis(2, 5, 6));
        IReadOnlyList<IReadOnlyList<Configuration>> groups = [[dense], .. Enumerable.Repeat<IReadOnlyList<Configuration>>([sparse], 20)];
        Assert.Equal([[0], [.. Enumerable.Range(1, 20)]], ThreadRanks.Run(2, ranks => BlockShares.Of(groups, potential, ranks)));
    }

    [Fact]
    public void MoreRanksThanGroupsLeaveSomeIdle() =>
        Assert.Equal([1, 1, 0, 0], BlockShares.Deal([5.0, 3.0], 4).Select(share => share.Length));

    /// <summary>All that a loss tells, in vectors of like size.</summary>
    private static double[][] Numbers(ICommunicator ranks, LossWeights weights)
    {
        var potential = GoldenData.Potential(8);
        using var loss = new TrainingLoss(potential, Data(), Data()[..6], weights, threads: 1, ranks: ranks);
        if (ranks.Rank > 0)
        {
            loss.Serve();
            return [];
        }
        var gradient = new double[loss.Dimension];
        var value = loss.Evaluate(potential.Parameters, gradient);
        var system = loss.LinearSystem(potential.Parameters);
        var validation = loss.ValidationErrors(potential.Parameters)!;
        var product = new double[loss.Dimension];
        loss.MultiplyCurvature(potential.Parameters, potential.Parameters, product);
        loss.End();
        return [[value], gradient, system.Matrix, system.RightHandSide, product, [loss.RadialScale],
            .. Errors(loss.TrainingErrors!), .. Errors(validation)];
    }

    private static double[][] Errors(ErrorSummary errors) =>
        [[errors.Loss], [errors.EnergyRmse!.Value], [errors.ForceRmse!.Value], [errors.StressRmse!.Value]];

    private static TrainingResult? Fit(ICommunicator ranks) => Fit(ranks, new TrainingSettings { Steps = 15 });

    private static TrainingResult? Fit(ICommunicator ranks, TrainingSettings settings)
    {
        using var loss = new TrainingLoss(GoldenData.Potential(6), Data(), [], Weights, threads: 1, ranks: ranks);
        if (ranks.Rank > 0)
        {
            loss.Serve();
            return null;
        }
        var result = new Trainer(loss, settings).Run();
        loss.End();
        return result;
    }

    private static List<Configuration> Data() => [.. Enumerable.Repeat(GoldenData.Configurations(), 8).SelectMany(c => c)];
}
