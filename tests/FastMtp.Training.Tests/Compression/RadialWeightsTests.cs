using FastMtp.Basis;
using FastMtp.Basis.Mtp;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Training.Compression;
using FastMtp.Training.Forms;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Tests.Compression;

public sealed class RadialWeightsTests
{
    private const double Cutoff = 5;
    private static readonly RadialShape Shape = new(3, 2, 4);
    private static readonly RadialBasis Radial = new(2, Cutoff, Shape.BasisSize);

    /// <summary>A cluster in which the third species is rare.</summary>
    private static readonly Configuration Cluster = CreateCluster();

    [Theory, InlineData("mf"), InlineData("base"), InlineData("tf"), InlineData("tf5"), InlineData("shared"), InlineData("pairs")]
    public void TheNormIsThatOfTheRadialFunctionsOverAllNeighbours(string form)
    {
        var tensor = Numbers(Shape.Length, 5);
        var weighed = RadialWeights.Of(Potential(), [Cluster]).Weigh(tensor, RadialForms.Named(form)!.Unfolding);
        Assert.Equal(1, Vectors.Dot(weighed, weighed) / SlowNorm(tensor, form), 1e-10);
    }

    [Theory, InlineData("mf"), InlineData("tf"), InlineData("tf5"), InlineData("shared"), InlineData("pairs")]
    public void WhatIsWeighedComesBack(string form)
    {
        var tensor = Numbers(Shape.Length, 6);
        var unfolding = RadialForms.Named(form)!.Unfolding;
        foreach (var weights in (RadialWeights[])[RadialWeights.Of(Potential(), [Cluster]), RadialWeights.Even(Potential())])
        {
            var back = weights.Unweigh(weights.Weigh(tensor, unfolding), unfolding);
            for (var i = 0; i < tensor.Length; i++) Assert.Equal(tensor[i], back[i], 1e-9);
        }
    }

    [Fact]
    public void WithoutNeighboursAllPairsCountAlike()
    {
        var alone = new Configuration { Positions = [0, 0, 0], Types = [1] };
        var tensor = Numbers(Shape.Length, 7);
        Assert.Equal(RadialWeights.Even(Potential()).Weigh(tensor, Unfolding.Pairs), RadialWeights.Of(Potential(), [alone])
            .Weigh(tensor, Unfolding.Pairs));
    }

    /// <summary>Σ over pairs of species, radial functions and all distances of w_ij·f(r)², every sum written out.</summary>
    private static double SlowNorm(double[] tensor, string form)
    {
        var (distances, counts) = (new List<double>(), new double[3, 3]);
        for (var i = 0; i < Cluster.Count; i++)
        {
            for (var j = 0; j < Cluster.Count; j++)
            {
                var r = (Cluster.Position(j) - Cluster.Position(i)).Length;
                if (i == j || r >= Cutoff) continue;
                counts[Cluster.Types[i], Cluster.Types[j]]++;
                distances.Add(r);
            }
        }
        double Weight(int i, int j) => counts[i, j] / (distances.Count / 9.0) + 1e-3;
        double sum = 0;
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                var weight = form is "tf" or "tf5"
                    ? (Weight(i, 0) + Weight(i, 1) + Weight(i, 2)) / 3 * (Weight(0, j) + Weight(1, j) + Weight(2, j)) / 3 : Weight(i, j);
                for (var mu = 0; mu < Shape.FunctionCount; mu++)
                {
                    foreach (var r in distances)
                    {
                        var f = Function(tensor.AsSpan(((i * 3 + j) * Shape.FunctionCount + mu) * Shape.BasisSize, Shape.BasisSize), r);
                        sum += weight * f * f;
                    }
                }
            }
        }
        return sum;
    }

    private static double Function(ReadOnlySpan<double> coefficients, double r)
    {
        double[] values = new double[Shape.BasisSize], derivatives = new double[Shape.BasisSize];
        ChebyshevBasis.Evaluate(Radial, r, values, derivatives);
        return Vectors.Dot(coefficients, values);
    }

    private static Configuration CreateCluster()
    {
        var random = new Random(2);
        var positions = from x in Enumerable.Range(0, 3)
                        from y in Enumerable.Range(0, 3)
                        from z in Enumerable.Range(0, 2)
                        from place in new[] { x, y, z }
                        select 2.6 * place + 0.3 * random.NextDouble();
        return new() { Positions = [.. positions], Types = [.. Enumerable.Range(0, 18).Select(i => i == 4 ? 2 : i % 2)] };
    }

    private static double[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
    }

    private static PotentialModel Potential()
    {
        var plan = BasisPlan.ForLevel(6);
        return new()
        {
            SpeciesCount = Shape.SpeciesCount,
            Plan = plan,
            Radial = Radial,
            RadialTensor = new DenseRadialTensor(Shape, Numbers(Shape.Length, 1)),
            SpeciesCoefficients = new double[Shape.SpeciesCount],
            MomentCoefficients = new double[plan.Functions.Length],
        };
    }
}
