using FastMtp.Basis;
using FastMtp.Blocks;
using FastMtp.Basis.Mtp;
using FastMtp.Compilation;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Reference;
using FastMtp.Tests.Atoms;
using FastMtp.Tests.Evaluation;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Compilation;

/// <summary>Kernels that are compiled at run time, in every width, against the generated ones, golden values and the formulas.</summary>
public sealed class CompiledKernelTests
{
    private static readonly CompiledKernels Kernels = new(new KernelCache(null));

    public static TheoryData<int> Widths => [128, 256, 512];

    public static TheoryData<string, int> Bases
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var basis in (string[])["ace:9", "ace-n:8", "ace:5,5/0,4"])
                foreach (var width in (int[])[128, 256]) data.Add(basis, width);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void ResultsAreThoseOfTheGeneratedKernelToTheLastBit(int width)
    {
        var potential = GoldenData.Potential(12);
        var generated = KernelRegistry.All(potential.Plan).First(k => k.Name == $"generated-{width}");
        foreach (var configuration in GoldenData.Configurations().Concat(GoldenData.Configurations(extra: true)))
        {
            var expected = Evaluate(potential, generated, configuration);
            var actual = Evaluate(potential, Compile(potential, width), configuration);
            Assert.Equal(expected.SiteEnergies, actual.SiteEnergies);
            Assert.Equal(expected.Forces, actual.Forces);
            Assert.Equal(expected.Virial, actual.Virial);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void SoTheyAreInSinglePrecision(int width)
    {
        var potential = GoldenData.Potential(12);
        var generated = KernelRegistry.All(potential.Plan, isSingle: true).First(k => k.Name == $"generated-{width}-mixed");
        var compiled = Kernels.Compile(generated.Program, generated.Width, isSingle: true);
        Assert.Equal($"compiled-{width}-mixed", compiled.Name);
        using Evaluator first = new(MixedBlocks.Create(potential, generated), 1), second = new(MixedBlocks.Create(potential, compiled), 1);
        foreach (var configuration in GoldenData.Configurations())
        {
            var (expected, actual) = (first.Evaluate(configuration), second.Evaluate(configuration));
            Assert.Equal(expected.SiteEnergies, actual.SiteEnergies);
            Assert.Equal(expected.Forces, actual.Forces);
        }
    }

    /// <summary>The tables of a foreign file, as they are.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void GoldenValues(int width)
    {
        var potential = GoldenData.Potential(12, standardPlan: false);
        var kernel = Compile(potential, width);
        foreach (var extra in new[] { false, true })
        {
            var (sites, golden) = (GoldenData.Sites(12, extra), GoldenData.Expected(12, extra));
            var configurations = GoldenData.Configurations(extra);
            for (var k = 0; k < configurations.Count; k++)
            {
                var expected = new Prediction(golden[k].Energy!.Value, sites[k].SiteEnergies, golden[k].Forces!, golden[k].Virial!.Value);
                Close.Equal(expected, Evaluate(potential, kernel, configurations[k]), 1e-12);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Bases))]
    public void KernelsAgreeWithTheReference(string basis, int width)
    {
        var potential = RandomPotentials.Create(basis, speciesCount: 3, seed: 5);
        var configuration = SampleConfigurations.Create("skewed", seed: 4, speciesCount: 3);
        Close.Equal(
            new ReferenceEvaluator(potential).Evaluate(configuration),
            Evaluate(potential, Compile(potential, width), configuration),
            1e-11);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void KernelsAgreeWithTheReferenceOnUnusualTables(int width)
    {
        var potential = UnusualTables.Potential(seed: 1);
        var kernel = Compile(potential, width);
        foreach (var configuration in GoldenData.Configurations().Concat(GoldenData.Configurations(extra: true)))
            Close.Equal(new ReferenceEvaluator(potential).Evaluate(configuration), Evaluate(potential, kernel, configuration), 1e-11);
    }

    [Fact]
    public void OneKernelServesAllThreads()
    {
        var kernels = new CompiledKernels(new KernelCache(null));
        var potential = UnusualTables.Potential(seed: 3);
        var made = Enumerable.Range(0, 4).AsParallel().WithDegreeOfParallelism(4)
            .Select(_ => kernels.Compile(ContractionProgram.Create(potential.Plan), VectorWidth.Wide)).ToArray();
        Assert.Equal(1, kernels.Compilations);
        Assert.Single(made.Select(kernel => kernel.GetType()).Distinct());
        var configuration = GoldenData.Configurations()[0];
        var results = new[] { 1, 2, 3 }.Select(threads =>
        {
            using var evaluator = new Evaluator(potential, made[threads], threads);
            return evaluator.Evaluate(configuration);
        }).ToArray();
        Assert.All(results, result => Assert.Equal(results[0].Forces, result.Forces));
    }

    [Fact]
    public void ThePlanDecidesWithTheJobAlone()
    {
        var plan = UnusualTables.Potential(seed: 1).Plan;
        var fewest = Kernels.FewestAtoms(plan)!.Value;
        Assert.Null(KernelRegistry.Compiler);
        try
        {
            KernelRegistry.Compiler = Kernels;
            Assert.Equal("interpreter", KernelRegistry.For(plan).Kind);
            Assert.Equal("interpreter", KernelRegistry.For(plan, 0.99 * fewest).Kind);
            Assert.Equal("compiled", KernelRegistry.For(plan, fewest).Kind);
            Assert.Equal("generated", KernelRegistry.For(BasisPlan.ForLevel(8), 1e12).Kind);
            Assert.Equal("interpreter", KernelRegistry.For(BasisPlan.ForLevel(24), 1e12).Kind);
        }
        finally
        {
            KernelRegistry.Compiler = null;
        }
        Assert.Equal("interpreter", KernelRegistry.For(plan, 1e12).Kind);
    }

    private static MtpKernel Compile(PotentialModel potential, int width)
    {
        var kernel = Kernels.Compile(ContractionProgram.Create(potential.Plan), (VectorWidth)width);
        Assert.Equal($"compiled-{width}", kernel.Name);
        return kernel;
    }

    private static Prediction Evaluate(PotentialModel potential, MtpKernel kernel, Configuration configuration)
    {
        using var evaluator = new Evaluator(potential, kernel);
        return evaluator.Evaluate(configuration);
    }
}
