using FastMtp.Data;
using FastMtp.Neighbors;
using FastMtp.Potentials;
using FastMtp.Tests.Atoms;
using FastMtp.Tests.Shared;
using FastMtp.Zbl;

namespace FastMtp.Tests.Evaluation;

public sealed class RepulsionTests
{
    private static readonly ZblRepulsion Zbl = new(1.2, 3.3);

    public static TheoryData<string, string> Kinds => EvaluatorCases.With(SampleConfigurations.Kinds.ToArray());

    /// <summary>LAMMPS (29 Sep 2021), pair_style zbl 1 2: energy of a Mo-W pair and force on the W atom.</summary>
    [Theory]
    [InlineData(0.3, 17114.878834825, 147906.039381577)]
    [InlineData(0.8, 739.867629416388, 3754.76619098374)]
    [InlineData(1.2, 104.817676358477, 522.137583963534)]
    [InlineData(1.7, 3.83859738024898, 39.7252181727361)]
    [InlineData(1.95, 0.0167724846030595, 1.00855899936768)]
    [InlineData(2.0, 0, 0)]
    public void APairIsThatOfLammps(double distance, double energy, double force)
    {
        var potential = GoldenData.Potential(6) with { Repulsion = new(1, 2) };
        var table = ZblTable.Of(potential)!;
        foreach (var (first, second) in new[] { (0, 3), (3, 0) })
        {
            var (value, slope) = table.At(first, second, distance);
            Assert.Equal(energy, value, 1e-12 * Math.Max(1, energy));
            Assert.Equal(-force, slope, 1e-12 * Math.Max(1, force));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryEvaluatorAddsHalfOfEachPair(string evaluator, string kind)
    {
        var bare = RandomPotentials.Create(8, 4) with { Species = GoldenData.Species };
        var potential = bare with { Repulsion = Zbl };
        var configuration = SampleConfigurations.Create(kind);
        var (with, without) =
            (EvaluatorCases.Evaluate(evaluator, potential, configuration), EvaluatorCases.Evaluate(evaluator, bare, configuration));
        var (energies, forces, virial) = Pairs(potential, configuration);
        Close.Equal([.. without.SiteEnergies.Zip(energies, (a, b) => a + b)], with.SiteEnergies, 1e-12);
        Close.Equal([.. without.Forces.Zip(forces, (a, b) => a + b)], with.Forces, 1e-12);
        Close.Equal(Close.Components(without.Virial + virial), Close.Components(with.Virial), 1e-12);

        var labelled = configuration with { Energy = with.Energy, Forces = with.Forces, Virial = with.Virial };
        var rest = RepulsionBaseline.Remove(potential, [labelled])[0];
        Close.Equal([without.Energy], [rest.Energy!.Value], 1e-12, Math.Abs(with.Energy));
        Close.Equal(without.Forces, rest.Forces!, 1e-12, Math.Max(1, Close.Largest(with.Forces)));
        Close.Equal(Close.Components(without.Virial), Close.Components(rest.Virial!.Value), 1e-12,
            Close.Largest(Close.Components(with.Virial)));
    }

    /// <summary>With most neighbours within the inner distance, where radial functions are held.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryEvaluatorHoldsTheRadialFunctions(string evaluator, string kind)
    {
        var potential = RandomPotentials.Create(8, 4) with
        {
            Species = GoldenData.Species, Repulsion = new(PairDistances.Of(4, (a, b) => 2.6 + 0.1 * (a + b)), new(3.5)),
            ShortestDistances = new(2.9),
        };
        var configuration = SampleConfigurations.Create(kind);
        var (expected, actual) =
            (EvaluatorCases.Evaluate("reference", potential, configuration), EvaluatorCases.Evaluate(evaluator, potential, configuration));
        Close.Equal(expected.SiteEnergies, actual.SiteEnergies, 1e-10);
        Close.Equal(expected.Forces, actual.Forces, 1e-10);
        Close.Equal(Close.Components(expected.Virial), Close.Components(actual.Virial), 1e-10);
    }

    /// <summary>A repulsion that the user lets begin within the data: the functions have been fitted there.</summary>
    [Fact]
    public void WhereThereAreDataFunctionsAreNotHeld()
    {
        var potential = GoldenData.Potential(8) with { Repulsion = new(2.5, 2.6), ShortestDistances = new(2.1) };
        var table = ZblTable.Of(potential)!;
        Assert.Equal((2.2, 1), table.Held(0, 1, 2.2));
        Assert.True(table.Held(0, 1, 2).Distance > 2);
    }

    [Fact]
    public void ForcesOnHeldPairsAreTheSlopesOfTheEnergy()
    {
        const double step = 1e-5;
        using var evaluator = new Evaluator(GoldenData.Potential(8) with { Repulsion = new(2.4, 2.6), ShortestDistances = new(2.7) });
        foreach (var distance in (double[])[1.9, 2.2, 2.35, 2.399, 2.401, 2.5])
        {
            var force = evaluator.Evaluate(Trimer(distance)).Forces[3];
            var (after, before) = (evaluator.Evaluate(Trimer(distance + step)), evaluator.Evaluate(Trimer(distance - step)));
            var slope = (after.Energy - before.Energy) / (2 * step);
            Assert.Equal(-slope, force, 1e-6 * Math.Max(1, Math.Abs(slope)));
        }
    }

    /// <summary>The polynomials of this potential fall below the data faster than the repulsion rises.</summary>
    [Fact]
    public void NoPairFallsBelowTheData()
    {
        var bare = GoldenData.Potential(8);
        var sign = EvaluatorCases.Evaluate("reference", bare, Trimer(0.5)).Energy > 0 ? -1 : 1;
        var falling = bare.WithParameters([.. bare.Parameters.Select((p, i) => i < bare.Layout.MomentOffset ? p : sign * p)]);
        var repelled = falling with { Repulsion = new(2.2, 2.3), ShortestDistances = new(2.4) };
        Assert.True(EvaluatorCases.Evaluate("reference", falling, Trimer(0.8)).Energy < -1e4);
        double[] energies =
            [.. Enumerable.Range(0, 15).Select(i => EvaluatorCases.Evaluate("reference", repelled, Trimer(2.1 - 0.1 * i)).Energy)];
        Assert.True(energies.Zip(energies.Skip(1), (far, near) => near > far).All(rises => rises), string.Join(' ', energies));
    }

    [Fact]
    public void WithoutElementsThereIsNone()
    {
        var potential = RandomPotentials.Create(6, 2) with { Repulsion = Zbl };
        Assert.Contains("name the species", Assert.Throws<InputException>(() => new Evaluator(potential)).Message,
            StringComparison.Ordinal);
        var unknown = potential with { Species = SpeciesList.Parse("Mo,Xx") };
        Assert.Contains("Xx", Assert.Throws<InputException>(() => new Evaluator(unknown)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutRepulsionLabelsStayTheSameObjects()
    {
        var data = GoldenData.Configurations();
        Assert.Same(data, RepulsionBaseline.Remove(GoldenData.Potential(6), data));
    }

    /// <summary>Two atoms at a distance along x, and a third beside the first.</summary>
    private static Configuration Trimer(double distance) => new()
    {
        Types = [0, 3, 1], Positions = [0, 0, 0, distance, 0, 0, 0, 2.9, 0.4],
    };

    private static (double[] Energies, double[] Forces, Virial Virial) Pairs(PotentialModel potential, Configuration configuration)
    {
        var table = ZblTable.Of(potential)!;
        var search = new NeighborSearch(configuration, potential.Radial.Cutoff);
        var (energies, forces, virial) = (new double[configuration.Count], new double[3 * configuration.Count], default(Virial));
        for (var i = 0; i < configuration.Count; i++)
        {
            var neighbors = new NeighborBuffer();
            search.Collect(i, neighbors);
            for (var n = 0; n < neighbors.Count; n++)
            {
                var d = new Vector3(neighbors.X[n], neighbors.Y[n], neighbors.Z[n]);
                var j = neighbors.Index[n];
                var (energy, slope) = table.At(configuration.Types[i], configuration.Types[j], d.Length);
                energies[i] += energy / 2;
                var f = slope / (2 * d.Length) * d;
                forces[3 * i] += f.X;
                forces[3 * i + 1] += f.Y;
                forces[3 * i + 2] += f.Z;
                forces[3 * j] -= f.X;
                forces[3 * j + 1] -= f.Y;
                forces[3 * j + 2] -= f.Z;
                virial -= new Virial(f.X * d.X, f.Y * d.Y, f.Z * d.Z, f.Y * d.Z, f.X * d.Z, f.X * d.Y);
            }
        }
        return (energies, forces, virial);
    }
}
