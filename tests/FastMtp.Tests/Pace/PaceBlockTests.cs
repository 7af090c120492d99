using FastMtp.Evaluation;
using FastMtp.Files.PaceFiles;
using FastMtp.Kernels;
using FastMtp.Pace;
using FastMtp.PaceBlocks;
using FastMtp.Reference;
using FastMtp.Tests.Atoms;
using FastMtp.Tests.Evaluation;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Pace;

/// <summary>
/// Potentials in the form of PACE, with their functions coupled and in vectors, against the formulas of PACE, which multiply complex
/// harmonics one by one.
/// </summary>
public sealed class PaceBlockTests
{
    private const string OfOrderSix = "ace:2,2,2,1,1,1/0,2,1,1,1,1";

    public static TheoryData<string, int, string, string, int> Models => new()
    {
        { OfOrderSix, 1, PaceEmbedding.ShiftedScaled, PaceBond.ByDensity, 2 },
        { "ace:2,2,2,1/0,6,3,2", 1, PaceEmbedding.FinnisSinclair, PaceBond.ByDensity, 1 },
        { "ace:2,2,2,1,1/0,3,2,1,1", 2, PaceEmbedding.ShiftedScaled, PaceBond.ByDistance, 1 },
        { "ace:2,2,1/0,2,1", 4, PaceEmbedding.FinnisSinclair, PaceBond.ByDistance, 1 },
        { "ace:3/0", 2, PaceEmbedding.ShiftedScaled, PaceBond.ByDensity, 2 },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void TheFormulasGiveTheSame(string basis, int speciesCount, string function, string inner, int densities)
    {
        var model = PacePotentials.Create(basis, speciesCount, function, inner, densities);
        var potential = new PacePotential(model, "a.yace");
        foreach (var kind in (string[])["bulk", "slab", "cluster", "tiny"])
        {
            var configuration = SampleConfigurations.Create(kind, speciesCount: speciesCount);
            var expected = new PaceEvaluator(model).Evaluate(configuration);
            foreach (var width in Enum.GetValues<VectorWidth>())
            {
                using var evaluator = new Evaluator(PaceBlockModel.Create(potential, width), threads: 1);
                Close.Equal(expected, evaluator.Evaluate(configuration), 1e-10);
            }
        }
    }

    [Theory]
    [InlineData("level 8", 2)]
    [InlineData("level 16", 1)]
    [InlineData("ace:8", 1)]
    [InlineData("ace:8", 2)]
    [InlineData("ace:3,2,1,1,1/0,1,1,1,1", 2)]
    public void APotentialThatIsExportedAndReadAgainIsTheSame(string name, int speciesCount)
    {
        var basis = name.Replace("level ", "mtp:");
        var own = RandomPotentials.Create(basis, speciesCount) with { Species = new SpeciesList(GoldenData.Species.Names[..speciesCount]) };
        using var directory = new TemporaryDirectory();
        YaceFile.Write(directory.PathOf("a.yace"), PaceExpansion.Of(own, "a.fmtp"));
        using Evaluator expected = new(own), actual = Potential.Load(directory.PathOf("a.yace")).CreateEvaluator();
        foreach (var kind in (string[])["bulk", "cluster", "tiny"])
        {
            var configuration = SampleConfigurations.Create(kind, speciesCount: speciesCount);
            Close.Equal(expected.Evaluate(configuration), actual.Evaluate(configuration), 1e-9);
        }
    }

    [Fact]
    public void ForcesAndVirialAreSlopesOfTheEnergy()
    {
        var (potential, configuration) = (OfTwoSpecies(), SampleConfigurations.Create("bulk", speciesCount: 2));
        using var evaluator = new Evaluator(PaceBlockModel.Create(potential), threads: 1);
        var result = evaluator.Evaluate(configuration);
        var forces = new double[3 * configuration.Count];
        for (var k = 0; k < forces.Length; k++) forces[k] = -Slope(h => Moved(k, h));
        Close.Equal(forces, result.Forces, 1e-7);
        Vector3 x = new(1, 0, 0), y = new(0, 1, 0);
        Close.Equal([Strain(x, x), Strain(x, y)], [result.Virial.XX, result.Virial.XY], 1e-7);

        double Strain(Vector3 along, Vector3 with) =>
            -Slope(h => Deformations.Apply(configuration, r => r + h * Vector3.Dot(with, r) * along));

        double Slope(Func<double, Configuration> at) => (4 * Difference(at, 2e-4) - Difference(at, 4e-4)) / 3;

        double Difference(Func<double, Configuration> at, double h) =>
            (evaluator.Evaluate(at(h)).Energy - evaluator.Evaluate(at(-h)).Energy) / (2 * h);

        Configuration Moved(int coordinate, double by)
        {
            double[] positions = [.. configuration.Positions];
            positions[coordinate] += by;
            return configuration with { Positions = positions };
        }
    }

    [Fact]
    public void TheSameMatterDescribedOtherwiseHasTheSameEnergies()
    {
        var (potential, configuration) = (OfTwoSpecies(), SampleConfigurations.Create("bulk", speciesCount: 2));
        using var evaluator = new Evaluator(PaceBlockModel.Create(potential), threads: 1);
        var expected = evaluator.Evaluate(configuration);
        var rotated = evaluator.Evaluate(Deformations.Apply(configuration, Deformations.Rotated));
        Close.Equal(expected.SiteEnergies, rotated.SiteEnergies, 1e-11);
        var forces = Deformations.WithPositions(configuration with { Positions = expected.Forces }, Deformations.Rotated).Positions;
        Close.Equal(forces, rotated.Forces, 1e-11);
        var mirrored = evaluator.Evaluate(Deformations.Apply(configuration, r => -1 * r));
        Close.Equal(expected.SiteEnergies, mirrored.SiteEnergies, 1e-11);
        var repeated = evaluator.Evaluate(Deformations.Repeated(configuration, 2, 1, 3));
        Close.Equal([.. Enumerable.Repeat(expected.Forces, 6).SelectMany(f => f)], repeated.Forces, 1e-11);
    }

    [Fact]
    public void TheNumberOfThreadsDoesNotMatter()
    {
        var (potential, large) = (OfTwoSpecies(), SampleConfigurations.Create("large", speciesCount: 2));
        Configuration[] set = [large, .. Enumerable.Range(0, 9).Select(seed => SampleConfigurations.Create("bulk", seed, speciesCount: 2))];
        var expected = All(1);
        foreach (var threads in (int[])[2, 3]) Assert.Equivalent(expected, All(threads), strict: true);

        List<Prediction> All(int threads)
        {
            var (blocks, predictions) = (PaceBlockModel.Create(potential), new List<Prediction>());
            new SetEvaluator(count => new Evaluator(blocks, count), threads).Run(set, (_, prediction) => predictions.Add(prediction));
            using var alone = new Evaluator(blocks, threads);
            predictions.Add(alone.Evaluate(large));
            return predictions;
        }
    }

    [Fact]
    public void MovingAtomsHaveTheForcesOfTheirPositions()
    {
        var (potential, configuration) = (OfTwoSpecies(), SampleConfigurations.Create("large", speciesCount: 2));
        using var moving = new MovingAtoms(PaceBlockModel.Create(potential), configuration);
        using var fresh = new Evaluator(PaceBlockModel.Create(potential), threads: 0);
        var random = new Random(4);
        double[] positions = [.. configuration.Positions];
        for (var step = 0; step < 4; step++)
        {
            for (var k = 0; k < positions.Length; k++) positions[k] += 0.2 * (random.NextDouble() - 0.5);
            moving.MoveTo(positions);
            var expected = fresh.Evaluate(configuration with { Positions = positions });
            Close.Equal(expected.SiteEnergies, moving.SiteEnergies, 1e-11);
            Close.Equal(expected.Forces, moving.Forces, 1e-11);
        }
    }

    [Fact]
    public void AnAtomAloneHasTheEnergyOfItsSpecies()
    {
        var model = PacePotentials.Create("ace:8", 2, PaceEmbedding.ShiftedScaled, PaceBond.ByDensity, 1);
        using var evaluator = new Evaluator(PaceBlockModel.Create(new(model, "a.yace")), threads: 1);
        var alone = evaluator.Evaluate(new Configuration { Types = [1], Positions = [1, 2, 3] });
        Assert.Equal(model.E0[1], alone.Energy, 1e-15);
        Assert.Equal([0, 0, 0], alone.Forces);
    }

    [Fact]
    public void WhatDependsOnTheOrientationIsRefused()
    {
        Refused("a.yace: the functions of Mo with mus", YaceFile.Read(GoldenData.PathOf("pace.yace")));
        var model = PaceExpansion.Of(RandomPotentials.Create("ace:8", 1) with { Species = SpeciesList.Parse("Mo") }, "a.fmtp");
        _ = new PacePotential(model, "a.yace");
        foreach (var (k, f) in model.Functions[0].Index().Where(entry => entry.Item.CombinationCount > 1))
        {
            double[] coefficients = [.. f.Coefficients];
            coefficients[^1] *= 1 + 1e-6;
            PaceFunction[] functions = [.. model.Functions[0]];
            functions[k] = f with { Coefficients = coefficients };
            var (mus, ns, ls) = (string.Join(", ", f.Species), string.Join(", ", f.N), string.Join(", ", f.L));
            Refused($"a.yace: the functions of Mo with mus [{mus}], ns [{ns}], ls [{ls}] depend on the orientation",
                model with { Functions = [functions] });
        }
    }

    [Fact]
    public void APotentialOfPaceCanOnlyBeEvaluated()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.PathOf("a.yace");
        var model = PacePotentials.Create("ace:8", 2, PaceEmbedding.ShiftedScaled, PaceBond.ByDensity, 1);
        YaceFile.Write(path, model);
        var potential = Potential.Load(path);
        Assert.Equal((model.Elements, 5.3, 0.0), (potential.Species, potential.Cutoff, potential.MinDistance));
        Assert.Equal((null, null), (potential.Level, potential.Basis));
        Assert.Equal(model.Functions.Sum(functions => functions.Length), potential.FunctionCount);
        Assert.Empty(potential.Metadata);
        Assert.Contains("load a .mtp or .fmtp file",
            Assert.Throws<InputException>(() => potential.Save(directory.PathOf("a.mtp"))).Message);
        Assert.Contains("are Mo,Nb, not Nb,Mo", Assert.Throws<InputException>(() => Potential.Load(path, "Nb,Mo")).Message);
        var configuration = SampleConfigurations.Create("bulk", speciesCount: 2) with { Species = SpeciesList.Parse("Nb,Mo") };
        Close.Equal(new PaceEvaluator(model).Evaluate(configuration.For(model.Elements)), potential.Evaluate(configuration), 1e-10);
        using var moving = potential.CreateMovingAtoms(configuration);
        Assert.Equal(potential.Evaluate(configuration).Energy, moving.Energy, 1e-10);
    }

    private static void Refused(string sentence, PaceModel model) =>
        Assert.Contains(sentence, Assert.Throws<InputException>(() => new PacePotential(model, "a.yace")).Message);

    private static PacePotential OfTwoSpecies() =>
        new(PacePotentials.Create("ace:2,2,2,1/0,3,2,1", 2, PaceEmbedding.ShiftedScaled, PaceBond.ByDensity, 2), "a.yace");
}
