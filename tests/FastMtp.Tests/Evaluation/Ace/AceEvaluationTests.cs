using FastMtp.Kernels;
using FastMtp.Reference;
using FastMtp.Tests.Atoms;

namespace FastMtp.Tests.Evaluation.Ace;

/// <summary>Every kernel of ACE bases, generated ones and others, against the reference.</summary>
public sealed class AceEvaluationTests
{
    public static TheoryData<string> Bases =>
        ["ace:8", "ace:10", "ace:12", "ace:14", "ace:9", "ace:5,5/0,4", "ace:6,3,2,2,1,1/0,3,3,2,1,1", "ace-n:10"];

    public static TheoryData<string> Generated => ["ace:8", "ace:10", "ace:12", "ace:14"];

    [Theory]
    [MemberData(nameof(Bases))]
    public void KernelsAgreeWithTheReference(string basis)
    {
        var potential = RandomPotentials.Create(basis, speciesCount: 3, seed: 5);
        var configuration = SampleConfigurations.Create("skewed", seed: 4, speciesCount: 3);
        var expected = new ReferenceEvaluator(potential).Evaluate(configuration);
        foreach (var kernel in KernelRegistry.All(potential.Plan))
        {
            using var evaluator = new Evaluator(potential, kernel);
            Close.Equal(expected, evaluator.Evaluate(configuration), 1e-11);
        }
    }

    [Theory]
    [MemberData(nameof(Generated))]
    public async Task GeneratedKernelsExistAndRunOnZeros(string basis)
    {
        var kernels = KernelRegistry.All(RandomPotentials.Create(basis, 1).Plan).ToArray();
        Assert.Equal(3, kernels.Count(k => k.Kind == "generated"));
        foreach (var kernel in kernels) await kernel.WarmUp();
    }

    [Theory]
    [MemberData(nameof(EvaluatorCases.All), MemberType = typeof(EvaluatorCases))]
    public void RotationAndInversion(string evaluator)
    {
        var potential = RandomPotentials.Create("ace:10", speciesCount: 4);
        var configuration = SampleConfigurations.Create("skewed");
        var expected = EvaluatorCases.Evaluate(evaluator, potential, configuration);
        foreach (var turn in (Func<Vector3, Vector3>[])[Deformations.Rotated, r => -1 * Deformations.Rotated(r)])
        {
            var turned = EvaluatorCases.Evaluate(evaluator, potential, Deformations.Apply(configuration, turn));
            var forces = Deformations.WithPositions(configuration with { Positions = expected.Forces }, turn).Positions;
            Close.Equal(expected.SiteEnergies, turned.SiteEnergies, 1e-11);
            Close.Equal(forces, turned.Forces, 1e-11);
        }
    }
}
