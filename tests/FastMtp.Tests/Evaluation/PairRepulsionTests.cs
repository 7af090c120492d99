using FastMtp.Data;
using FastMtp.Neighbors;
using FastMtp.Packing;
using FastMtp.Potentials;
using FastMtp.Tests.Atoms;
using FastMtp.Tests.Shared;
using FastMtp.Zbl;

namespace FastMtp.Tests.Evaluation;

/// <summary>
/// Distances that differ from pair to pair of species: those of the repulsion, and those that a potential was fitted from.
/// </summary>
public sealed class PairRepulsionTests
{
    private static readonly PairDistances Outer = new([2.2, 2.4, 3.3, 2.6, 3.1, 2.0, 2.8, 2.3, 3.0, 2.5]);

    [Fact]
    public void APairIsFoundInEitherOrder()
    {
        Assert.Equal(2.6, Outer[0, 2]);
        Assert.Equal(2.6, Outer[2, 0]);
        Assert.Equal(2.5, Outer[3, 3]);
        Assert.Equal(Outer, PairDistances.Of(4, (a, b) => Outer[a, b]));
        Assert.Equal(new PairDistances([1, 3, 2]), new PairDistances([1, 0, 5]).Lesser(new([4, 3, 2]), 2));
    }

    [Fact]
    public void EachPairIsThatOfAUniformRepulsion()
    {
        var table = ZblTable.Of(Potential())!;
        foreach (var (a, b) in PairDistances.Pairs(4))
        {
            var uniform = ZblTable.Of(Potential() with { Repulsion = new(0.5 * Outer[a, b], Outer[a, b]) })!;
            foreach (var distance in (double[])[0.4, 1.3, 1.9, 2.35, 3.2])
            {
                Assert.Equal(uniform.At(a, b, distance), table.At(a, b, distance));
                Assert.Equal(uniform.At(b, a, distance), table.At(b, a, distance));
            }
        }
    }

    [Theory]
    [InlineData("skewed")]
    [InlineData("bulk")]
    public void EveryEvaluatorAgreesWithTheFormulas(string kind)
    {
        var configuration = SampleConfigurations.Create(kind);
        var expected = EvaluatorCases.Evaluate("reference", Potential(), configuration);
        using var evaluator = new Evaluator(Potential());
        var actual = evaluator.Evaluate(configuration);
        Close.Equal(expected.SiteEnergies, actual.SiteEnergies, 1e-10);
        Close.Equal(expected.Forces, actual.Forces, 1e-10);
        var bare = Potential() with { Repulsion = null };
        Assert.True(Math.Abs(EvaluatorCases.Evaluate("reference", bare, configuration).Energy - expected.Energy) > 1);
    }

    [Fact]
    public void ItEndsBelowTheShortestDistancesAndScalesRadiiForPairsThatNeverOccur()
    {
        var species = SpeciesList.Parse("Li,F,K");
        // F-F and K-K never occur; Li-F comes nearest in relation to the radii, 1.45 and 0.5 Å.
        var zbl = ZblRepulsion.Below(new([2.4, 1.56, 0, 3.1, 2.3, 0]), species, 5);
        Assert.Equal(0.95 * 1.56, zbl.Outer[0, 1]);
        Assert.Equal(0.9 * 1.56, zbl.Inner[1, 0], 1e-12);
        Assert.Equal(0.95 * 1.56 / 1.95 * 1.0, zbl.Outer[1, 1], 12);
        Assert.Equal(0.95 * 1.56 / 1.95 * 4.4, zbl.Outer[2, 2], 12);
        Assert.True(zbl.Fits(5));
        Assert.Equal(0.95 * 3, ZblRepulsion.Below(new([2.4, 1.56, 0, 3, 2.3, 0]), species, 3).Outer[2, 2], 1e-12);
    }

    [Fact]
    public void TheNearestAtomsAreThoseFarthestBelowTheirLimit()
    {
        var configuration = SampleConfigurations.Create("bulk");
        var search = new NeighborSearch(configuration, 5);
        var (ratio, first, second) = (double.PositiveInfinity, -1, -1);
        var buffer = new NeighborBuffer();
        for (var i = 0; i < configuration.Count; i++)
        {
            buffer.Clear();
            search.Collect(i, buffer);
            for (var n = 0; n < buffer.Count; n++)
            {
                var length = new Vector3(buffer.X[n], buffer.Y[n], buffer.Z[n]).Length;
                var limit = Outer[configuration.Types[i], configuration.Types[buffer.Index[n]]];
                if (length / limit < ratio) (ratio, first, second) = (length / limit, i, buffer.Index[n]);
            }
        }
        var found = ShortestPair.None;
        using var evaluator = new Evaluator(Potential());
        evaluator.Evaluate(configuration, group => found = group.Shortest.Ratio < found.Ratio ? group.Shortest : found, Outer);
        Assert.Equal(ratio, Math.Sqrt(found.Ratio), 12);
        Assert.Equal(new HashSet<int> { first, second }, new HashSet<int> { found.First, found.Second });
    }

    [Fact]
    public void LimitsFallBackToTheRadialFunctions()
    {
        var potential = GoldenData.Potential(6);
        Assert.Equal(new PairDistances(potential.Radial.MinDistance), potential.Limits);
        var known = potential with { ShortestDistances = new([2.2, 0, 3.3, 2.6, 3.1, 2.0, 2.8, 2.3, 3.0, 2.5]) };
        Assert.Equal(potential.Radial.MinDistance, known.Limits![0, 1]);
        Assert.Equal(3.1, known.Limits[2, 1]);
        Assert.Equal((3.1, 0.0), (new Potential(known).ShortestDistance(2, 1), new Potential(known).ShortestDistance(1, 0)));
        Assert.Equal(0, new Potential(potential).ShortestDistance(0, 0));
    }

    private static PotentialModel Potential() => RandomPotentials.Create(8, 4) with
    {
        Species = GoldenData.Species, Repulsion = new(PairDistances.Of(4, (a, b) => 0.5 * Outer[a, b]), Outer),
    };
}
