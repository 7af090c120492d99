using FastMtp.Basis;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Manifolds;
using FastMtp.Training.Optimization;
using static FastMtp.Training.Tests.LowRank.RandomNumbers;

namespace FastMtp.Training.Tests.LowRank;

public class RiemannianBfgsTests
{
    private readonly FixedRankManifold _manifold = new(8, 11, 3);

    [Fact]
    public void MatrixOfTheRankIsFound()
    {
        var bfgs = Start(new SplitMix64(1).NextTensor(_manifold));
        while (bfgs.GradientNorm > 1e-9 && bfgs.Steps < 200 && bfgs.Step())
        {
        }
        Assert.True(bfgs.Value < 1e-18, $"{bfgs.Value} after {bfgs.Steps} steps");
        Assert.True(bfgs.Evaluations <= 1.5 * bfgs.Steps + 5, $"{bfgs.Evaluations} evaluations in {bfgs.Steps} steps");
    }

    [Fact]
    public void ConvergenceIsSuperlinearWhereTheMinimumIsNotZero()
    {
        // The rank is too low for the target, so the Hessian of the manifold has a curvature term.
        var bfgs = Start(new SplitMix64(2).Next(_manifold.TensorLength));
        while (bfgs.GradientNorm > 1e-9 && bfgs.Steps < 400 && bfgs.Step())
        {
        }
        Assert.True(bfgs.GradientNorm <= 1e-9, $"{bfgs.GradientNorm} after {bfgs.Steps} steps, {bfgs.Reason}");
    }

    [Fact]
    public void EveryStepLowersTheValueKeepsTheSecantConditionAndLeavesHPositiveDefinite()
    {
        var bfgs = Start(new SplitMix64(3).Next(_manifold.TensorLength));
        var updates = 0;
        for (var before = bfgs.Export(); bfgs.GradientNorm > 1e-6; before = bfgs.Export())
        {
            Assert.True(bfgs.Step());
            var after = bfgs.Export();
            Assert.True(after.Value < before.Value);
            var matrix = new PackedSymmetricMatrix(_manifold.Dimension, after.InverseHessian!);
            Assert.NotNull(Cholesky.Factor(matrix, 0));

            // s is parallel to the transported direction and y the difference of gradients; H·y = s up to the unknown length of s.
            var (direction, s, y, hy) = (new double[_manifold.Dimension], new double[_manifold.Dimension], new double[_manifold.Dimension],
                new double[_manifold.Dimension]);
            new PackedSymmetricMatrix(_manifold.Dimension, before.InverseHessian!).Multiply(before.Gradient, direction);
            _manifold.Transport(before.Point, after.Point).Apply([.. direction.Select(d => -d)], s);
            _manifold.Transport(after.Point, before.Point).ApplyInverse(before.Gradient, y);
            Vectors.AddScaled(after.Gradient, -1, y, y);
            matrix.Multiply(y, hy);
            var step = Vectors.Norm(hy) / Vectors.Norm(s);
            AssertClose(s.Select(v => step * v).ToArray(), hy, 1e-9 * Vectors.Norm(hy));

            // The length is the one that the retraction took.
            var moved = new double[_manifold.PointLength];
            _manifold.Retract(before.Point, step, [.. direction.Select(d => -d)], moved);
            var (expected, actual) = (new double[_manifold.TensorLength], new double[_manifold.TensorLength]);
            _manifold.Expand(after.Point, expected);
            _manifold.Expand(moved, actual);
            AssertClose(expected, actual, 1e-8);
            updates++;
        }
        Assert.True(updates > 20);
    }

    [Fact]
    public void WolfeConditionsMakeTheCurvaturePositive()
    {
        // g(y, s)/α is the difference of the slopes that the line search sees, exactly.
        var random = new SplitMix64(4);
        var (x, direction, gx, gy) = (_manifold.Approximate(random.Next(88)), random.Next(_manifold.Dimension),
            random.Next(_manifold.Dimension), random.Next(_manifold.Dimension));
        var y = new double[_manifold.PointLength];
        _manifold.Retract(x, 0.4, direction, y);
        var (s, carried) = (new double[_manifold.Dimension], new double[_manifold.Dimension]);
        _manifold.Transport(x, y).Apply(direction, s);
        _manifold.Transport(y, x).ApplyInverse(gx, carried);
        Assert.Equal(Vectors.Dot(gy, s) - Vectors.Dot(gx, direction), Vectors.Dot(gy, s) - Vectors.Dot(carried, s), 1e-11);
    }

