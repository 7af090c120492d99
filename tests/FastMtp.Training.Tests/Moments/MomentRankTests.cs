using FastMtp.Basis;
using FastMtp.Tests.Shared;
using FastMtp.Training.Checkpoints;
using FastMtp.Training.Fitting;
using FastMtp.Training.Settings;
using FastMtp.Training.Tests.LowRank;

namespace FastMtp.Training.Tests.Moments;

/// <summary>Fits whose moment coefficients are a matrix of 3 × 3 of a rank.</summary>
public sealed class MomentRankTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static readonly TrainingSettings Settings = new() { Steps = 40, LinearSolveInterval = 15, MomentRank = 1 };

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("base")]
    [InlineData("mf")]
    [InlineData("rmf")]
    [InlineData("mfra")]
    public void TheLossFallsAndTheCoefficientsKeepTheirRank(string model)
    {
        var result = new Trainer(new ToyPotential(), Settings with { Model = Models.Of(model) }).Run();
        foreach (var (before, after) in result.History.Zip(result.History.Skip(1))) Assert.True(after.Loss <= before.Loss);
        Assert.True(result.History[^1].Loss < 0.3 * result.History[0].Loss);
        var moments = new LinearAlgebra.Matrix(3, 3, result.Final[new ToyPotential().Layout.Moments]);
        var values = LinearAlgebra.Decompositions.Svd(moments, 3).S;
        Assert.InRange(values[1], 0, 1e-10 * values[0]);
    }

    /// <summary>At the planted rank itself, this problem has many other minima; one more leads around them.</summary>
    [Fact]
    public void APlantedRankIsFound()
    {
        var problem = new ToyPotential();
        var random = new SplitMix64(7);
        var planted = random.Next(problem.Dimension);
        var form = problem.MomentTrain(1);
        form.Expand(random.Next(form.Dimension), planted.AsSpan(problem.Layout.Moments));
        problem.Plant(planted);
        var scale = problem.Evaluate(new double[problem.Dimension], new double[problem.Dimension]);
        var settings = Settings with { MomentRank = 2, Steps = 800, LossTolerance = 0, GradientTolerance = 1e-9 };
        Assert.Contains((ulong[])[0, 1, 2, 3, 4], seed =>
            new Trainer(problem, settings with { Seed = seed }).Run().History[^1].Loss < 1e-10 * scale);
    }

    /// <summary>At a minimum in the species coefficients and V, their gradient vanishes.</summary>
    [Fact]
    public void TheLinearSolveMinimisesTheLoss()
    {
        var problem = new ToyPotential();
        var solved = new Trainer(problem, Settings with { Steps = 0 }).Run();
        var unsolved = new Trainer(problem, Settings with { Steps = 0, LinearSolveAtStart = false }).Run();
        Assert.True(solved.History[0].Loss < unsolved.History[0].Loss);
        var gradient = new double[problem.Dimension];
        problem.Evaluate(solved.Final, gradient);
        foreach (var g in gradient[problem.Layout.Species]) Assert.Equal(0, g, 1e-7);
        // The coefficients are U·Vᵀ, so G·V = 0 would not hold, but Gᵀ·U does; U spans the columns of the coefficients.
        var (u, s, _) = LinearAlgebra.Decompositions.Svd(new(3, 3, solved.Final[problem.Layout.Moments]), 1);
        var product = new LinearAlgebra.Matrix(3, 3, gradient[problem.Layout.Moments]).TransposedTimes(u);
        foreach (var g in product.Entries) Assert.Equal(0, g * s[0], 1e-7);
    }

    [Theory]
    [InlineData("base", 17, ParameterGroups.None)]
    [InlineData("rmf", 17, ParameterGroups.None)]
    [InlineData("mfra", 17, ParameterGroups.Species)]
    [InlineData("mf", 6, ParameterGroups.Radial)]
    public void AResumedFitGivesTheSameBits(string model, int stopAt, ParameterGroups frozen)
    {
        var place = _directory.PathOf("fit.checkpoint");
        var settings = Settings with { Model = Models.Of(model), Frozen = frozen, CheckpointPath = place };
        var whole = new Trainer(new ToyPotential(), settings).Run();
        new Trainer(new ToyPotential(), settings with { Steps = stopAt }).Run();
        var resumed = new Trainer(new ToyPotential(), settings).Resume(CheckpointFile.Read(place));
        Assert.Equal(whole.Final, resumed.Final);
        Assert.Equal(whole.Best.Parameters, resumed.Best.Parameters);
        var other = Assert.Throws<InputException>(() =>
            new Trainer(new ToyPotential(), settings with { MomentRank = 2 }).Resume(CheckpointFile.Read(place)));
        Assert.Contains("moment coefficients of rank 1, not of rank 2", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FrozenMomentsKeepTheirValuesWhateverTheirRank()
    {
        var problem = new ToyPotential();
        var start = new Trainer(problem, Settings with { MomentRank = null }).Run().Final;
        var result = new Trainer(problem, Settings with { Frozen = ParameterGroups.Moments }).Run(start);
        Assert.Equal(start[problem.Layout.Moments], result.Final[problem.Layout.Moments]);
        Assert.NotEqual(start, result.Final);
    }

    [Fact]
    public void CoefficientsAreNoStart()
    {
        var problem = new ToyPotential();
        var refusal = Assert.Throws<InputException>(() => new Trainer(problem, Settings).Run(new double[problem.Dimension]));
        Assert.Contains("from a random start only", refusal.Message, StringComparison.Ordinal);
    }
}
