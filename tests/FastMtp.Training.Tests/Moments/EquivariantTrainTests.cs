using FastMtp.Basis;
using FastMtp.Basis.Families;
using FastMtp.Training.Moments;
using FastMtp.Training.Tests.LowRank;

namespace FastMtp.Training.Tests.Moments;

public sealed class EquivariantTrainTests
{
    /// <summary>
    /// Two ends of N(l)·r for every l, and between them cores of N(l)·r² for each of eleven couplings; N(0) is one more for the constant.
    /// </summary>
    [Theory]
    [InlineData("ace-n:3,3,3,3/2,2,2,2", 1, 92)]
    [InlineData("ace-n:3,3,3,3/2,2,2,2", 2, 328)]
    [InlineData("ace-n:3,3,3,3/2,2,2,2", 3, 708)]
    [InlineData("ace-n:3,3,3/2,2,2", 2, 184)]
    [InlineData("ace-n:2,2/1,1", 2, 20)]
    public void ParametersAreCounted(string basis, int rank, int count)
    {
        var train = new EquivariantTrain(BasisPlan.Of(basis), rank);
        Assert.Equal(count, train.Dimension);
        Assert.Equal(count, train.Random(0).Length);
        Assert.Equal(BasisPlan.Of(basis).Functions.Length, train.CoefficientCount);
    }

    [Theory]
    [InlineData("ace-n:2,2/2,2", 2)]
    [InlineData("ace-n:2,2,2/2,2,2", 2)]
    [InlineData("ace-n:2,2,2,2/1,1,1,1", 2)]
    public void GradientIsThatOfFiniteDifferences(string basis, int rank)
    {
        var train = new EquivariantTrain(BasisPlan.Of(basis), rank);
        var (point, weights) = (train.Random(1), new SplitMix64(2).Next(train.CoefficientCount));
        var (xi, gradient) = (new double[weights.Length], new double[train.Dimension]);
        train.Expand(point, xi);
        train.Pullback(point, [.. xi.Zip(weights, (x, w) => w * x)], gradient);
        double Value(int i, double h)
        {
            double[] moved = [.. point];
            moved[i] += h;
            train.Expand(moved, xi);
            return xi.Zip(weights, (x, w) => 0.5 * w * x * x).Sum();
        }
        var size = gradient.Max(Math.Abs);
        for (var i = 0; i < gradient.Length; i++) Assert.Equal((Value(i, 1e-4) - Value(i, -1e-4)) / 2e-4, gradient[i], 1e-6 * size);
    }

    [Fact]
    public void CoefficientsAreLinearInTheLastCore()
    {
        IMomentParameterization train = new EquivariantTrain(BasisPlan.Of("ace-n:2,2,2/2,2,2"), 2);
        var point = train.Random(3);
        var xi = new double[train.CoefficientCount];
        train.Expand(point, xi);
        var product = train.Jacobian(point).Block(.., train.LinearPart)
            * new LinearAlgebra.Matrix(point[train.LinearPart].Length, 1, point[train.LinearPart]);
        RandomNumbers.AssertClose(xi, product.Entries, 1e-12 * xi.Max(Math.Abs));
    }

    /// <summary>The energy of a basis with the coefficients of the train is that of the chain, written out in Cartesian tensors.</summary>
    [Theory]
    [InlineData("ace-n:2,2/2,2", 2)]
    [InlineData("ace-n:2,2,2/2,2,2", 1)]
    [InlineData("ace-n:2,2,2/2,2,2", 2)]
    [InlineData("ace-n:2,2,2,2/2,2,2,2", 2)]
    [InlineData("ace-n:2,2,2,2,2/1,1,1,1,1", 2)]
    public void TheFunctionIsAChainOfCores(string basis, int rank)
    {
        var plan = BasisPlan.Of(basis);
        var train = new EquivariantTrain(plan, rank);
        var (largest, order) = (basis[^1] - '0', basis.Split('/')[0].Split(',').Length);
        var constants = Constants(largest);
        foreach (var seed in (ulong[])[1, 2, 3])
        {
            var (point, neighbors) = (train.Random(seed), Neighbors((int)seed));
            var xi = new double[train.CoefficientCount];
            train.Expand(point, xi);
            // Without neighbours only the product of constants is left, which the coefficients of the basis do not contain.
            var chain = Chain(point, neighbors) - Chain(point, []);
            Assert.Equal(1, chain / CartesianChain.Dot(xi, Functions(plan, neighbors)), 1e-9);
        }

        double Chain(double[] point, (double[] Direction, double[] Radial)[] neighbors)
        {
            double[][][] features = [.. Enumerable.Range(0, largest + 1).Select(l => (double[][])
                [.. Enumerable.Range(0, 2).Select(n => CartesianChain.Feature(l, neighbors.Select(x => (x.Direction, x.Radial[n])))),
                    .. l == 0 ? [[1.0]] : Array.Empty<double[]>()])];
            var at = 0;
            var open = new List<(int L, int A, double[] Tensor)>();
            for (var l = 0; l <= largest; l++)
                foreach (var feature in features[l])
                    for (var a = 0; a < rank; a++) open.Add((l, a, Scaled(feature, point[at++])));
            for (var t = 1; t < order - 1; t++)
            {
                var next = new List<(int, int, double[])>();
                foreach (var (l1, l2, l3) in Couplings(largest))
                    foreach (var feature in features[l2])
                        for (var a = 0; a < rank; a++)
                            for (var b = 0; b < rank; b++, at++)
                                foreach (var left in open.Where(x => x.L == l1 && x.A == a))
                                    next.Add((l3, b, Scaled(CartesianChain.Coupled(left.Tensor, feature, l3),
                                        constants[(l1, l2, l3)] * point[at])));
                // Tensors of one kind add up.
                open = [.. next.GroupBy(x => (x.Item1, x.Item2)).Select(group => (group.Key.Item1, group.Key.Item2,
                    group.Select(x => x.Item3).Aggregate((x, y) => [.. x.Zip(y, (p, q) => p + q)])))];
            }
            var energy = 0.0;
            for (var l = 0; l <= largest; l++)
                foreach (var feature in features[l])
                    for (var a = 0; a < rank; a++, at++)
                        foreach (var left in open.Where(x => x.L == l && x.A == a))
                            energy += point[at] * CartesianChain.Dot(left.Tensor, feature);
            Assert.Equal(train.Dimension, at);
            return energy;
        }
    }

