using FastMtp.Basis.Mtp;
using FastMtp.Kernels;
using FastMtp.Tests.Shared;
using FastMtp.Training.Loss;

namespace FastMtp.Training.Tests.Loss;

/// <summary>Losses and gradients that an independent program gave, by every kernel.</summary>
public sealed class GoldenLossTests
{
    public static TheoryData<int> Levels => [.. GoldenData.Levels];

    [Theory]
    [MemberData(nameof(Levels))]
    public void LossAndGradientAgree(int level)
    {
        foreach (var standardPlan in new[] { true, false })
        {
            var potential = GoldenData.Potential(level, standardPlan);
            var order = FileOrder(level, standardPlan);
            foreach (var kernel in KernelRegistry.All(potential.Plan))
            {
                foreach (var golden in GoldenData.Gradients(level))
                {
                    using var loss = new TrainingLoss(potential, GoldenData.Configurations(), [], Weights(golden), threads: 2, kernel);
                    var gradient = new double[loss.Dimension];
                    var value = loss.Evaluate(potential.Parameters, gradient);
                    Assert.Equal(golden.Loss, value, golden.Loss * 1e-11);
                    var largest = golden.Gradient.Max(Math.Abs);
                    for (var i = 0; i < gradient.Length; i++)
                    {
                        var at = i < loss.Layout.MomentOffset ? i : loss.Layout.MomentOffset + order[i - loss.Layout.MomentOffset];
                        Assert.True(Math.Abs(golden.Gradient[i] - gradient[at]) <= 1e-10 * largest,
                            $"{kernel.Name}, weights {golden.EnergyWeight} {golden.ForceWeight} {golden.StressWeight} "
                            + $"{golden.Weighting}, entry {i}");
                    }
                }
            }
        }
    }

    private static LossWeights Weights(GoldenGradient golden) => new()
    {
        Energy = golden.EnergyWeight,
        Force = golden.ForceWeight,
        Stress = golden.StressWeight,
        Normalization = golden.Weighting switch
        {
            "molecules" => LossNormalization.Sum,
            "vibrations" => LossNormalization.Vibrations,
            "structures" => LossNormalization.PerAtom,
            var other => throw new InvalidOperationException(other),
        },
    };

    /// <summary>For each function of the file its index in the plan in use.</summary>
    private static int[] FileOrder(int level, bool standardPlan)
    {
        var own = GoldenData.Potential(level, standardPlan: false).Plan;
        if (!standardPlan) return [.. Enumerable.Range(0, own.Functions.Length)];
        Assert.True(StandardBasis.TryRecognize(own, out _, out var positions));
        return [.. positions];
    }
}
