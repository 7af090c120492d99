using FastMtp.Data;
using FastMtp.Files.PotentialFiles;
using FastMtp.Neighbors;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Tests.Atoms;
using FastMtp.Tests.Evaluation;
using FastMtp.Tests.Shared;

namespace FastMtp.Native.Tests;

/// <summary>The library agrees with the evaluator, for every kernel it contains.</summary>
public sealed unsafe class AgreementTests : IDisposable
{
    private const double Tolerance = 1e-12;
    private readonly TemporaryDirectory _directory = new();

    [NeedsTheory]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(16)]
    public void Golden(int level)
    {
        var (api, managed) = (Api.Default, GoldenData.Potential(level));
        var potential = api.Opened(GoldenData.PathOf($"g{level:00}.mtp"));
        foreach (var configuration in GoldenData.Configurations().Concat(GoldenData.Configurations(extra: true)))
            Evaluated.Of(api, potential, configuration).AssertClose(Evaluated.Managed(managed, configuration), Tolerance);
        api.Close(potential);
    }

    [NeedsTheory]
    [InlineData(2, "generated")]
    [InlineData(20, "generated")]
    public void Levels(int level, string kernel) => AssertAgrees(Small(level), kernel);

    [NeedsFact]
    public void Interpreter() => AssertAgrees(UnusualTables.Potential(1), "interpreter");

    [NeedsFact]
    public void Factors()
    {
        var potential = Small(8);
        var shape = potential.RadialTensor.Shape;
        var random = new Random(3);
        double[] numbers = [.. Enumerable.Range(0, 2 * (shape.PairCount + shape.PairLength)).Select(_ => random.NextDouble() - 0.5)];
        AssertAgrees(potential with { RadialTensor = MatrixRadialTensor.Stored.Of(shape, [2], numbers) }, "generated");
    }

    [NeedsFact]
    public void Repulsion() => AssertAgrees(GoldenData.Potential(8) with { Repulsion = new ZblRepulsion(1.2, 3.3) }, "generated");

    [NeedsFact]
    public void PotentialOfPace()
    {
        var path = _directory.PathOf("alloy.yace");
        Export.Success("export", GoldenData.PathOf("g08.mtp"), path, "--format", "yace", "--species", "Mo,Nb,Ta,W");
        // The terms of radial functions in the form of PACE cancel, so the order of the neighbours shows in more digits.
        AssertAgrees(path, "pace-", Potential.Load(path).CreateEvaluator(threads: 1), ofLists: 1e-9);
        var api = Api.Default;
        var potential = api.Opened(path, "Mo,Nb,Ta,W");
        Assert.Equal((4, "Ta", 3), (api.SpeciesCount(potential), api.SpeciesName(potential, 2), api.SpeciesNumber(potential, "W")));
        Assert.Equal((0.0, 5.0), (api.MinDistance(potential), api.Cutoff(potential)));
        api.Close(potential);
        Assert.NotEqual(0, api.Open(path, "W,Mo,Nb,Ta", out _));
    }

    [NeedsTheory]
    [InlineData("g16.mtp", "generated")]
    [InlineData("g08.mtp", "generated")]
    public void MixedPrecision(string file, string kernel)
    {
        var api = Api.Default;
        var potential = api.Opened(GoldenData.PathOf(file), "Mo,Nb,Ta,W");
        var exact = api.Kernel(potential);
        Assert.Equal(0, api.SetPrecision(potential, 1));
        Assert.StartsWith(kernel, api.Kernel(potential), StringComparison.Ordinal);
        Assert.EndsWith("-mixed", api.Kernel(potential), StringComparison.Ordinal);
        var mixed = Potential.Load(GoldenData.PathOf(file), "Mo,Nb,Ta,W").WithPrecision(Precision.Mixed);
        using var managed = mixed.CreateEvaluator(threads: 1);
        foreach (var kind in SampleConfigurations.Kinds)
        {
            var configuration = SampleConfigurations.Create(kind);
            var expected = managed.Evaluate(configuration);
            var evaluated = Evaluated.Of(api, potential, configuration);
            // The same operations, in code from another compiler.
            evaluated.AssertClose(expected, 1e-5);
            var ghosts = new GhostSystem(configuration, 5);
            var listed = new Evaluated(ghosts.Count);
            Assert.Equal(0, listed.Compute(results => ghosts.Compute(api, potential, results, asPointers: true)));
            Evaluated.Close([expected.Energy], [listed.Energy], 1e-5 * configuration.Count);
        }
        Assert.Equal(0, api.SetPrecision(potential, 0));
        Assert.Equal(exact, api.Kernel(potential));
        api.Close(potential);
    }

    [NeedsFact]
    public void LibraryForAvx2() => AssertLibraryAgrees("v3", "generated-256");

    [NeedsFact(Tools.Avx512)]
    public void LibraryForAvx512() => AssertLibraryAgrees("v4", "generated-512");

    public static TheoryData<string> Kinds => [.. SampleConfigurations.Kinds];

    [NeedsTheory]
    [MemberData(nameof(Kinds))]
    public void NeighborsFromElsewhere(string kind)
    {
        var (api, configuration) = (Api.Default, SampleConfigurations.Create(kind));
        var potential = api.Opened(GoldenData.PathOf("g12.mtp"));
        var expected = Evaluated.Managed(GoldenData.Potential(12), configuration);
        foreach (var reach in (double[])[5, 6.3])
        {
            var ghosts = new GhostSystem(configuration, reach);
            foreach (var (asPointers, extraBits) in ((bool, int)[])[(true, 0), (false, 0), (true, 3 << 30)])
            {
                var evaluated = new Evaluated(ghosts.Count);
                Assert.Equal(0, evaluated.Compute(results => ghosts.Compute(api, potential, results, asPointers, extraBits)));
                Evaluated.Close([expected.Energy], [evaluated.Energy], Tolerance * configuration.Count);
                Evaluated.Close(expected.SiteEnergies, ghosts.ToAtoms(evaluated.Energies, 1), Tolerance);
                Evaluated.Close(expected.Forces, ghosts.ToAtoms(evaluated.Forces, 3), 10 * Tolerance);
                Evaluated.Close(Evaluated.Components(expected.Virial), evaluated.Virial, 10 * Tolerance * configuration.Count);
            }
        }
        api.Close(potential);
    }

    [NeedsFact]
    public void VirialIsTheDerivativeOfTheEnergy()
    {
        var (api, configuration) = (Api.Default, SampleConfigurations.Create("skewed"));
        var potential = api.Opened(GoldenData.PathOf("g12.mtp"));
        var virial = Evaluated.Of(api, potential, configuration).Virial;
        (int Row, int Column)[] components = [(0, 0), (1, 1), (2, 2), (1, 2), (0, 2), (0, 1)];
        const double Step = 1e-5;
        for (var k = 0; k < 6; k++)
        {
            var slope = (Strained(components[k], Step) - Strained(components[k], -Step)) / (2 * Step);
            Evaluated.Close([-slope], [virial[k]], 1e-7);
        }
        api.Close(potential);

        double Strained((int Row, int Column) at, double strain) => Evaluated.Of(api, potential, Deformations.Apply(configuration, r =>
        {
            double[] from = [r.X, r.Y, r.Z], to = [r.X, r.Y, r.Z];
            to[at.Row] += strain * from[at.Column];
            return new Vector3(to[0], to[1], to[2]);
        })).Energy;
    }

    [NeedsFact]
    public void RepulsionByPair() => AssertAgrees(
        GoldenData.Potential(8) with
        {
            Repulsion = new(PairDistances.Of(4, (a, b) => 1.1 + 0.1 * a * b), PairDistances.Of(4, (a, b) => 3.4 - 0.2 * (a + b))),
        },
        "generated");

    [NeedsFact]
    public void ShortestDistanceOfEachPair()
    {
        using var directory = new TemporaryDirectory();
        var (api, configuration) = (Api.Default, SampleConfigurations.Create("bulk"));
        var shortest = PairDistances.Of(4, (a, b) => a + b == 0 ? 0 : 2 + 0.3 * a + 0.1 * b);
        var known = GoldenData.Potential(8) with { ShortestDistances = shortest };
        PotentialFile.Write(directory.PathOf("a.fmtp"), known);
        var potential = api.Opened(directory.PathOf("a.fmtp"));
        Assert.Equal(shortest[3, 1], api.ShortestDistance(potential, 3, 1));
        Assert.Equal(0, api.ShortestDistance(potential, 0, 0));
        Assert.Equal(0, api.ShortestDistance(potential, 0, 4));
        Assert.Contains("There is no species 4", api.LastError, StringComparison.Ordinal);

        var evaluated = Evaluated.Of(api, potential, configuration);
        var (i, j) = (evaluated.ShortestPair[0], evaluated.ShortestPair[1]);
        var ratios = Enumerable.Range(0, configuration.Count).SelectMany(a => BruteForceNeighbors.Of(configuration, a, known.Radial.Cutoff)
            .Select(b => b.Displacement.Length / known.Limits![configuration.Types[a], configuration.Types[b.Index]]));
        Assert.Equal(ratios.Min(), evaluated.Shortest / known.Limits![configuration.Types[i], configuration.Types[j]], 12);
        api.Close(potential);
    }

    [NeedsFact]
    public void ShortestDistance()
    {
        var (api, configuration) = (Api.Default, SampleConfigurations.Create("bulk"));
        var potential = api.Opened(GoldenData.PathOf("g08.mtp"));
        var evaluated = Evaluated.Of(api, potential, configuration);
        Evaluated.Close([NeighborSearch.ShortestDistance(configuration)], [evaluated.Shortest], Tolerance);
        var near = BruteForceNeighbors.Of(configuration, evaluated.ShortestPair[0], evaluated.Shortest + 1e-9);
        Assert.Contains(evaluated.ShortestPair[1], near.Select(n => n.Index));
        Assert.Equal(GoldenData.Potential(8).Radial.MinDistance, api.MinDistance(potential));
        var alone = Evaluated.Of(api, potential, new Configuration { Types = [0], Positions = [0, 0, 0] });
        Assert.Equal((double.PositiveInfinity, -1, -1), (alone.Shortest, alone.ShortestPair[0], alone.ShortestPair[1]));
        api.Close(potential);
    }

    [NeedsFact]
    public void AddsToWhatIsThere()
    {
        var (api, configuration) = (Api.Default, SampleConfigurations.Create("bulk"));
        var potential = api.Opened(GoldenData.PathOf("g08.mtp"));
        var once = Evaluated.Of(api, potential, configuration);
        var twice = new Evaluated(configuration.Count);
        twice.Compute(results =>
        {
            Evaluated.Call(api, potential, configuration, results);
            results->Adds = 1;
            return Evaluated.Call(api, potential, configuration, results);
        });
        Evaluated.Close([2 * once.Energy], [twice.Energy], Tolerance * configuration.Count);
        Evaluated.Close([.. once.Forces.Select(f => 2 * f)], twice.Forces, Tolerance);
        api.Close(potential);
    }

    public void Dispose() => _directory.Dispose();

    /// <summary>A level with small random coefficients, as products of many moments amplify rounding errors.</summary>
    private static PotentialModel Small(int level)
    {
        var random = new Random(level);
        var unfitted = PotentialModel.ForLevel(level, GoldenData.Species, new RadialBasis(1.9, 5, 8));
        return unfitted.WithParameters([.. Enumerable.Range(0, unfitted.ParameterCount).Select(_ => 0.02 * (random.NextDouble() - 0.5))]);
    }

    private static void AssertLibraryAgrees(string cpu, string kernel)
    {
        var api = new Api(PublishedLibrary.PathOf($"libfastmtp-{cpu}.so"));
        var potential = api.Opened(GoldenData.PathOf("g16.mtp"));
        Assert.Equal(kernel, api.Kernel(potential));
        foreach (var configuration in GoldenData.Configurations())
            Evaluated.Of(api, potential, configuration).AssertClose(Evaluated.Managed(GoldenData.Potential(16), configuration), Tolerance);
        var ghosts = new GhostSystem(SampleConfigurations.Create("skewed"), 6);
        var (pointers, list) = (new Evaluated(ghosts.Count), new Evaluated(ghosts.Count));
        Assert.Equal(0, pointers.Compute(results => ghosts.Compute(api, potential, results, asPointers: true)));
        Assert.Equal(0, list.Compute(results => ghosts.Compute(api, potential, results, asPointers: false)));
        Assert.Equal(pointers.Forces, list.Forces);
        api.Close(potential);
    }

    private void AssertAgrees(PotentialModel potential, string kernel)
    {
        var path = _directory.PathOf("potential.fmtp");
        PotentialFile.Write(path, potential);
        AssertAgrees(path, kernel, new Evaluator(PotentialFile.Read(path), threads: 1));
    }

    private static void AssertAgrees(string path, string kernel, Evaluator evaluator, double ofLists = 10 * Tolerance)
    {
        using var managed = evaluator;
        var api = Api.Default;
        var opened = api.Opened(path);
        Assert.StartsWith(kernel, api.Kernel(opened), StringComparison.Ordinal);
        foreach (var kind in (string[])["bulk", "skewed", "cluster"])
        {
            var configuration = SampleConfigurations.Create(kind);
            var expected = managed.Evaluate(configuration);
            Evaluated.Of(api, opened, configuration).AssertClose(expected, Tolerance);
            var ghosts = new GhostSystem(configuration, 6);
            var listed = new Evaluated(ghosts.Count);
            Assert.Equal(0, listed.Compute(results => ghosts.Compute(api, opened, results, asPointers: true)));
            Evaluated.Close(expected.Forces, ghosts.ToAtoms(listed.Forces, 3), ofLists);
        }
        api.Close(opened);
    }
}
