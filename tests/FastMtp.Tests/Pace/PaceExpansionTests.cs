using FastMtp.Basis;
using FastMtp.Files.PaceFiles;
using FastMtp.Files.PotentialFiles;
using FastMtp.Pace;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Reference;
using FastMtp.Tests.Atoms;
using FastMtp.Tests.Evaluation;
using FastMtp.Tests.Shared;

namespace FastMtp.Tests.Pace;

/// <summary>
/// A potential and its <c>.yace</c> file are the same function. The file is read back and evaluated from the formulas of PACE, with complex
/// harmonics, which share nothing with the tables and monomials of our own potentials.
/// </summary>
public sealed class PaceExpansionTests
{
    private static readonly string[] Elements = ["Mo", "Nb", "Ta", "W"];

    public static TheoryData<string, int> Cases => new()
    {
        { "level 2", 2 }, { "level 8", 1 }, { "level 8", 2 }, { "level 8", 4 }, { "level 12", 2 }, { "level 16", 1 }, { "channels", 1 },
        { "channels", 2 }, { "channels", 4 }, { "factors", 2 },
        { "ace:8", 1 }, { "ace:8", 2 }, { "ace:8", 4 }, { "ace:3,2,1,1,1/0,1,1,1,1", 2 }, { "per species", 2 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheFileHasTheEnergiesAndForcesOfThePotential(string name, int speciesCount)
    {
        var potential = Potential(name, speciesCount);
        var evaluator = new PaceEvaluator(WrittenAndRead(PaceExpansion.Of(potential, "a.mtp")));
        // Four species to the sixth power take their time.
        foreach (var kind in speciesCount < 4 ? (string[])["bulk", "cluster", "tiny"] : ["cluster"])
        {
            var configuration = SampleConfigurations.Create(kind, speciesCount: speciesCount);
            Close.Equal(new ReferenceEvaluator(potential).Evaluate(configuration), evaluator.Evaluate(configuration), 1e-9);
        }
    }

    [Theory]
    [InlineData(8, 1e-8)]
    [InlineData(12, 1e-8)]
    public void TheFileOfAFittedPotentialHasTheGoldenEnergies(int level, double tolerance)
    {
        var evaluator = new PaceEvaluator(WrittenAndRead(PaceExpansion.Of(GoldenData.Potential(level), "a.mtp")));
        foreach (var (configuration, expected) in GoldenData.Configurations(extra: true).Zip(GoldenData.Expected(level, extra: true)))
        {
            var actual = evaluator.Evaluate(configuration);
            Assert.Equal(expected.Energy!.Value, actual.Energy, tolerance * Math.Max(1, Math.Abs(expected.Energy.Value)));
            Close.Equal(expected.Forces!, actual.Forces, 1e-7);
        }
    }

    [Fact]
    public void EnergiesDoNotDependOnTheOrientation()
    {
        var evaluator = new PaceEvaluator(PaceExpansion.Of(Potential("level 12", 2), "a.mtp"));
        var configuration = SampleConfigurations.Create("cluster", speciesCount: 2);
        var (s, c) = Math.SinCos(0.7);
        Vector3 Turned(Vector3 r) => new(c * r.X - s * r.Z, -r.Y, s * r.X + c * r.Z);
        Vector3 Mixed(Vector3 r) => new(r.Y, s * r.X + c * r.Z, c * r.X - s * r.Z);
        var expected = evaluator.Evaluate(configuration);
        foreach (var map in (Func<Vector3, Vector3>[])[Turned, Mixed])
        {
            var actual = evaluator.Evaluate(Deformations.Apply(configuration, map));
            Close.Equal(expected.SiteEnergies, actual.SiteEnergies, 1e-10);
            var forces = Deformations.WithPositions(configuration with { Positions = expected.Forces }, map).Positions;
            Close.Equal(forces, actual.Forces, 1e-10);
        }
    }

    [Fact]
    public void TermsThatCancelAreNotWritten()
    {
        var model = PaceExpansion.Of(Potential("channels", 1), "a.mtp");
        // M has l = 2 and l = 0, but all functions take out its trace.
        Assert.All(model.Bonds, bond => Assert.Equal((1, 2), (bond.RadialCount, bond.LargestL)));
        var products = model.Functions[0].Where(f => f.Rank == 2).ToList();
        Assert.Equal([[1, 1], [2, 2]], products.Select(f => f.L));
        Assert.Equal([[1, -1, 0, 0], [2, -2, 1, -1, 0, 0]], products.Select(f => f.M));
    }

    [Fact]
    public void WhatIsWrittenIsWhatIsRead()
    {
        var model = PaceExpansion.Of(Potential("channels", 2), "a.mtp");
        Assert.Equivalent(model, WrittenAndRead(model), strict: true);
    }

    [Fact]
    public void AnMtpFileKeepsChannelsToTheLastBit()
    {
        using var directory = new TemporaryDirectory();
        var potential = Potential("channels", 4);
        PotentialFile.Write(directory.PathOf("a.fmtp"), potential);
        PotentialFile.Write(directory.PathOf("a.mtp"), PotentialFile.Read(directory.PathOf("a.fmtp")));
        var configuration = SampleConfigurations.Create("bulk");
        Assert.Equal(
            new ReferenceEvaluator(potential).Evaluate(configuration).SiteEnergies,
            new ReferenceEvaluator(PotentialFile.Read(directory.PathOf("a.mtp"))).Evaluate(configuration).SiteEnergies);
    }

    [Fact]
    public void WhatPaceCannotHoldIsRefused()
    {
        var potential = Potential("level 8", 2);
        Refused("a.mtp: basis function 4 is not invariant", UnusualTables.Potential(1));
        Product[] ninthPower = [new(0, 0, 1, 1), new(1, 1, 1, 2), new(2, 2, 1, 3), new(0, 3, 1, 4)];
        Refused("more than 8 moments", With(potential, [new(0, 0, 0, 0)], ninthPower));
        Refused("a.mtp: basis function 1 is not invariant", With(potential, [new(0, 0, 0, 1)], []));
        Refused("a.mtp: basis function 1 is not invariant", With(potential, [new(0, 0, 0, 2)], []));
        Refused("a.mtp: basis function 1 is not invariant", With(potential, [new(0, 1, 0, 0), new(0, 0, 1, 0)], [new(0, 1, 1, 2)]));
        Refused("species Q is not one", potential with { Species = SpeciesList.Parse("Mo,Q") });
        Refused("name the species", potential with { Species = null });
        Refused("relative errors of", potential with { Radial = new RadialBasis(3, 5, 8) with { MinDistance = 4.7 } });
        Refused("more than 2 million coefficients", RandomPotentials.Create(12, 40) with
        {
            Species = new SpeciesList(Enumerable.Range(1, 40).Select(z => FastMtp.Atoms.Elements.Symbol(z)!)),
        });
    }

    private static void Refused(string sentence, PotentialModel potential) =>
        Assert.Contains(sentence, Assert.Throws<InputException>(() => PaceExpansion.Of(potential, "a.mtp")).Message);

    private static PotentialModel With(PotentialModel potential, BasicMoment[] moments, Product[] products)
    {
        var plan = BasisPlan.FromTables(moments, products, [moments.Length + products.Length - 1], moments.Length + products.Length);
        var shape = new RadialShape(2, 1, 8);
        return potential with
        {
            Plan = plan,
            RadialTensor = new DenseRadialTensor(shape, new double[shape.Length]),
            MomentCoefficients = [1],
        };
    }

    private static PotentialModel Potential(string name, int speciesCount)
    {
        var species = new SpeciesList(Elements[..speciesCount]);
        if (name == "channels") return ChannelPotential.Create(species);
        if (name == "per species") return RandomPotentials.Create("ace:8", speciesCount, perSpecies: true) with { Species = species };
        if (name.StartsWith("ace", StringComparison.Ordinal)) return RandomPotentials.Create(name, speciesCount) with { Species = species };
        if (name.StartsWith("level", StringComparison.Ordinal))
            return RandomPotentials.Create(int.Parse(name[6..]), speciesCount) with { Species = species };
        var dense = RandomPotentials.Create(8, speciesCount) with { Species = species };
        return dense with { RadialTensor = RandomPotentials.Matrix(dense.RadialTensor.Shape, 2, new Random(3)) };
    }

    private static PaceModel WrittenAndRead(PaceModel model)
    {
        using var directory = new TemporaryDirectory();
        YaceFile.Write(directory.PathOf("a.yace"), model);
        return YaceFile.Read(directory.PathOf("a.yace"));
    }
}
