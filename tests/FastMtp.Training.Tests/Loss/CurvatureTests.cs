using FastMtp.Basis;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Tests.Shared;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Loss;

namespace FastMtp.Training.Tests.Loss;

/// <summary>Where all residuals vanish, the Hessian of the loss is 2·JᵀJ.</summary>
public sealed class CurvatureTests
{
    private static readonly PotentialModel Potential = GoldenData.Potential(8);

    private static readonly LossWeights Weights = new() { Stress = 0.003, Normalization = LossNormalization.PerAtom };

    [Fact]
    public void ProductsAreThoseOfTheHessian()
    {
        foreach (var kernel in KernelRegistry.All(Potential.Plan))
        {
            using var loss = new TrainingLoss(Potential, Planted(), [], Weights, kernel: kernel);
            var direction = Direction(1);
            var (product, ahead, behind) = (new double[loss.Dimension], new double[loss.Dimension], new double[loss.Dimension]);
            loss.MultiplyCurvature(Potential.Parameters, direction, product);
            const double h = 1e-5;
            loss.Evaluate(Moved(direction, h), ahead);
            loss.Evaluate(Moved(direction, -h), behind);
            var scale = Vectors.Norm(product);
            for (var i = 0; i < product.Length; i++) Assert.Equal((ahead[i] - behind[i]) / (4 * h), product[i], 1e-4 * scale);
        }
    }

    [Fact]
    public void ProductsAreSymmetric()
    {
        using var loss = new TrainingLoss(Potential, GoldenData.Configurations(), [], Weights);
        var (u, v, ju, jv) = (Direction(2), Direction(3), new double[loss.Dimension], new double[loss.Dimension]);
        loss.MultiplyCurvature(Potential.Parameters, u, ju);
        loss.MultiplyCurvature(Potential.Parameters, v, jv);
        Assert.Equal(Vectors.Dot(u, jv), Vectors.Dot(v, ju), 1e-4 * Math.Sqrt(Vectors.Dot(u, ju) * Vectors.Dot(v, jv)));
    }

    /// <summary>Of an estimate, the error of a quadratic form falls with the number of estimates; each is right on average.</summary>
    [Fact]
    public void EstimatesAreRightOnAverage()
    {
        using var loss = new TrainingLoss(Potential, GoldenData.Configurations(), [], Weights);
        var (direction, product) = (Direction(4), new double[loss.Dimension]);
        loss.MultiplyCurvature(Potential.Parameters, direction, product);
        var exact = Vectors.Dot(direction, product);
        double[] found = [.. Enumerable.Range(0, 40).Select(seed =>
        {
            var estimate = loss.EstimateCurvature(Potential.Parameters, (ulong)seed, loss.Dimension, (whole, row) => whole.CopyTo(row));
            Assert.All(estimate.RightHandSide, b => Assert.Equal(0, b));
            return Vectors.Dot(direction, (estimate.Symmetric() * new Matrix(loss.Dimension, 1, direction)).Entries);
        })];
        Assert.InRange(found.Average(), 0.9 * exact, 1.1 * exact);
        Assert.Contains(found, value => Math.Abs(value - exact) > 1e-3 * exact);
    }

    [Fact]
    public void AnEstimateDependsOnlyOnItsSeed()
    {
        double[] Of(ulong seed, int threads)
        {
            using var loss = new TrainingLoss(Potential, GoldenData.Configurations(), [], Weights, threads);
            return loss.EstimateCurvature(Potential.Parameters, seed, loss.Dimension, (whole, row) => whole.CopyTo(row)).Matrix;
        }
        Assert.Equal(Of(7, 1), Of(7, 4));
        Assert.NotEqual(Of(7, 1), Of(8, 1));
    }

    private static double[] Direction(ulong seed)
    {
        var random = new SplitMix64(seed);
        return [.. Potential.Parameters.Select(x => x * random.NextSigned())];
    }

    private static double[] Moved(double[] direction, double length)
    {
        var moved = (double[])Potential.Parameters.Clone();
        Vectors.AddScaled(moved, length, direction, moved);
        return moved;
    }

    private static List<Configuration> Planted()
    {
        var potential = new Potential(Potential);
        return [.. GoldenData.Configurations().Select(cell =>
        {
            var prediction = potential.Evaluate(cell);
            return cell with { Energy = prediction.Energy, Forces = [.. prediction.Forces], Virial = prediction.Virial };
        })];
    }
}
