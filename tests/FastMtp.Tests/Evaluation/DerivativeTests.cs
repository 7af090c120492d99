using FastMtp.Data;
using FastMtp.Potentials;
using FastMtp.Tests.Atoms;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Evaluation;

/// <summary>Forces and virial against differences of the energy.</summary>
public sealed class DerivativeTests
{
    private const double Tolerance = 1e-8;

    // The second derivative of the energy jumps where a neighbour crosses the cutoff, so few should cross within a step.
    private const double Step = 2e-5;

    public static TheoryData<string, string> Kinds =>
        EvaluatorCases.With(["bulk", "skewed", "slab", "wire", "cluster", "tiny", "atom in a tiny cell"]);

    public static TheoryData<string, int, int> LevelsAndSpecies => EvaluatorCases.With(GoldenData.Levels, [1, 2, 7]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void InEveryKindOfCell(string evaluator, string kind) =>
        AssertDerivatives(evaluator, RandomPotentials.Create(8, 4), SampleConfigurations.Create(kind));

    [Theory]
    [MemberData(nameof(LevelsAndSpecies))]
    public void ForEveryNumberOfSpecies(string evaluator, int level, int speciesCount) =>
        AssertDerivatives(evaluator, RandomPotentials.Create(level, speciesCount, radialSize: 4 + speciesCount),
            SampleConfigurations.Create("tiny", speciesCount: speciesCount));

    [Theory]
    [MemberData(nameof(EvaluatorCases.All), MemberType = typeof(EvaluatorCases))]
    public void OfAnExpansion(string evaluator) =>
        AssertDerivatives(evaluator, RandomPotentials.Create("ace:10", 2), SampleConfigurations.Create("tiny", speciesCount: 2));

    [Theory]
    [MemberData(nameof(EvaluatorCases.All), MemberType = typeof(EvaluatorCases))]
    public void WithARepulsion(string evaluator) =>
        AssertDerivatives(evaluator, RandomPotentials.Create(8, 4) with { Species = GoldenData.Species, Repulsion = new(1.2, 3.3) },
        SampleConfigurations.Create("skewed"));

    [Theory]
    [MemberData(nameof(EvaluatorCases.All), MemberType = typeof(EvaluatorCases))]
    public void WithARepulsionByPair(string evaluator) =>
        AssertDerivatives(evaluator, RandomPotentials.Create(8, 4) with
        {
            Species = GoldenData.Species,
            Repulsion = new(PairDistances.Of(4, (a, b) => 1.1 + 0.1 * a * b), PairDistances.Of(4, (a, b) => 3.4 - 0.2 * (a + b))),
        }, SampleConfigurations.Create("skewed"));

    private static void AssertDerivatives(string evaluator, PotentialModel potential, Configuration configuration)
    {
        var result = EvaluatorCases.Evaluate(evaluator, potential, configuration);

        var forces = new double[3 * Math.Min(configuration.Count, 3)];
        for (var k = 0; k < forces.Length; k++) forces[k] = -Derivative(h => Moved(configuration, k, h));
        var scale = Close.Largest([.. result.SiteEnergies, .. result.Forces, .. Close.Components(result.Virial)]);
        Close.Equal(forces, result.Forces[..forces.Length], Tolerance, scale);

        Vector3 x = new(1, 0, 0), y = new(0, 1, 0), z = new(0, 0, 1);
        double[] virial = [Strain(x, x), Strain(y, y), Strain(z, z), Strain(y, z), Strain(x, z), Strain(x, y)];
        Close.Equal(virial, Close.Components(result.Virial), Tolerance, scale);

        double Strain(Vector3 along, Vector3 with) =>
            -Derivative(h => Deformations.Apply(configuration, r => r + h * Vector3.Dot(with, r) * along));

        // Two central differences, combined so that the error is of fourth order.
        double Derivative(Func<double, Configuration> at) =>
            (8 * (Energy(at(Step)) - Energy(at(-Step))) - (Energy(at(2 * Step)) - Energy(at(-2 * Step)))) / (12 * Step);

        double Energy(Configuration c) => EvaluatorCases.Evaluate(evaluator, potential, c).Energy;
    }

    private static Configuration Moved(Configuration configuration, int coordinate, double by)
    {
        var positions = (double[])configuration.Positions.Clone();
        positions[coordinate] += by;
        return configuration with { Positions = positions };
    }
}
