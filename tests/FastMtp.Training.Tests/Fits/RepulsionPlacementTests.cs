using FastMtp.Data;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Training.Fits;

namespace FastMtp.Training.Tests.Fits;

public class RepulsionPlacementTests
{
    private const double Shortest = 2.2;
    private static readonly SpeciesList Species = SpeciesList.Parse("Mo,W");

    // The energy of two atoms is (5 − r)²(1 + βξ) with ξ = (2r − 7)/3; its slope turns at r = (9β − 1)/(2β).
    [Theory]
    [InlineData(0, 0.95)]
    [InlineData(0.20284, 0.96)]
    [InlineData(0.20842, 1)]
    [InlineData(0.5, 1)]
    [InlineData(double.NaN, 1)]
    public void TheRepulsionBeginsWhereTheForceNoLongerGrows(double beta, double share)
    {
        var wall = RepulsionPlacement.Of(Potential(beta), [Dimer(2.3), Dimer(Shortest), Dimer(3)], Distances(Shortest, Shortest));
        Assert.Equal(share * Shortest, wall.Outer[0, 0], 1e-12);
        Assert.Equal((share - 0.05) * Shortest, wall.Inner[0, 0], 1e-12);
    }

    [Fact]
    public void APairThatTheDataDoNotShowGetsItEarly()
    {
        var wall = RepulsionPlacement.Of(Potential(0), [Dimer(Shortest)], Distances(Shortest, 2.4));
        Assert.Equal(0.95 * Shortest, wall.Outer[0, 0], 1e-12);
        Assert.Equal(2.4, wall.Outer[0, 1], 1e-12);
    }

    [Fact]
    public void TheRepulsionOfThePotentialDoesNotCount()
    {
        var weak = Potential(0.5) with { Repulsion = new ZblRepulsion(2.1, 2.2) };
        Assert.Equal(Shortest, RepulsionPlacement.Of(weak, [Dimer(Shortest)], Distances(Shortest, Shortest)).Outer[0, 0], 1e-12);
    }

    private static PairDistances Distances(double same, double different) => new([same, different, same]);

    private static PotentialModel Potential(double beta)
    {
        var shape = PotentialModel.ForBasis("mtp:2", Species, new RadialBasis(2, 5, 2), false);
        double[] radial = [.. Enumerable.Range(0, 4 * shape.Plan.RadialFunctionCount).SelectMany(_ => new[] { 1, beta })];
        return shape.WithParameters(shape.Layout.Join(radial, [-1, -2], [1]));
    }

    private static Configuration Dimer(double distance) => new() { Types = [0, 0], Positions = [0, 0, 0, 0, 0, distance] };
}
