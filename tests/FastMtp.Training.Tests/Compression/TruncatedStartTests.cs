using FastMtp.Tests.Shared;
using FastMtp.Training.Compression;
using FastMtp.Training.Fitting;
using FastMtp.Training.Loss;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Tests.Compression;

public sealed class TruncatedStartTests
{
    private static readonly LossWeights Weights = new();

    [Theory, InlineData("mf"), InlineData("rmf"), InlineData("tf"), InlineData("mfra"), InlineData("shared")]
    public void WhatTruncationDoesToTheFunctionsCountsMoreThanWhatItDoesToCoefficients(string name)
    {
        var model = name switch { "mf" => RadialForm.Mf(5), "rmf" => RadialForm.Rmf(5), "tf" => RadialForm.Tf(4, 10, 5),
            "shared" => RadialForm.Shared(5),
            _ => RadialForm.Mfra(8, minRank: 5) };
        // Labels that the potential itself gives, so that all of the loss is truncation.
        var potential = GoldenData.Potential(12);
        using var evaluator = new Evaluator(potential);
        var data = GoldenData.Configurations().Select(configuration =>
        {
            var labels = evaluator.Evaluate(configuration);
            return configuration with { Energy = labels.Energy, Forces = labels.Forces, Virial = labels.Virial };
        }).ToArray();
        using var loss = new TrainingLoss(potential, data, [], Weights);
        double LossOf(double[] start) =>
            new Trainer(loss, new TrainingSettings { Model = model, Steps = 0, LinearSolveAtStart = false }).Run(start).History[0].Loss;

        var (plain, weighted) = (LossOf(potential.Parameters), LossOf(RadialCompression.Start(potential, model, data)));
        Assert.True(weighted < 0.9 * plain, $"{weighted} {plain}");
    }

    [Fact]
    public void ADenseFitStartsFromAllCoefficients()
    {
        var potential = GoldenData.Potential(12);
        Assert.Equal(potential.Parameters, RadialCompression.Start(potential, RadialForm.Base, GoldenData.Configurations()));
    }

    [Theory, InlineData("mf"), InlineData("tf"), InlineData("shared"), InlineData("symmetric"), InlineData("pairs")]
    public void AFitInTheFormOfThePotentialStartsFromItsCoefficients(string name)
    {
        var form = name switch { "mf" => RadialForm.Mf(5), "tf" => RadialForm.Tf(4, 8, 4), "shared" => RadialForm.Shared(5),
            "symmetric" => RadialForm.Symmetric, _ => RadialForm.Pairs(2) };
        var compressed = RadialCompression.Truncate(GoldenData.Potential(12), form).Potential;
        Assert.Equal(compressed.Parameters, RadialCompression.Start(compressed, form, GoldenData.Configurations()));
    }
}
