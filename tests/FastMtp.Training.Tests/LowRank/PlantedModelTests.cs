using FastMtp.Basis;
using FastMtp.Training.Fitting;
using FastMtp.Training.Forms;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Tests.LowRank;

public class PlantedModelTests
{
    private static readonly ulong[] Seeds = [0, 1, 2, 3, 4];

    /// <summary>
    /// Energies of a potential of rank 2 are fitted to rounding by every model that can express it, from a random start. The problem has
    /// other minima, so an ensemble is fitted, as one would.
    /// </summary>
    [Theory]
    [InlineData(RadialForm.Mf, 2)]
    [InlineData(RadialForm.Rmf, 2)]
    [InlineData(RadialForm.Mfra, 2)]
    [InlineData(RadialForm.Mfra, 4)]
    [InlineData(RadialForm.Tf, 2, 2, 2)]
    public void PlantedPotentialIsFound(RadialForm form, params int[] ranks)
    {
        var problem = new ToyPotential(speciesCount: 2, radialFunctions: 3, basisSize: 6, sites: 500);
        var planted = form == RadialForm.Tf ? RadialModel.Tf(2, 2, 2) : RadialModel.Mf(2);
        var random = new SplitMix64(77);
        var tensor = random.NextTensor(planted.Parameterization(problem.Layout));
        problem.Plant([.. tensor.Select(c => c * problem.RadialScale), .. random.Next(problem.Layout.LinearCount)]);
        var scale = problem.Evaluate(new double[problem.Dimension], new double[problem.Dimension]);

        var model = new RadialModel { Form = form, Ranks = ranks, AugmentationInterval = 40 };
        var settings = new TrainingSettings { Steps = 800, Model = model, LossTolerance = 0, GradientTolerance = 1e-9 };
        Assert.Contains(Seeds, seed => new Trainer(problem, settings with { Seed = seed }).Run().History[^1].Loss < 1e-10 * scale);
    }

    /// <summary>A dense fit of a planted potential, truncated to its rank, needs no more fitting.</summary>
    [Fact]
    public void TruncationOfAPlantedPotentialIsThePotential()
    {
        var problem = Models.Problem();
        var random = new SplitMix64(5);
        double[] planted = [.. random.NextTensor(RadialModel.Mf(3).Parameterization(problem.Layout)), .. random.Next(problem.Layout.LinearCount)];
        problem.Plant(planted);
        foreach (var model in new[] { RadialModel.Mf(3), RadialModel.Rmf(3), RadialModel.Mf(8), RadialModel.Tf(3, 8, 4) })
        {
            var result = new Trainer(problem, new TrainingSettings { Steps = 0, Model = model, LinearSolveAtStart = false }).Run(planted);
            Assert.InRange(result.History[0].Loss, 0, 1e-24);
        }
    }
}