    [Fact]
    public void CouplingsHaveTheNormOfClebschGordanCoefficients()
    {
        // (1 1)→0 is a scalar product over √3, (2 2)→0 one over √5, and (1 1)→2 keeps the norm of the symmetric part without trace.
        var constants = Constants(2);
        Assert.Equal(1 / Math.Sqrt(3), Math.Abs(constants[(1, 1, 0)]), 1e-9);
        Assert.Equal(1 / Math.Sqrt(5), Math.Abs(constants[(2, 2, 0)]), 1e-9);
        Assert.Equal(1, Math.Abs(constants[(1, 1, 2)]), 1e-9);
        Assert.Equal(Math.Sqrt(0.6), Math.Abs(constants[(2, 1, 1)]), 1e-9);
        Assert.All(Enumerable.Range(0, 3), l => Assert.Equal(1, Math.Abs(constants[(0, l, l)]), 1e-9));
    }

    [Theory]
    [InlineData("mtp:8", 1, "not mtp:8")]
    [InlineData("ace:3,3/2,2", 1, "not ace:3,3/2,2")]
    [InlineData("ace-n:8", 1, "not ace-n:8")]
    [InlineData("ace-n:3,2/2,2", 1, "not ace-n:3,2/2,2")]
    [InlineData("ace-n:3,3/2,2", 4, "between 1 and 3, the number of radial functions, not 4")]
    [InlineData("ace-n:3,3/2,2", 0, "not 0")]
    public void OtherBasesAndRanksAreRefused(string basis, int rank, string part) => Assert.Contains(part,
        Assert.Throws<InputException>(() => new EquivariantTrain(BasisPlan.Of(basis), rank)).Message, StringComparison.Ordinal);

    /// <summary>The constant of each coupling, from chains of three with that coupling alone.</summary>
    private static Dictionary<(int, int, int), double> Constants(int largest)
    {
        var bounds = string.Join(',', Enumerable.Repeat(largest, 3));
        var plan = BasisPlan.Of($"ace-n:2,2,2/{bounds}");
        var train = new EquivariantTrain(plan, 1);
        var neighbors = Neighbors(9);
        var constants = new Dictionary<(int, int, int), double>();
        int Ends(int l) => l == 0 ? 0 : 3 + 2 * (l - 1);
        var at = Ends(largest + 1);
        foreach (var (l1, l2, l3) in Couplings(largest))
        {
            var point = new double[train.Dimension];
            point[Ends(l1)] = 1;
            point[at] = 1;
            point[train.LinearPart.Start.Value + Ends(l3) + 1] = 1;
            at += l2 == 0 ? 3 : 2;
            var xi = new double[train.CoefficientCount];
            train.Expand(point, xi);
            double[] Feature(int l, int n) => CartesianChain.Feature(l, neighbors.Select(x => (x.Direction, x.Radial[n])));
            var bare = CartesianChain.Dot(CartesianChain.Coupled(Feature(l1, 0), Feature(l2, 0), l3), Feature(l3, 1));
            constants[(l1, l2, l3)] = CartesianChain.Dot(xi, Functions(plan, neighbors)) / bare;
        }
        return constants;
    }

    private static IEnumerable<(int L1, int L2, int L3)> Couplings(int largest) =>
        from l1 in Enumerable.Range(0, largest + 1)
        from l2 in Enumerable.Range(0, largest + 1)
        from l3 in Enumerable.Range(0, largest + 1)
        where l3 >= Math.Abs(l1 - l2) && l3 <= l1 + l2 && (l1 + l2 + l3) % 2 == 0
        select (l1, l2, l3);

    private static double[] Scaled(double[] tensor, double factor) => [.. tensor.Select(x => factor * x)];

    private static (double[] Direction, double[] Radial)[] Neighbors(int seed)
    {
        var random = new Random(seed);
        double Number() => 2 * random.NextDouble() - 1;
        return [.. Enumerable.Range(0, 6).Select(_ =>
        {
            double[] d = [Number(), Number(), Number()];
            var length = Math.Sqrt(d.Sum(x => x * x));
            return ((double[])[.. d.Select(x => x / length)], (double[])[Number(), Number()]);
        })];
    }

    private static double[] Functions(BasisPlan plan, (double[] Direction, double[] Radial)[] neighbors)
    {
        var moments = new double[plan.MomentCount];
        for (var i = 0; i < plan.BasicMoments.Length; i++)
        {
            var (mu, a, b, c) = plan.BasicMoments[i];
            moments[i] = neighbors.Sum(x =>
                x.Radial[mu] * Math.Pow(x.Direction[0], a) * Math.Pow(x.Direction[1], b) * Math.Pow(x.Direction[2], c));
        }
        foreach (var p in plan.Products) moments[p.Target] += p.Multiplicity * moments[p.Left] * moments[p.Right];
        return [.. plan.Functions.Select(f => moments[f])];
    }
}
