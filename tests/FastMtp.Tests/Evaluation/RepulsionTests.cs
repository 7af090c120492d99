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
