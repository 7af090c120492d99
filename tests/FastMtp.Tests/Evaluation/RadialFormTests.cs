using FastMtp.Blocks;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Reference;
using FastMtp.Tests.Atoms;

namespace FastMtp.Tests.Evaluation;

/// <summary>
/// A factorised potential against the same potential with dense coefficients, which are multiplied out here by the definitions of the
/// forms.
/// </summary>
public sealed class RadialFormTests
{
    private const double Tolerance = 1e-13;

    public static TheoryData<string, string, int> Cases => EvaluatorCases.With(["mf", "tf", "shared", "symmetric", "pairs"], [1, 4, 20]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void FactorsGiveWhatTheDenseTensorGives(string evaluator, string form, int speciesCount)
    {
        var (factorized, dense) = Pair(form, speciesCount, level: 8);
        foreach (var kind in (string[])["bulk", "slab", "tiny", "large"])
        {
            var configuration = SampleConfigurations.Create(kind, speciesCount: speciesCount);
            var expected = EvaluatorCases.Evaluate(evaluator, dense, configuration);
            foreach (var source in (RadialSource[])[RadialSource.Factors, RadialSource.Dense])
                Close.Equal(expected, EvaluatorCases.Evaluate(evaluator, factorized, configuration, source), Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(EvaluatorCases.All), MemberType = typeof(EvaluatorCases))]
    public void ATrainOverLabelsOfAnExpansion(string evaluator)
    {
        foreach (var speciesCount in (int[])[1, 3])
        {
            var (train, dense) = Pair("tf5", RandomPotentials.Create("ace:8", speciesCount, radialSize: 5));
            var configuration = SampleConfigurations.Create("bulk", speciesCount: speciesCount);
            var expected = EvaluatorCases.Evaluate(evaluator, dense, configuration);
            foreach (var source in (RadialSource[])[RadialSource.Factors, RadialSource.Dense])
                Close.Equal(expected, EvaluatorCases.Evaluate(evaluator, train, configuration, source), Tolerance);
        }
    }

    /// <summary>An odd number of radial functions, more than there are polynomials.</summary>
    [Theory]
    [MemberData(nameof(EvaluatorCases.All), MemberType = typeof(EvaluatorCases))]
    public void SharedFunctionsOfAnExpansion(string evaluator)
    {
        foreach (var speciesCount in (int[])[1, 3])
        {
            var (shared, dense) = Pair("shared", RandomPotentials.Create("ace:8", speciesCount, radialSize: 5));
            foreach (var kind in (string[])["bulk", "tiny"])
            {
                var configuration = SampleConfigurations.Create(kind, speciesCount: speciesCount);
                Close.Equal(EvaluatorCases.Evaluate(evaluator, dense, configuration),
                    EvaluatorCases.Evaluate(evaluator, shared, configuration, RadialSource.Factors), Tolerance);
            }
        }
    }

    [Theory, InlineData("mf", 8), InlineData("tf", 8), InlineData("mf", 3), InlineData("tf", 3)]
    public void TheSourceAndTheNumberOfThreadsDoNotMatterAtAll(string form, int radialSize)
    {
        var (potential, _) = Pair(form, 20, level: 12, radialSize);
        var configuration = SampleConfigurations.Create("large", speciesCount: 20);
        using var dense = new Evaluator(potential, threads: 1, radial: RadialSource.Dense);
        var expected = dense.Evaluate(configuration);
        foreach (var threads in (int[])[1, 2, 3, 8])
        {
            using var evaluator = new Evaluator(potential, threads: threads, radial: RadialSource.Factors);
            var actual = evaluator.Evaluate(configuration);
            Assert.Equal(expected.SiteEnergies, actual.SiteEnergies);
            Assert.Equal(expected.Forces, actual.Forces);
            Assert.Equal(expected.Virial, actual.Virial);
        }
    }

    [Fact]
    public void AStateServesBlocksOfAnySizeInAnyOrder()
    {
        var (potential, dense) = Pair("mf", 20, level: 8);
        using var evaluator = new Evaluator(potential, threads: 1, radial: RadialSource.Factors);
        foreach (var kind in (string[])["tiny", "large", "cluster", "large"])
        {
            var configuration = SampleConfigurations.Create(kind, speciesCount: 20);
            Close.Equal(new ReferenceEvaluator(dense).Evaluate(configuration), evaluator.Evaluate(configuration), 1e-11);
        }
    }

    [Fact]
    public void ADenseTensorIsReadAsItIs()
    {
        var (factorised, dense) = Pair("mf", 20, level: 8);
        using KernelBlocks ofFactors = new(factorised, radial: RadialSource.Factors), ofTensor = new(dense, radial: RadialSource.Factors);
        Assert.Equal((RadialSource.Factors, RadialSource.Dense), (ofFactors.Source, ofTensor.Source));
    }

    [Theory]
    [InlineData(4, 8, 8, 8, RadialSource.Dense)]
    [InlineData(20, 8, 2, 8, RadialSource.Factors)]
    [InlineData(20, 8, 8, 8, RadialSource.Dense)]
    [InlineData(89, 8, 8, 8, RadialSource.Factors)]
    [InlineData(40, 8, 8, 4, RadialSource.Dense)]
    [InlineData(89, 24, 8, 4, RadialSource.Factors)]
    internal void TheFasterSourceIsChosen(int speciesCount, int radialSize, int rank, int lanes, RadialSource expected)
    {
        var tensor = RandomPotentials.Matrix(new RadialShape(speciesCount, 5, radialSize), rank, new Random(1));
        Assert.Equal(expected, RadialCost.Choose(tensor, lanes));
        Assert.StartsWith(expected == RadialSource.Dense ? "the dense tensor" : "the factors", RadialCost.Explain(tensor, lanes));
        Assert.Equal(RadialSource.Factors, RadialCost.Choose(tensor, lanes, RadialSource.Factors));
        Assert.Equal(RadialSource.Dense, RadialCost.Choose(tensor, lanes, RadialSource.Dense));
    }

    [Fact]
    public void FactorsCountTheirNumbers()
    {
        var shape = new RadialShape(4, 4, 8);
        Assert.Equal(384, RandomPotentials.Matrix(shape, 8, new Random(1)).ParameterCount);
        Assert.Equal(304, RandomPotentials.Train(shape, [4, 8, 4], new Random(1)).ParameterCount);
        Assert.Equal("tf 4,8,4", RandomPotentials.Train(shape, [4, 8, 4], new Random(1)).ToString());
        Assert.Throws<ArgumentException>(() => new MatrixRadialTensor(shape, 2, new double[32], new double[63]));
        Assert.Throws<ArgumentException>(() => TensorTrainRadialTensor.Stored.Build(
            shape, [2, 2, 2], [new double[8], new double[16], new double[16], new double[15]]));
        Assert.Throws<ArgumentException>(() => TensorTrainRadialTensor.StoredByLabel.Build(shape, [1, 1, 1, 1], []));
    }

    private static (PotentialModel Factorized, PotentialModel Dense) Pair(string form, int speciesCount, int level, int radialSize = 8) =>
        Pair(form, RandomPotentials.Create(level, speciesCount, radialSize: radialSize));

    private static (PotentialModel Factorized, PotentialModel Dense) Pair(string form, PotentialModel potential)
    {
        var speciesCount = potential.SpeciesCount;
        var shape = potential.RadialTensor.Shape;
        int[] ranks = form switch
        {
            "mf" => [Math.Min(5, shape.PairCount)],
            "tf" => [Math.Min(3, speciesCount), Math.Min(5, shape.PairCount), 2],
            "tf5" => [Math.Min(3, speciesCount), Math.Min(5, shape.PairCount), 4, 2],
            "symmetric" => [],
            _ => [2],
        };
        var tensor = RandomPotentials.Stored(form, shape, ranks, new Random(7));
        return (potential with { RadialTensor = tensor }, potential with { RadialTensor = new DenseRadialTensor(shape, Product(tensor)) });
    }

    private static double[] Product(RadialTensor tensor)
    {
        var (species, functions, size) = tensor.Shape;
        var c = new double[tensor.Shape.Length];
        for (var i = 0; i < c.Length; i++)
        {
            var (b, mu, neighbor, center) =
                (i % size, i / size % functions, i / size / functions % species, i / size / functions / species);
            var (larger, smaller) = (Math.Max(center, neighbor), Math.Min(center, neighbor));
            var unordered = larger * (larger + 1) / 2 + smaller;
            c[i] = tensor switch
            {
                MatrixRadialTensor => Dot(tensor.Factors[0], center * species + neighbor, tensor.Factors[1], mu * size + b),
                SharedRadialTensor => Dot(tensor.Factors[0], (center * species + neighbor) * functions + mu, tensor.Factors[1], b),
                SymmetricRadialTensor => tensor.Factors[0][(unordered * functions + mu) * size + b],
                PairsRadialTensor => Dot(tensor.Factors[2 * unordered], mu, tensor.Factors[2 * unordered + 1], b),
                _ when tensor.Form == TensorTrainRadialTensor.StoredByLabel => Labelled(tensor, (center, neighbor, mu, b)),
                _ => Train(tensor.Factors, tensor.Ranks, (center, neighbor, mu, b)),
            };
        }
        return c;

        // The labels of ace:8 are n = 1 … 8, with l up to 2 where 2(2n + 3l) ≤ 16 allows it.
        double Labelled(RadialTensor tensor, (int Center, int Neighbor, int Mu, int B) at)
        {
            (int N, int L)[] labels = [.. from n in Enumerable.Range(1, 8)
                                          from l in Enumerable.Range(0, 3)
                                          where l == 0 || 2 * n + 3 * l + 2 + 3 * l <= 16
                                          select (n - 1, l)];
            Assert.Equal(functions, labels.Length);
            var (g, r, (label, power)) = (tensor.Factors, tensor.Ranks, labels[at.Mu]);
            return (from x in Enumerable.Range(0, r[0])
                    from y in Enumerable.Range(0, r[1])
                    from z in Enumerable.Range(0, r[2])
                    from w in Enumerable.Range(0, r[3])
                    select g[0][at.Center * r[0] + x] * g[1][(x * species + at.Neighbor) * r[1] + y]
                        * g[2][(y * 8 + label) * r[2] + z] * g[3][(z * 3 + power) * r[3] + w] * g[4][w * size + at.B]).Sum();
        }

        double Dot(double[] u, int row, double[] v, int column) => Enumerable.Range(0, tensor.Ranks[0])
            .Sum(k => u[row * tensor.Ranks[0] + k] * v[column * tensor.Ranks[0] + k]);

        double Train(IReadOnlyList<double[]> g, IReadOnlyList<int> r, (int Center, int Neighbor, int Mu, int B) at) =>
            (from x in Enumerable.Range(0, r[0])
             from y in Enumerable.Range(0, r[1])
             from z in Enumerable.Range(0, r[2])
             select g[0][at.Center * r[0] + x] * g[1][(x * species + at.Neighbor) * r[1] + y]
                 * g[2][(y * functions + at.Mu) * r[2] + z] * g[3][z * size + at.B]).Sum();
    }
}