    [Fact]
    public void MemoryWithoutUpdateIsCarriedOnAndStaysPositiveDefinite()
    {
        var random = new SplitMix64(5);
        var memory = new DenseInverseHessian(_manifold.Dimension);
        var x = _manifold.Approximate(random.Next(88));
        var s = random.Next(_manifold.Dimension);
        Assert.True(memory.Update(s, [.. s.Select((v, i) => (1 + i % 4) * v)]));
        for (var i = 0; i < 20; i++)
        {
            var y = new double[_manifold.PointLength];
            _manifold.Retract(x, 0.3, random.Next(_manifold.Dimension), y);
            memory.Transport(_manifold.Transport(x, y), _manifold.Transport(y, x));
            Assert.False(memory.Update(s, [.. s.Select(v => -v)]));
            Assert.NotNull(Cholesky.Factor(new PackedSymmetricMatrix(_manifold.Dimension, memory.Entries.ToArray()), 0));
            x = y;
        }
    }

    [Fact]
    public void TransportedMemoryIsTheCongruence()
    {
        var random = new SplitMix64(6);
        var memory = new DenseInverseHessian(_manifold.Dimension);
        var (x, y) = (_manifold.Approximate(random.Next(88)), new double[_manifold.PointLength]);
        _manifold.Retract(x, 0.3, random.Next(_manifold.Dimension), y);
        var s = random.Next(_manifold.Dimension);
        memory.Update(s, [.. s.Select((v, i) => (1 + i % 4) * v)]);

        var p = random.Next(_manifold.Dimension);
        var (back, product, expected, actual) = (new double[p.Length], new double[p.Length], new double[p.Length], new double[p.Length]);
        _manifold.Transport(y, x).Apply(p, back);
        memory.Multiply(back, product);
        _manifold.Transport(x, y).Apply(product, expected);
        memory.Transport(_manifold.Transport(x, y), _manifold.Transport(y, x));
        memory.Multiply(p, actual);
        AssertClose(expected, actual, 1e-13);
    }

    [Fact]
    public void TransportedPairsKeepTheSecantCondition()
    {
        var random = new SplitMix64(9);
        var memory = new LimitedInverseHessian(_manifold.Dimension, 3);
        var (x, to) = (_manifold.Approximate(random.Next(88)), new double[_manifold.PointLength]);
        _manifold.Retract(x, 0.3, random.Next(_manifold.Dimension), to);
        var s = random.Next(_manifold.Dimension);
        double[] y = [.. s.Select((v, i) => (1 + i % 4) * v)];
        memory.Update(random.Next(s.Length), y);
        Assert.True(memory.Update(s, y));
        var (there, back) = (_manifold.Transport(x, to), _manifold.Transport(to, x));
        memory.Transport(there, back);

        // y is a linear function of tangent vectors: its value for s is the same everywhere.
        var (sThere, yThere, product) = (new double[s.Length], new double[s.Length], new double[s.Length]);
        there.Apply(s, sThere);
        back.ApplyInverse(y, yThere);
        Assert.Equal(Vectors.Dot(y, s), Vectors.Dot(yThere, sThere), 1e-11 * Vectors.Dot(y, s));
        memory.Multiply(yThere, product);
        AssertClose(sThere, product, 1e-11);
    }

    [Fact]
    public void ResumedRunGoesOnToTheSameBits()
    {
        var target = new SplitMix64(7).Next(_manifold.TensorLength);
        var whole = Start(target);
        while (whole.Steps < 30) whole.Step();
        var first = Start(target);
        while (first.Steps < 13) first.Step();
        var second = new Bfgs(new MatrixCompletion(_manifold, target), first.Export(), manifold: _manifold);
        while (second.Steps < 30) second.Step();
        Assert.Equal(whole.Point.ToArray(), second.Point.ToArray());
        Assert.Equal(whole.Export().InverseHessian, second.Export().InverseHessian);
    }

    [Fact]
    public void FullRankIsFlatSpaceInOtherCoordinates()
    {
        var full = new FixedRankManifold(5, 4, 4);
        Assert.Equal(20, full.Dimension);
        var random = new SplitMix64(8);
        var (target, start) = (random.Next(20), random.Next(20));
        var flat = new Bfgs(new MatrixCompletion(new Parameterizations.DenseTensor(20), target), start);
        var curved = new Bfgs(new MatrixCompletion(full, target), full.Approximate(start), manifold: full);
        for (var i = 0; i < 8; i++)
        {
            flat.Step();
            curved.Step();
            Assert.Equal(flat.Value, curved.Value, 1e-10);
        }
    }

    private Bfgs Start(double[] target)
    {
        var objective = new MatrixCompletion(_manifold, target);
        return new Bfgs(objective, _manifold.Approximate(new SplitMix64(99).Next(_manifold.TensorLength)), manifold: _manifold);
    }
}
