using FastMtp.Basis;
using FastMtp.Potentials;
using FastMtp.Radial;

namespace FastMtp.Tests.Shared;

/// <summary>A potential with tables that no standard level has, but that a file may have.</summary>
internal static class UnusualTables
{
    /// <summary>
    /// A radial function without moments, moments with gaps between their exponents, a product given twice and once more the
    /// other way round, negative multiplicities, squares, and a basis function that nothing computes.
    /// </summary>
    public static PotentialModel Potential(int seed)
    {
        var plan = BasisPlan.FromTables(
            [new(0, 0, 0, 0), new(2, 1, 0, 3), new(0, 0, 2, 0), new(2, 0, 0, 0), new(0, 3, 1, 1), new(0, 0, 0, 1)],
            [
                new(0, 0, 1, 6), new(1, 1, 2, 6), new(2, 2, -1, 6),
                new(0, 1, 1, 7), new(2, 3, 3, 7), new(0, 1, 2, 7),
                new(0, 1, 1, 8), new(1, 0, 2, 8), new(2, 3, 3, 8), new(3, 4, -2, 8),
                new(6, 7, 1, 10), new(4, 5, 1, 10), new(8, 8, 1, 10),
                new(10, 0, 1, 11), new(5, 5, 2, 11), new(7, 2, 1, 11),
            ],
            [0, 11, 10, 7, 9, 8],
            12);
        var random = new Random(seed);
        var shape = new RadialShape(GoldenData.Species.Count, plan.RadialFunctionCount, 5);
        return new PotentialModel
        {
            SpeciesCount = GoldenData.Species.Count,
            Species = GoldenData.Species,
            Plan = plan,
            Radial = new RadialBasis(1.9, 5, shape.BasisSize),
            // Small, because products of eight moments amplify rounding errors.
            RadialTensor = new DenseRadialTensor(shape, Numbers(shape.Length, scale: 0.015)),
            SpeciesCoefficients = Numbers(GoldenData.Species.Count),
            MomentCoefficients = Numbers(plan.Functions.Length),
        };

        double[] Numbers(int count, double scale = 1) => [.. Enumerable.Range(0, count).Select(_ => scale * (random.NextDouble() - 0.5))];
    }
}
