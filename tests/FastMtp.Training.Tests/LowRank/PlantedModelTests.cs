using FastMtp.Basis;
using FastMtp.Training.Fitting;
using FastMtp.Training.Forms;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Tests.LowRank;

public class PlantedModelTests
{
    private static readonly ulong[] Seeds = [0, 1, 2, 3, 4];

    /// <summary>
    /// Energies of a potential of a form, of rank 2 if it has one, are fitted to rounding by every model that can express it, from a
    /// random start. The problem has other minima, so an ensemble is fitted, as one would.
    /// </summary>
    [Theory]
    [InlineData("mf", 2)]
    [InlineData("rmf", 2)]
    [InlineData("mfra", 2)]
    [InlineData("mfra", 4)]
    [InlineData("tf", 2, 2, 2)]
    [InlineData("shared", 2)]
    [InlineData("symmetric")]
    [InlineData("pairs", 2)]
    [InlineData("tf5", 2, 2, 2, 2)]
    [InlineData("rpairs", 2)]
    [InlineData("pairsra", 3)]
    public void PlantedPotentialIsFound(string name, params int[] ranks)
    {
        var problem = new ToyPotential(speciesCount: 2, radialFunctions: 3, basisSize: 6, sites: 500);
        var planted = name switch
        {
            "rmf" or "mfra" => RadialForm.Mf(2),
            "rpairs" or "pairsra" => RadialForm.Pairs(2),
            _ => RadialForms.Named(name)!.WithRanks(ranks),
        };
        var random = new SplitMix64(77);
        var tensor = random.NextTensor(planted.Parameterization(problem.Layout.RadialShape));
        problem.Plant([.. tensor.Select(c => c * problem.RadialScale), .. random.Next(problem.Layout.LinearCount)]);
        var scale = problem.Evaluate(new double[problem.Dimension], new double[problem.Dimension]);

        var model = RadialForms.Named(name)!.With(ranks, RankGrowth.Usual with { Interval = 40 });
        var settings = new TrainingSettings { Steps = 800, Model = model, LossTolerance = 0, GradientTolerance = 1e-9 };
        Assert.Contains(Seeds, seed => new Trainer(problem, settings with { Seed = seed }).Run().History[^1].Loss < 1e-10 * scale);
    }

    /// <summary>A dense fit of a planted potential, truncated to its rank, needs no more fitting.</summary>
    [Fact]
    public void TruncationOfAPlantedPotentialIsThePotential()
    {
        var problem = Models.Problem();
        var random = new SplitMix64(5);
        double[] planted = [.. random.NextTensor(RadialForm.Mf(3).Parameterization(problem.Layout.RadialShape)),
            .. random.Next(problem.Layout.LinearCount)];
        problem.Plant(planted);
        foreach (var model in new[] { RadialForm.Mf(3), RadialForm.Rmf(3), RadialForm.Mf(8), RadialForm.Tf(3, 8, 4) })
        {
            var result = new Trainer(problem, new TrainingSettings { Steps = 0, Model = model, LinearSolveAtStart = false }).Run(planted);
            Assert.InRange(result.History[0].Loss, 0, 1e-24);
        }
    }
}
