using FastMtp.Packing;
using FastMtp.Tests.Shared;
using FastMtp.Training.LeastSquares;
using FastMtp.Training.Loss;

namespace FastMtp.Training.Tests.Loss;

public sealed class DataSampleTests
{
    private static readonly LossWeights Weights = new() { Stress = 0.003, Normalization = LossNormalization.Vibrations };

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void EveryKindOfConfigurationIsInIt(int parts)
    {
        var data = Data();
        var sample = new DataSample(data, parts);
        var chosen = data.Where((_, i) => sample.HasCell(i)).ToList();
        Assert.Equal(data.Select(c => c.ConfigType).Distinct(), chosen.Select(c => c.ConfigType).Distinct());
        Assert.Equal((chosen.Count, chosen.Sum(c => (long)c.Count)), (sample.Cells, sample.Atoms));
        Assert.Equal(data.Length / (double)chosen.Count, sample.Factor);
        Assert.InRange(sample.Cells, data.Length / parts / 2, data.Length * 2 / parts);
    }

    [Fact]
    public void OneOfEverySoManyBlocksIsInIt()
    {
        Configuration[] data = [.. Enumerable.Repeat(GoldenData.Configurations().MaxBy(c => c.Count)!, 300)];
        var blocks = ConfigurationGroups.Of(data).Count;
        var sample = new DataSample(data, 4);
        int[] chosen = [.. Enumerable.Range(0, blocks).Where(sample.HasBlock)];
        Assert.Equal((blocks + 3) / 4, sample.Blocks);
        Assert.Equal(Enumerable.Range(0, chosen.Length), chosen.Select(block => block / 4));
        // A period of the file must not decide.
        Assert.True(chosen.Select(block => block % 4).Distinct().Count() > 1);
    }

    /// <summary>All that a fit asks for is that of the configurations of the sample, times the factor.</summary>
    [Theory]
    [InlineData(1, 0.01)]
    [InlineData(4, 0.01)]
    [InlineData(1, 0)]
    public void TheLossOfASampleIsThatOfItsConfigurations(int threads, double force)
    {
        var (potential, data, weights) = (GoldenData.Potential(8), Data(), Weights with { Force = force });
        var sample = new DataSample(data, 2);
        using var whole = new TrainingLoss(potential, data, [], weights, threads);
        using var part = new TrainingLoss(potential, [.. data.Where((_, i) => sample.HasCell(i))], [], weights, threads);
        var before = Numbers(whole);
        whole.Sample(2);
        foreach (var (found, expected) in Numbers(whole).Zip(Numbers(part)))
        {
            var scale = sample.Factor * expected.Max(Math.Abs);
            Assert.Equal(expected.Length, found.Length);
            for (var i = 0; i < found.Length; i++) Assert.Equal(sample.Factor * expected[i], found[i], 1e-10 * scale);
        }
        Assert.Equal(part.TrainingErrors!.ForceRmse!.Value, whole.TrainingErrors!.ForceRmse!.Value, 1e-12);
        whole.Sample(1);
        Assert.Equal(before, Numbers(whole));

        double[][] Numbers(TrainingLoss loss)
        {
            var (gradient, product) = (new double[loss.Dimension], new double[loss.Dimension]);
            var value = loss.Evaluate(potential.Parameters, gradient);
            var system = loss.LinearSystem(potential.Parameters);
            loss.MultiplyCurvature(potential.Parameters, potential.Parameters, product);
            // Of the forces, random ones stand for all.
            return [[value], gradient, product, .. force == 0 ? [system.Matrix, system.RightHandSide] : Array.Empty<double[]>()];
        }
    }

    /// <summary>Random combinations of other rows differ, so only their mean says something.</summary>
    [Fact]
    public void TheCurvatureOfASampleIsEstimatedFromIt()
    {
        var potential = GoldenData.Potential(8);
        using var loss = new TrainingLoss(potential, Data(), [], Weights);
        loss.Sample(2);
        var product = new double[loss.Dimension];
        for (var i = 0; i < 3; i++)
        {
            var direction = new double[loss.Dimension];
            direction[7 * i] = 1;
            loss.MultiplyCurvature(potential.Parameters, direction, product);
            var estimates = Enumerable.Range(0, 60).Select(seed => Estimate((ulong)seed)[7 * i, 7 * i]).ToList();
            Assert.InRange(estimates.Average(), 0.8 * product[7 * i], 1.25 * product[7 * i]);
        }

        NormalEquations Estimate(ulong seed) =>
            loss.EstimateCurvature(potential.Parameters, seed, loss.Dimension, (whole, row) => whole.CopyTo(row));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(500, 1)]
    public void ManyParametersLeaveNoSample(int parameters, int fewest)
    {
        using var loss = new TrainingLoss(GoldenData.Potential(8), Data(), [], Weights);
        Assert.InRange(loss.MostPartsFor(parameters), fewest, 16);
        Assert.Equal(1, loss.MostPartsFor(1_000_000));
    }

    private static Configuration[] Data() =>
        [.. Enumerable.Range(0, 6).SelectMany(_ => GoldenData.Configurations()).OrderBy(c => c.ConfigType, StringComparer.Ordinal)];
}
