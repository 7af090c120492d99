using FastMtp.Basis;
using FastMtp.Blocks;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Tests.Atoms;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Evaluation;

/// <summary>Mixed precision against double precision.</summary>
public sealed class MixedTests
{
    private const double ForceTolerance = 1e-5;
    private const double EnergyTolerance = 3e-6;

    private static readonly string[] Kinds = ["bulk", "skewed", "slab", "wire", "cluster", "tiny", "unwrapped"];

    public static TheoryData<string, string> KernelsAndBases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var basis in (string[])["mtp:2", "mtp:8", "mtp:12", "mtp:16", "ace:8", "ace:10", "ace:5,5/0,4"])
                foreach (var kernel in Kernels(RandomPotentials.Create(basis, 1).Plan)) data.Add(kernel.Name, basis);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(KernelsAndBases))]
    public void EveryKernelAgreesWithDoublePrecision(string kernel, string basis)
    {
        foreach (var speciesCount in (int[])[1, 4])
            foreach (var kind in Kinds) RequireAgreement(RandomPotentials.Create(basis, speciesCount), kind, kernel);
    }

    [Theory]
    [InlineData("mf", 5)]
    [InlineData("tf", 3, 5, 2)]
    [InlineData("shared", 2)]
    [InlineData("shared", 3)]
    [InlineData("symmetric")]
    public void SoDoFactors(string form, params int[] ranks)
    {
        var dense = RandomPotentials.Create(8, 4);
        var potential = dense with { RadialTensor = RandomPotentials.Stored(form, dense.RadialTensor.Shape, ranks, new Random(7)) };
        foreach (var kernel in Kernels(potential.Plan))
        {
            foreach (var source in (RadialSource[])[RadialSource.Dense, RadialSource.Factors])
                RequireAgreement(potential, "bulk", kernel.Name, source);
        }
    }

    [Fact]
    public void SoDoRepulsionsAndCoefficientsOfEachSpecies()
    {
        var potential = RandomPotentials.Create(8, 4);
        var repelling = potential with { Species = GoldenData.Species, Repulsion = new(1.2, 2.4) };
        foreach (var kernel in Kernels(potential.Plan))
        {
            foreach (var kind in Kinds)
            {
                RequireAgreement(repelling, kind, kernel.Name);
                RequireAgreement(RandomPotentials.Create("mtp:8", 4, perSpecies: true), kind, kernel.Name);
            }
        }
    }

    [Fact]
    public void SoDoLargeLevelsAndManyAtoms()
    {
        foreach (var basis in (string[])["mtp:20", "ace:14"]) RequireAgreement(RandomPotentials.Create(basis, 4), "large");
    }

    /// <summary>No scale suits moments that add products of two and of three basic moments.</summary>
    [Fact]
    public void SoDoTablesOfFilesThatMixDegrees()
    {
        var plan = BasisPlan.FromTables(
            [new(0, 0, 0, 0), new(1, 0, 0, 0)], [new(0, 0, 1, 2), new(0, 1, 2, 3), new(0, 2, 1, 3)], [0, 2, 3], 4);
        var potential = RandomPotentials.Create(8, 2);
        var shape = RadialShape.Of(2, plan, 8);
        potential = potential with
        {
            Plan = plan,
            RadialTensor = new DenseRadialTensor(shape, [.. Enumerable.Range(0, shape.Length).Select(i => Math.Sin(i))]),
            MomentCoefficients = [0.5, -0.3, 0.2],
        };
        foreach (var kernel in Kernels(plan)) RequireAgreement(potential, "bulk", kernel.Name, speciesCount: 2);
    }

    /// <summary>Radial functions grow by orders of magnitude below the shortest distance, and their products by many more.</summary>
    [Theory]
    [InlineData("mtp:8", 8)]
    [InlineData("mtp:16", 12)]
    [InlineData("mtp:20", 12)]
    [InlineData("ace:14", 10)]
    public void NothingOverflowsAtShortDistances(string basis, int radialSize)
    {
        var potential = RandomPotentials.Create(basis, 2, radialSize: radialSize) with { Radial = new(2.3, 5, radialSize) };
        foreach (var kernel in Kernels(potential.Plan).Where(kernel => kernel.Kind == Kernels(potential.Plan).First().Kind))
        {
            foreach (var distance in (double[])[1, 0.7])
            {
                var close = new Configuration { Types = [0, 1, 1], Positions = [0, 0, 0, distance, 0.1, 0, 0.2, distance, 0.3] };
                RequireAgreement(potential, close, kernel);
            }
        }
    }

    [Fact]
    public void ThreadsAndRepetitionsDoNotMatterAtAll()
    {
        var potential = RandomPotentials.Create(12, 4);
        var configuration = SampleConfigurations.Create("large");
        using var one = new Evaluator(MixedBlocks.Create(potential), threads: 1);
        var expected = one.Evaluate(configuration);
        foreach (var threads in (int[])[1, 2, 3, 8])
        {
            using var evaluator = new Evaluator(MixedBlocks.Create(potential), threads);
            for (var repetition = 0; repetition < 2; repetition++)
            {
                var actual = evaluator.Evaluate(configuration);
                Assert.Equal(expected.SiteEnergies, actual.SiteEnergies);
                Assert.Equal(expected.Forces, actual.Forces);
                Assert.Equal(expected.Virial, actual.Virial);
            }
        }
        Assert.True(Math.Abs(expected.Forces.Where((_, i) => i % 3 == 0).Sum()) < 1e-10 * Close.Largest(expected.Forces));
    }

    [Fact]
    public void AtomsThatMoveHaveTheForcesOfAFreshEvaluation()
    {
        var potential = new Potential(RandomPotentials.Create(8, 4)).WithPrecision(Precision.Mixed);
        var configuration = SampleConfigurations.Create("large");
        using var moving = potential.CreateMovingAtoms(configuration);
        var (random, positions) = (new Random(3), configuration.Positions.ToArray());
        for (var step = 0; step < 10; step++)
        {
            for (var i = 0; i < positions.Length; i++) positions[i] += 0.06 * (random.NextDouble() - 0.5);
            moving.MoveTo(positions);
            var expected = potential.Evaluate(configuration with { Positions = positions.ToArray() });
            Close.Equal(expected.Forces, moving.Forces, ForceTolerance);
            Close.Equal([expected.Energy], [moving.Energy], EnergyTolerance);
        }
    }

    [Fact]
    public void WhatIsBeyondTheCutoffAddsExactlyNothing()
    {
        var model = RandomPotentials.Create(8, 4);
        var pair = new Configuration { Types = [0, 1], Positions = [0, 0, 0, 5.05, 0, 0] };
        using var moving = new Potential(model).WithPrecision(Precision.Mixed).CreateMovingAtoms(pair);
        Assert.Equal(model.SpeciesCoefficients[0] + model.SpeciesCoefficients[1], moving.Energy);
        Assert.All(moving.Forces, f => Assert.Equal(0, f));
        Assert.Equal(0, moving.Virial.SquaredNorm);
    }

    [Fact]
    public void APotentialSaysItsPrecision()
    {
        var potential = new Potential(RandomPotentials.Create(8, 2));
        var mixed = potential.WithPrecision(Precision.Mixed);
        Assert.Equal((Precision.Double, Precision.Mixed), (potential.Precision, mixed.Precision));
        using (var blocks = mixed.WithKernelsFor(1e3).CreateBlocks())
            Assert.EndsWith("-mixed", blocks.KernelName, StringComparison.Ordinal);
        using (var blocks = mixed.WithPrecision(Precision.Double).CreateBlocks()) Assert.DoesNotContain("mixed", blocks.KernelName);
        Assert.Contains("double precision",
            Assert.Throws<InputException>(() => Potential.Committee([potential, potential]).WithPrecision(Precision.Mixed)).Message);
        Assert.Contains("double precision", Assert.Throws<InputException>(() => Potential.Committee([mixed, mixed])).Message);
    }

    [Fact]
    public void KernelsForFitsAreInDoublePrecision()
    {
        var kernel = Kernels(RandomPotentials.Create(8, 1).Plan).First();
        Assert.Equal("generated", kernel.Kind);
        unsafe
        {
            Assert.Throws<NotSupportedException>(() => kernel.ContractTangents(null, null));
        }
    }

    private static IEnumerable<MtpKernel> Kernels(BasisPlan plan) => KernelRegistry.All(plan, isSingle: true);

    private static void RequireAgreement(PotentialModel potential, string kind, string? kernel = null,
        RadialSource source = RadialSource.ByCost, int? speciesCount = null) =>
        RequireAgreement(potential, SampleConfigurations.Create(kind, speciesCount: speciesCount ?? potential.SpeciesCount),
            kernel is null ? null : Kernels(potential.Plan).First(k => k.Name == kernel), source);

    private static void RequireAgreement(PotentialModel potential, Configuration configuration, MtpKernel? kernel,
        RadialSource source = RadialSource.ByCost)
    {
        using var exact = new Evaluator(potential);
        using var blocks = MixedBlocks.Create(potential, kernel, source);
        using var mixed = new Evaluator(blocks, threads: 1);
        var (expected, actual) = (exact.Evaluate(configuration), mixed.Evaluate(configuration));
        var what = $"{potential.Plan.Name} {blocks.KernelName} {source} {configuration.Count} atoms";
        Require(expected.Forces, actual.Forces, ForceTolerance);
        Require(expected.SiteEnergies, actual.SiteEnergies, 3 * EnergyTolerance);
        Require([expected.Energy], [actual.Energy], EnergyTolerance, expected.SiteEnergies.Sum(Math.Abs));
        Require(Close.Components(expected.Virial), Close.Components(actual.Virial), ForceTolerance,
            Math.Sqrt(expected.Forces.Sum(f => f * f)));

        void Require(IReadOnlyList<double> right, IReadOnlyList<double> other, double tolerance, double atLeast = 0)
        {
            var size = Math.Max(1, Math.Max(atLeast, Rms(right)));
            var error = Rms([.. right.Zip(other, (a, b) => a - b)]);
            Assert.True(error <= tolerance * size, $"{what}: {error:e2} for {size:e2}");
        }

        static double Rms(IReadOnlyList<double> numbers) => Math.Sqrt(numbers.Sum(x => x * x) / numbers.Count);
    }
}
