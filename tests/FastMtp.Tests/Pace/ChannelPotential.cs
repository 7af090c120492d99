using FastMtp.Basis;
using FastMtp.Potentials;
using FastMtp.Radial;

namespace FastMtp.Tests.Pace;

/// <summary>
/// A small atomic cluster expansion, with radial functions of their own for every l and orders up to 6, as tables of an MTP.
/// </summary>
internal static class ChannelPotential
{
    // Sums: s of l = 0, v of l = 1, and M of l = 2, whose trace the products take out.
    private const int S = 0, X = 1, Y = 2, Z = 3, XX = 4, YY = 5, ZZ = 6, XY = 7, XZ = 8, YZ = 9;
    private const int Square = 10, Trace = 11, WX = 12, WY = 13, WZ = 14, Third = 15, Fourth = 16, Fifth = 17, Sixth = 18;

    public static PotentialModel Create(SpeciesList species, int seed = 1)
    {
        List<Product> products = [new(X, X, 1, Square), new(Y, Y, 1, Square), new(Z, Z, 1, Square)];
        // 3·M:M − (tr M)²
        foreach (var (i, j, weight) in ((int, int, int)[])
            [(XX, XX, 2), (YY, YY, 2), (ZZ, ZZ, 2), (XY, XY, 6), (XZ, XZ, 6), (YZ, YZ, 6), (XX, YY, -2), (XX, ZZ, -2), (YY, ZZ, -2)])
            products.Add(new(i, j, weight, Trace));
        // w = M·v and 3·v·w − tr M·v·v
        products.AddRange([new(XX, X, 1, WX), new(XY, Y, 1, WX), new(XZ, Z, 1, WX)]);
        products.AddRange([new(XY, X, 1, WY), new(YY, Y, 1, WY), new(YZ, Z, 1, WY)]);
        products.AddRange([new(XZ, X, 1, WZ), new(YZ, Y, 1, WZ), new(ZZ, Z, 1, WZ)]);
        products.AddRange([new(X, WX, 3, Third), new(Y, WY, 3, Third), new(Z, WZ, 3, Third)]);
        products.AddRange([new(XX, Square, -1, Third), new(YY, Square, -1, Third), new(ZZ, Square, -1, Third)]);
        products.AddRange([new(Square, Trace, 1, Fourth), new(S, Fourth, 1, Fifth), new(Third, Third, 1, Sixth)]);
        var plan = BasisPlan.FromTables(
            [
                new(0, 0, 0, 0), new(1, 1, 0, 0), new(1, 0, 1, 0), new(1, 0, 0, 1), new(2, 2, 0, 0), new(2, 0, 2, 0), new(2, 0, 0, 2),
                new(2, 1, 1, 0), new(2, 1, 0, 1), new(2, 0, 1, 1),
            ],
            products,
            [S, Square, Trace, Third, Fourth, Fifth, Sixth],
            19);
        var random = new Random(seed);
        var shape = new RadialShape(species.Count, 3, 6);
        return new()
        {
            Species = species,
            SpeciesCount = species.Count,
            Plan = plan,
            Radial = new RadialBasis(1.8, 5, shape.BasisSize),
            RadialTensor = new DenseRadialTensor(shape, Numbers(shape.Length, 0.05)),
            SpeciesCoefficients = Numbers(species.Count),
            MomentCoefficients = Numbers(plan.Functions.Length),
        };

        double[] Numbers(int count, double scale = 1) => [.. Enumerable.Range(0, count).Select(_ => scale * (2 * random.NextDouble() - 1))];
    }
}
