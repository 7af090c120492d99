using FastMtp.Basis;
using FastMtp.Basis.Mtp;
using FastMtp.Kernels;
using FastMtp.Reference;
using FastMtp.Tests.Atoms;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Evaluation;

/// <summary>Every kernel of every level against the formulas; golden values exist for some levels only.</summary>
public sealed class AllLevelsTests
{
    public static TheoryData<int> Levels => [.. StandardLevels.All];

    [Theory]
    [MemberData(nameof(Levels))]
    public void KernelsAgreeWithTheReference(int level)
    {
        var potential = RandomPotentials.Create(level, speciesCount: 3, seed: level);
        var configuration = SampleConfigurations.Create("skewed", level, speciesCount: 3);
        var expected = new ReferenceEvaluator(potential).Evaluate(configuration);
        foreach (var kernel in KernelRegistry.All(potential.Plan))
        {
            using var evaluator = new Evaluator(potential, kernel);
            Close.Equal(expected, evaluator.Evaluate(configuration), 1e-11);
        }
    }

    [Fact]
    public void KernelsAgreeWithTheReferenceOnUnusualTables()
    {
        var potential = UnusualTables.Potential(seed: 1);
        foreach (var configuration in GoldenData.Configurations().Concat(GoldenData.Configurations(extra: true)))
        {
            var expected = new ReferenceEvaluator(potential).Evaluate(configuration);
            foreach (var kernel in KernelRegistry.All(potential.Plan))
            {
                using var evaluator = new Evaluator(potential, kernel);
                Close.Equal(expected, evaluator.Evaluate(configuration), 1e-11);
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    public async Task KernelsCanRunOnZeros(int level)
    {
        foreach (var kernel in KernelRegistry.All(BasisPlan.ForLevel(level))) await kernel.WarmUp();
    }

    [Theory]
    [InlineData(2, 20, 3)]
    [InlineData(22, 24, 0)]
    public void LevelsUpToTwentyHaveGeneratedKernels(int first, int last, int generated)
    {
        for (var level = first; level <= last; level += 2)
            Assert.Equal(generated, KernelRegistry.All(BasisPlan.ForLevel(level)).Count(k => k.Kind == "generated"));
    }
}
