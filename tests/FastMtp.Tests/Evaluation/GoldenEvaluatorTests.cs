using FastMtp.Basis.Mtp;
using FastMtp.Kernels;
using FastMtp.Reference;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Evaluation;

/// <summary>Energies, forces, virials and basis functions that independent programs gave.</summary>
public sealed class GoldenEvaluatorTests
{
    private const double Tolerance = 1e-12;

    /// <summary>With the plan of the level, and with the program of the file, for which no kernel was generated.</summary>
    public static TheoryData<string, int, bool> Cases
    {
        get
        {
            var cases = EvaluatorCases.With(GoldenData.Levels, [true]);
            foreach (var name in EvaluatorCases.Names.Where(name => !name.StartsWith("generated", StringComparison.Ordinal)))
                foreach (var level in GoldenData.Levels) cases.Add(name, level, false);
            return cases;
        }
    }

    public static TheoryData<int> Levels => [.. GoldenData.Levels];

    [Theory]
    [MemberData(nameof(Cases))]
    public void LabelledConfigurations(string evaluator, int level, bool standardPlan) =>
        AssertGolden(evaluator, level, standardPlan, extra: false);

    [Theory]
    [MemberData(nameof(Cases))]
    public void AwkwardConfigurations(string evaluator, int level, bool standardPlan) =>
        AssertGolden(evaluator, level, standardPlan, extra: true);

    [Theory]
    [MemberData(nameof(Levels))]
    public void BasisFunctionsOfTheFirstAtoms(int level)
    {
        var potential = GoldenData.Potential(level, standardPlan: false);
        var evaluator = new ReferenceEvaluator(potential);
        var configurations = GoldenData.Configurations();
        foreach (var expected in GoldenData.Basis(level))
        {
            var configuration = configurations[expected.Configuration];
            Assert.Equal(expected.Type, configuration.Types[expected.Atom]);
            Close.Equal(expected.Values, [1, .. evaluator.BasisValues(configuration, expected.Atom)], Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void BasisFunctionsByEveryKernel(int level)
    {
        var potential = GoldenData.Potential(level);
        Assert.True(StandardBasis.TryRecognize(GoldenData.Potential(level, standardPlan: false).Plan, out _, out var positions));
        var configurations = GoldenData.Configurations();
        foreach (var kernel in KernelRegistry.All(potential.Plan))
        {
            foreach (var expected in GoldenData.Basis(level))
            {
                var values = BlockBasis.Values(potential, kernel, configurations[expected.Configuration], expected.Atom);
                Close.Equal(expected.Values, [1, .. positions.Select(i => values[i])], Tolerance);
            }
        }
    }

    private static void AssertGolden(string evaluator, int level, bool standardPlan, bool extra)
    {
        var potential = GoldenData.Potential(level, standardPlan);
        var sites = GoldenData.Sites(level, extra);
        var expected = GoldenData.Expected(level, extra);
        var configurations = GoldenData.Configurations(extra);
        for (var k = 0; k < configurations.Count; k++)
        {
            var actual = EvaluatorCases.Evaluate(evaluator, potential, configurations[k]);
            Close.Equal(new(expected[k].Energy!.Value, sites[k].SiteEnergies, expected[k].Forces!, expected[k].Virial!.Value), actual,
                Tolerance);
        }
    }
}
