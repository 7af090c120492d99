using FastMtp.Basis;
using FastMtp.Basis.Families;
using FastMtp.Basis.Mtp;
using FastMtp.Data;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Tests.Shared;
using FastMtp.Training.Compression;
using FastMtp.Training.Fitting;
using FastMtp.Training.Loss;
using FastMtp.Training.Settings;
using FastMtp.Training.Starts;

namespace FastMtp.Training.Tests.Starts;

public sealed class GrowthTests
{
    private const double Tolerance = 1e-12;

    private static readonly LossWeights Weights = new();

    [Theory, InlineData(6, 8), InlineData(8, 12), InlineData(8, 16), InlineData(12, 16), InlineData(12, 20)]
    public void AHigherLevelGivesTheSameEnergiesAndForces(int from, int to)
    {
        var small = GoldenData.Potential(from);
        RequireEqual(small, Growth.Into(small, Shape(small, MtpFamily.NameOf(to))));
    }

    [Fact]
    public void SoDoesABasisOfUnusualTables()
    {
        var small = GoldenData.Potential(8, standardPlan: false);
        RequireEqual(small, Growth.Into(small, Shape(small, "mtp:12")));
    }

    [Theory]
    [InlineData("ace:6", "ace:8"), InlineData("ace:8", "ace:9"), InlineData("ace-n:6", "ace-n:8")]
    [InlineData("ace:4,2/0,1", "ace:5,3,2/0,2,1")]
    public void SoDoesALargerExpansion(string from, string to)
    {
        var small = Random(Shape(GoldenData.Potential(8), from));
        RequireEqual(small, Growth.Into(small, Shape(small, to)));
    }

    [Theory, InlineData(8, 2.0, 10), InlineData(8, 1.8, 8), InlineData(16, 1.5, 12)]
    public void MorePolynomialsAndASmallerDistanceGiveTheSameEnergiesAndForces(int level, double minDistance, int size)
    {
        var small = GoldenData.Potential(level);
        var shape = PotentialModel.Unfitted(small.Species!, small.Plan, small.Radial with { MinDistance = minDistance, Size = size });
        RequireEqual(small, Growth.Into(small, shape), 1e-10);
    }

