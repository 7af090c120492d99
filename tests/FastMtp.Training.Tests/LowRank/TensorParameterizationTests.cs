using FastMtp.Basis;
using FastMtp.Radial;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Parameterizations;
using static FastMtp.Training.Tests.LowRank.RandomNumbers;

namespace FastMtp.Training.Tests.LowRank;

public class TensorParameterizationTests
{
    private static readonly string[] Names =
        ["dense", "matrix", "matrix of full rank", "train", "train of full ranks", "train of two cores",
            "symmetric pairs", "symmetric pairs of low rank",
            "train over labels", "train over labels of large ranks", "train over all labels"];

    /// <summary>Three n with l up to 2, 1 and 0.</summary>
    private static readonly LabelGrid Stairs = LabelGrid.Of([0, 1, 2, 0, 1, 0]);

    public static TheoryData<string> All => new(Names);

    [Theory]
    [MemberData(nameof(All))]
    public void GradientIsThatOfFiniteDifferences(string name)
    {
        var parameterization = Create(name);
        var random = new SplitMix64(1);
        var weights = random.Next(parameterization.TensorLength);
        var point = parameterization.Approximate(random.Next(parameterization.TensorLength));
        var gradient = new double[parameterization.Dimension];
        var tensor = new double[parameterization.TensorLength];
        parameterization.Expand(point, tensor);
        // The gradient of Σ w·C²/2.
        parameterization.Pullback(point, [.. tensor.Zip(weights, (c, w) => w * c)], gradient);
        double Value(int i, double h)
        {
            double[] moved = [.. point];
            moved[i] += h;
            parameterization.Expand(moved, tensor);
            return tensor.Zip(weights, (c, w) => 0.5 * w * c * c).Sum();
        }
        for (var i = 0; i < gradient.Length; i++) Assert.Equal((Value(i, 1e-5) - Value(i, -1e-5)) / 2e-5, gradient[i], 1e-8);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void SensitivityIsTheMeanSquareOfTheJacobian(string name)
    {
        var parameterization = Create(name);
        var random = new SplitMix64(2);
        var point = parameterization.Approximate(random.Next(parameterization.TensorLength));
        var (tensor, moved) = (new double[parameterization.TensorLength], new double[parameterization.TensorLength]);
        parameterization.Expand(point, tensor);
        var sum = 0.0;
        for (var i = 0; i < point.Length; i++)
        {
            // The tensor is linear in every single parameter.
            double[] other = [.. point];
            other[i] += 1;
            parameterization.Expand(other, moved);
            sum += moved.Zip(tensor, (a, b) => (a - b) * (a - b)).Sum();
        }
        Assert.Equal(sum / point.Length, parameterization.MeanSquaredSensitivity(point), 1e-10);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void TensorsThatCanBeExpressedAreExpressedExactly(string name)
    {
        var parameterization = Create(name);
        var tensor = new SplitMix64(3).NextTensor(parameterization);
        var again = new double[tensor.Length];
        parameterization.Expand(parameterization.Approximate(tensor), again);
        AssertClose(tensor, again, 1e-13);
    }

    [Fact]
    public void FullRanksExpressEveryTensor()
    {
        foreach (var parameterization in new[] { Create("matrix of full rank"), Create("train of full ranks") })
        {
            var tensor = new SplitMix64(4).Next(parameterization.TensorLength);
            var again = new double[tensor.Length];
            parameterization.Expand(parameterization.Approximate(tensor), again);
            AssertClose(tensor, again, 1e-13);
        }
    }

    [Fact]
    public void TruncationIsTheBestOfItsRank()
    {
        var random = new SplitMix64(5);
        var tensor = random.Next(54);
        var values = Decompositions.Svd(new Matrix(6, 9, tensor), 6).S;
        for (var rank = 1; rank <= 6; rank++)
        {
            var truncated = new MatrixFactorization(6, 9, rank);
            var near = new double[54];
            truncated.Expand(truncated.Approximate(tensor), near);
            Assert.Equal(values[rank..].Sum(s => s * s), near.Zip(tensor, (a, b) => (a - b) * (a - b)).Sum(), 1e-12);
        }
    }

    [Fact]
    public void TrainOfTwoCoresIsAMatrixFactorization()
    {
        var tensor = new SplitMix64(6).Next(54);
        var (train, matrix) = (new double[54], new double[54]);
        var (a, b) = (new TensorTrain([6, 9], [3]), new MatrixFactorization(6, 9, 3));
        Assert.Equal(b.Dimension, a.Dimension);
        a.Expand(a.Approximate(tensor), train);
        b.Expand(b.Approximate(tensor), matrix);
        AssertClose(matrix, train, 1e-13);
    }

    [Fact]
    public void AnAsymmetricTensorBecomesTheMeanOfBothOrders()
    {
        var tensor = new double[2 * 2 * 3];
        for (var i = 0; i < 3; i++) (tensor[3 + i], tensor[6 + i]) = (i, 10 + 3 * i);
        var pairs = new SymmetricPairs(new(2, 1, 3), new DenseTensor(3));
        var mean = new double[tensor.Length];
        pairs.Expand(pairs.Approximate(tensor), mean);
        Assert.Equal([0, 0, 0, 5, 7, 9, 5, 7, 9, 0, 0, 0], mean);
    }

    /// <summary>The truncation of the coefficients with zeros for the labels that no radial function has would be worse.</summary>
    [Fact]
    public void ATrainOverLabelsIsNearTheTensor()
    {
        var shape = new RadialShape(4, 6, 3) { Labels = Stairs };
        var random = new SplitMix64(8);
        var (tensor, noise) = (random.NextTensor(new LabelTrain(shape, [3, 4, 3, 2])), random.Next(shape.Length));
        for (var i = 0; i < tensor.Length; i++) tensor[i] += 0.01 * noise[i];
        var (near, zeros) = (new double[tensor.Length], new double[16 * 9 * 3]);
        var train = new LabelTrain(shape, [3, 4, 3, 2]);
        train.Expand(train.Approximate(tensor), near);
        Stairs.Put(tensor, zeros, 3);
        var whole = new TensorTrain(shape.LabelModes!, [3, 4, 3, 2]);
        whole.Expand(whole.Approximate(zeros), zeros);
        var far = new double[tensor.Length];
        Stairs.Take(zeros, far, 3);
        double Distance(double[] other) => Math.Sqrt(tensor.Zip(other, (a, b) => (a - b) * (a - b)).Sum());
        Assert.InRange(Distance(near), 0, 1.5 * 0.01 * Vectors.Norm(noise));
        Assert.InRange(Distance(far), 3 * Distance(near), double.PositiveInfinity);
    }

    [Fact]
    public void VanishingTensorsAreExpressed()
    {
        foreach (var name in Names)
        {
            var parameterization = Create(name);
            var tensor = new double[parameterization.TensorLength];
            var again = new double[tensor.Length];
            parameterization.Expand(parameterization.Approximate(tensor), again);
            Assert.Equal(tensor, again);
        }
    }

    [Theory]
    [InlineData(0, "between 1 and 6, not 0")]
    [InlineData(7, "6 × 9 matrix must lie between 1 and 6, not 7")]
    public void ImpossibleRankOfAMatrixIsRefusedWithTheRange(int rank, string part) =>
        Assert.Contains(part, Assert.Throws<InputException>(() => new MatrixFactorization(6, 9, rank)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(new[] { 4, 8 }, "has 3 ranks, not 2")]
    [InlineData(new[] { 5, 8, 4 }, "Rank 1 of a tensor train 4 × 4 × 4 × 8 with ranks 5,8,4 must lie between 1 and 4, not 5")]
    [InlineData(new[] { 2, 9, 4 }, "Rank 2 of a tensor train 4 × 4 × 4 × 8 with ranks 2,9,4 must lie between 1 and 8, not 9")]
    [InlineData(new[] { 4, 8, 9 }, "must lie between 1 and 8, not 9")]
    [InlineData(new[] { 4, 0, 4 }, "at least 1, not 4,0,4")]
    public void ImpossibleRanksOfATrainAreRefusedWithTheRange(int[] ranks, string part) =>
        Assert.Contains(part, Assert.Throws<InputException>(() => new TensorTrain([4, 4, 4, 8], ranks)).Message, StringComparison.Ordinal);

    private static IParameterization Create(string name) => name switch
    {
        "dense" => new DenseTensor(24),
        "matrix" => new MatrixFactorization(9, 8, 3),
        "matrix of full rank" => new MatrixFactorization(9, 8, 8),
        "train" => new TensorTrain([3, 3, 2, 4], [2, 4, 3]),
        "train of full ranks" => new TensorTrain([3, 3, 2, 4], [3, 8, 4]),
        "symmetric pairs" => new SymmetricPairs(new(3, 2, 4), new DenseTensor(8)),
        "symmetric pairs of low rank" => new SymmetricPairs(new(3, 3, 4), new MatrixFactorization(3, 4, 2)),
        "train over labels" => new LabelTrain(new(2, 6, 3) { Labels = Stairs }, [2, 3, 2, 2]),
        "train over labels of large ranks" => new LabelTrain(new(2, 6, 3) { Labels = Stairs }, [2, 4, 6, 3]),
        "train over all labels" => new LabelTrain(new(2, 4, 3) { Labels = LabelGrid.Of([0, 1, 0, 1]) }, [2, 3, 2, 2]),
        "train of two cores" => new TensorTrain([6, 9], [3]),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
