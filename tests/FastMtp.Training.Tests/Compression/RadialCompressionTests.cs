using FastMtp.Basis;
using FastMtp.Basis.Mtp;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Training.Compression;
using FastMtp.Training.Forms;

namespace FastMtp.Training.Tests.Compression;

public sealed class RadialCompressionTests
{
    private static readonly RadialShape Shape = ToyPotential.Labelled(4, 4, 8);

    [Theory, InlineData("mf"), InlineData("tf"), InlineData("tf5"), InlineData("shared"), InlineData("pairs")]
    public void APlantedRankIsFoundByItsError(string name)
    {
        var (form, ranks, planted) = Planted(name);
        var model = RadialCompression.WithinError(planted, form, 1e-9);
        Assert.Equal(ranks, model.Ranks);
        var compressed = RadialCompression.Truncate(planted, model);
        Assert.InRange(compressed.RelativeError, 0, 1e-12);
        Assert.Equal(Shape.Length, compressed.Before);
        Assert.Equal(model.ParameterCount(Shape), compressed.After);
    }

    [Theory, InlineData("mf"), InlineData("tf"), InlineData("tf5"), InlineData("shared"), InlineData("pairs")]
    public void TheErrorIsAtMostTheOneAskedFor(string name)
    {
        var form = RadialForms.Named(name)!;
        var potential = Sample(new DenseRadialTensor(Shape, Decaying(isSymmetric: name == "pairs")));
        foreach (var tolerance in (double[])[0.5, 0.1, 0.01])
        {
            var model = RadialCompression.WithinError(potential, form, tolerance);
            Assert.InRange(RadialCompression.Truncate(potential, model).RelativeError, 0, tolerance);
        }
    }

    [Theory, InlineData("mf"), InlineData("tf"), InlineData("tf5"), InlineData("shared"), InlineData("pairs")]
    public void MoreParametersLoseLess(string name)
    {
        var form = RadialForms.Named(name)!;
        var potential = Sample(new DenseRadialTensor(Shape, Decaying(isSymmetric: name == "pairs")));
        var last = double.PositiveInfinity;
        foreach (var share in (double[])[0.25, 0.3, 0.5, 0.8])
        {
            var compressed = RadialCompression.Truncate(potential, RadialCompression.WithinShare(potential, form, share));
            Assert.InRange(compressed.After, 1, share * Shape.Length);
            Assert.True(compressed.RelativeError <= last);
            last = compressed.RelativeError;
        }
    }

    [Fact]
    public void AnAsymmetricPotentialIsNotNearOneOfSymmetricForm()
    {
        var potential = Sample(new DenseRadialTensor(Shape, Decaying()));
        var full = RadialCompression.Truncate(potential, RadialForm.Pairs(4));
        var model = RadialCompression.WithinError(potential, RadialForm.Pairs(1), 1.0001 * full.RelativeError);
        Assert.Equal(full.RelativeError, RadialCompression.Truncate(potential, model).RelativeError, 1e-4 * full.RelativeError);
        var refusal = Assert.Throws<InputException>(() =>
            RadialCompression.WithinError(potential, RadialForm.Pairs(1), 0.9999 * full.RelativeError));
        Assert.Contains("depend on which species is the central one", refusal.Message);
    }

    [Fact]
    public void SingularValuesGoToBothFactors()
    {
        var potential = Sample(new DenseRadialTensor(Shape, Decaying()));
        var (rmf, mf) = (RadialCompression.Truncate(potential, RadialForm.Rmf(5)), RadialCompression.Truncate(potential, RadialForm.Mf(5)));
        Assert.Equal(mf.RelativeError, rmf.RelativeError, 1e-12);
        Assert.Equal("mf 5", rmf.Potential.RadialTensor.ToString());
    }

    [Fact]
    public void ManySpeciesAreSearchedInLittleTime()
    {
        var shape = new RadialShape(60, 4, 8);
        var random = new Random(1);
        var potential = Sample(new DenseRadialTensor(shape, [.. Enumerable.Range(0, shape.Length).Select(_ => random.NextDouble())]));
        var model = RadialCompression.WithinShare(potential, RadialForm.Tf(1, 1, 1), 0.02);
        Assert.InRange(RadialCompression.Truncate(potential, model).After, 0.018 * shape.Length, 0.02 * shape.Length);
    }

    private static (RadialForm Form, int[] Ranks, PotentialModel Potential) Planted(string name)
    {
        var random = new Random(3);
        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
        var tensor = name switch
        {
            "mf" => MatrixRadialTensor.Stored.Of(Shape, [3], Numbers(3 * (16 + 32))),
            "shared" => SharedRadialTensor.Stored.Of(Shape, [3], Numbers(3 * (64 + 8))),
            "tf5" => TensorTrainRadialTensor.StoredByLabel.Of(Shape, [2, 4, 3, 3], Numbers(8 + 2 * 4 * 4 + 4 * 3 * 3 + 3 * 2 * 3 + 3 * 8)),
            "pairs" => PairsRadialTensor.Stored.Of(Shape, [2], Numbers(10 * 2 * (4 + 8))),
            _ => TensorTrainRadialTensor.Stored.Of(Shape, [2, 4, 3], Numbers(8 + 2 * 4 * 4 + 4 * 4 * 3 + 3 * 8)),
        };
        return (RadialForms.Named(name)!, [.. tensor.Ranks], Sample(new DenseRadialTensor(Shape, tensor.ToDense())));
    }

    private static double[] Decaying(bool isSymmetric = false)
    {
        var random = new Random(9);
        double[] tensor = [.. Enumerable.Range(0, Shape.Length)
            .Select(i => Math.Exp(-0.5 * (i % 8) - i / 8 % 4 - 0.3 * (i / 32 % 4)) * (random.NextDouble() - 0.5))];
        if (!isSymmetric) return tensor;
        var symmetric = RadialForm.Symmetric.Parameterization(Shape);
        symmetric.Expand(symmetric.Approximate(tensor), tensor);
        return tensor;
    }

    private static PotentialModel Sample(RadialTensor tensor)
    {
        var plan = BasisPlan.ForLevel(14);
        return new()
        {
            SpeciesCount = tensor.Shape.SpeciesCount,
            Plan = plan,
            Radial = new RadialBasis(2, 5, tensor.Shape.BasisSize),
            RadialTensor = tensor,
            SpeciesCoefficients = new double[tensor.Shape.SpeciesCount],
            MomentCoefficients = new double[plan.Functions.Length],
        };
    }
}