    [Fact]
    public void AnotherCutoffKeepsTheRadialFunctionsNearly()
    {
        var (old, target) = (new RadialBasis(2, 5, 8), new RadialBasis(2, 5.2, 14));
        double[] coefficients = [0.3, -0.2, 0.5, 0.1, -0.4, 0.2, 0.1, 0.05];
        var moved = RadialChange.Of(coefficients, old, target);
        for (var r = 2.2; r < 5.2; r += 0.1) Assert.Equal(r < 5 ? Value(coefficients, old, r) : 0, Value(moved, target, r), 0.05);

        static double Value(double[] coefficients, RadialBasis basis, double r)
        {
            var values = new double[basis.Size];
            ChebyshevBasis.Evaluate(basis, r, values, new double[basis.Size]);
            return coefficients.Zip(values, (c, t) => c * t).Sum();
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public void FurtherSpeciesChangeNothingForTheOthers(bool perSpecies)
    {
        var whole = GoldenData.Potential(8);
        var shape = PotentialModel.Unfitted(SpeciesList.Parse("W,Mo"), whole.Plan, whole.Radial, perSpecies);
        var small = Random(shape) with { ShortestDistances = PairDistances.Of(2, (a, b) => 2 + a + b) };
        var large = Growth.Into(small, PotentialModel.Unfitted(whole.Species!, whole.Plan, whole.Radial, perSpecies));
        var data = GoldenData.Configurations().Where(c => c.Types.All(type => type is 0 or 3)).ToArray();
        Assert.NotEmpty(data);
        RequireEqual(small, large, Tolerance, [.. data.Select(c => c with { Species = whole.Species })]);
        Assert.Equal((2, 3, 4, 0), (large.ShortestDistances![3, 3], large.ShortestDistances[0, 3], large.ShortestDistances[0, 0],
            large.ShortestDistances[1, 1]));
        Assert.NotEqual(Pair(large, 1), Pair(large, 2));
        Assert.All(Pair(large, 5), c => Assert.NotEqual(0, c));
    }

    [Fact]
    public void CoefficientsForEachSpeciesStartAlike()
    {
        var small = GoldenData.Potential(8);
        RequireEqual(small, Growth.Into(small, Shape(small, "mtp:12", perSpecies: true)));
    }

    [Fact]
    public void AnotherFamilyTakesOverTheRadialFunctions()
    {
        var small = GoldenData.Potential(12);
        var large = Growth.Into(small, Shape(small, "ace:8"));
        Assert.Equal(Pair(small, 1)[..8], Pair(large, 1)[..8]);
        Assert.All(large.MomentCoefficients, xi => Assert.Equal(0, xi));
        using var loss = new TrainingLoss(large, GoldenData.Configurations(), [], Weights);
        var grown = new Trainer(loss, new TrainingSettings { Steps = 0 }).Run(large.Parameters).History[0].Loss;
        var random = new Trainer(loss, new TrainingSettings { Steps = 0 }).Run().History[0].Loss;
        Assert.True(grown < random, $"{grown} {random}");
    }

    [Theory, InlineData("mf"), InlineData("shared"), InlineData("pairs"), InlineData("tf"), InlineData("rmf"), InlineData("base")]
    public void AHigherRankStartsFromTheLowerOneAndImproves(string name)
    {
        var (low, high) = name switch
        {
            "mf" => (RadialForm.Mf(3), RadialForm.Mf(6)),
            "shared" => (RadialForm.Shared(3), RadialForm.Shared(5)),
            "pairs" => (RadialForm.Pairs(1), RadialForm.Pairs(2)),
            "tf" => (RadialForm.Tf(2, 3, 2), RadialForm.Tf(3, 6, 4)),
            "rmf" => (RadialForm.Mf(3), RadialForm.Rmf(6)),
            _ => (RadialForm.Mf(3), RadialForm.Base),
        };
        var small = RadialCompression.Truncate(GoldenData.Potential(8), low).Potential;
        var data = GoldenData.Configurations();
        using var loss = new TrainingLoss(small, data, [], Weights);
        var before = loss.Evaluate(small.Parameters, new double[small.ParameterCount]);
        var start = RadialCompression.Start(small, high, data);
        var settings = new TrainingSettings { Model = high, Steps = 0 };
        Assert.Equal(before, new Trainer(loss, settings with { LinearSolveAtStart = false }).Run(start).History[0].Loss, 1e-9 * before);
        var course = new Trainer(loss, settings with { Steps = 60 }).Run(start);
        Assert.True(course.History[^1].Loss < 0.8 * course.History[0].Loss);
        // Columns that stayed zero would keep the rank.
        Assert.InRange(RadialCompression.Truncate(course.Best.ApplyTo(small, high), low).RelativeError, 1e-3, 1);
    }

    [Fact]
    public void AGrownPotentialFitsBetterThanTheSmallOne()
    {
        var data = GoldenData.Configurations();
        var options = new FitOptions { Level = 6, Steps = 3, RadialSize = 6, Smoothness = 0 };
        var small = Fit.Run(data, options);
        var grown = Fit.Run(data, new FitOptions { Start = small.Potential, Level = 8, RadialSize = 7, Steps = 20, Smoothness = 0 });
        Assert.Equal((7, "mtp:8"), (grown.Potential.Model!.Radial.Size, grown.Potential.Model.Plan.Name));
        Assert.True(grown.History[0].Loss <= small.History[^1].Loss, "start");
        Assert.True(grown.History[^1].Loss < 0.9 * small.History[^1].Loss, "end");
    }

    [Fact]
    public void APotentialDoesNotShrink()
    {
        var large = GoldenData.Potential(12);
        var fewer = PotentialModel.Unfitted(large.Species!, large.Plan, large.Radial with { Size = 4 });
        var others = PotentialModel.Unfitted(SpeciesList.Parse("Mo,Nb,W"), large.Plan, large.Radial);
        var perSpecies = Growth.Into(large, Shape(large, "mtp:12", perSpecies: true));
        Assert.Contains("lacks functions of mtp:12", Refusal(large, Shape(large, "mtp:8")));
        Assert.Contains("4 radial polynomials cannot hold the 8", Refusal(large, fewer));
        Assert.Contains("has the species Ta", Refusal(large, others));
        Assert.Contains("coefficients for each species", Refusal(perSpecies, Shape(large, "mtp:16")));
    }

    private static string Refusal(PotentialModel start, PotentialModel shape) =>
        Assert.Throws<InputException>(() => Growth.Into(start, shape)).Message;

    private static PotentialModel Shape(PotentialModel like, string basis, bool perSpecies = false) =>
        PotentialModel.Unfitted(like.Species!, BasisPlan.Of(basis), like.Radial, perSpecies);

    private static PotentialModel Random(PotentialModel shape)
    {
        var random = new SplitMix64(5);
        return shape.WithParameters([.. Enumerable.Range(0, shape.ParameterCount).Select(_ => random.NextSigned())]);
    }

    /// <summary>[mu][b] the coefficients of a pair.</summary>
    private static double[] Pair(PotentialModel potential, int pair)
    {
        var block = new double[potential.RadialTensor.Shape.PairLength];
        potential.RadialTensor.Block(pair, block);
        return block;
    }

    private static void RequireEqual(
        PotentialModel small, PotentialModel large, double tolerance = Tolerance, IReadOnlyList<Configuration>? data = null)
    {
        using var first = new Evaluator(small);
        using var second = new Evaluator(large);
        data ??= [.. GoldenData.Configurations(), .. GoldenData.Configurations(extra: true)];
        Prediction[] expected = [.. data.Select(c => first.Evaluate(small.Take(c)))];
        Prediction[] actual = [.. data.Select(c => second.Evaluate(large.Take(c)))];
        // Forces that vanish by symmetry have the rounding of others.
        var (energy, force) = (expected.Max(e => Math.Abs(e.Energy)), expected.Max(e => e.Forces.Max(Math.Abs)));
        foreach (var (one, other) in expected.Zip(actual))
        {
            Assert.Equal(one.Energy, other.Energy, tolerance * energy);
            for (var i = 0; i < one.Forces.Length; i++) Assert.Equal(one.Forces[i], other.Forces[i], tolerance * force);
        }
    }
}
