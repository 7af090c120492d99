using FastMtp.Basis;
using FastMtp.Training.Optimization;

namespace FastMtp.Training.Tests;

public class LimitedInverseHessianTests
{
    private const int Size = 37;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void IsTheDenseOneUntilItIsFull(bool hasDiagonal)
    {
        var random = new SplitMix64(1);
        double[]? diagonal = hasDiagonal ? [.. Enumerable.Range(1, Size).Select(i => 0.1 * i)] : null;
        var (dense, limited) = (new DenseInverseHessian(Size), new LimitedInverseHessian(Size, 20));
        dense.Reset(diagonal);
        limited.Reset(diagonal);
        for (var update = 0; update < 20; update++)
        {
            AssertSame(dense, limited, random);
            var (s, y) = Pair(random);
            Assert.True(dense.Update(s, y));
            Assert.True(limited.Update(s, y));
        }
        AssertSame(dense, limited, random);
        Assert.False(limited.Update(new double[Size], new double[Size]));
        dense.Reset();
        limited.Reset();
        AssertSame(dense, limited, random);
    }

    [Fact]
    public void RemembersTheLastSteps()
    {
        var random = new SplitMix64(2);
        var limited = new LimitedInverseHessian(Size, 5);
        var diagonal = Enumerable.Range(1, Size).Select(i => 0.1 * i).ToArray();
        limited.Reset(diagonal);
        var pairs = Enumerable.Range(0, 12).Select(_ => Pair(random)).ToList();
        foreach (var (s, y) in pairs) limited.Update(s, y);
        var dense = new DenseInverseHessian(Size);
        dense.Reset(diagonal);
        foreach (var (s, y) in pairs[^5..]) dense.Update(s, y);
        AssertSame(dense, limited, random);
    }

    [Theory]
    [InlineData(10, 6)]
    [InlineData(100, 120)]
    public void RosenbrockIsSolved(int n, int capacity)
    {
        var bfgs = new Bfgs(Objectives.Rosenbrock(n), Objectives.RosenbrockStart(n), memory: new LimitedInverseHessian(n, capacity));
        while (bfgs.GradientNorm > 1e-7 && bfgs.Steps < 2000 && bfgs.Step())
        {
        }
        Assert.True(bfgs.Value < 1e-9, $"{bfgs.Value} after {bfgs.Steps} steps, {bfgs.Reason}");
    }

    [Fact]
    public void QuadraticIsSolvedAsFastAsWithADenseOne()
    {
        static int Steps(InverseHessian memory)
        {
            var bfgs = new Bfgs(Objectives.Quadratic(200, 1e4), [.. Enumerable.Repeat(1.0, 200)], memory: memory);
            while (bfgs.GradientNorm > 1e-6 && bfgs.Step())
            {
            }
            return bfgs.Steps;
        }
        var dense = Steps(new DenseInverseHessian(200));
        Assert.InRange(Steps(new LimitedInverseHessian(200, 1000)), 0.95 * dense, 1.05 * dense);
        Assert.InRange(Steps(new LimitedInverseHessian(200, 30)), dense, 10 * dense);
    }

    [Fact]
    public void ResumedRunGoesOnToTheSameBits()
    {
        var objective = Objectives.Rosenbrock(30);
        Bfgs Start() => new(objective, Objectives.RosenbrockStart(30), memory: new LimitedInverseHessian(30, 7));
        var (whole, first) = (Start(), Start());
        for (var i = 0; i < 60; i++) whole.Step();
        for (var i = 0; i < 23; i++) first.Step();
        var state = first.Export();
        Assert.Null(state.InverseHessian);
        Assert.Equal(7 * 2 * 30, state.Pairs!.Vectors.Length);
        var second = new Bfgs(objective, state);
        while (second.Steps < 60) second.Step();
        Assert.Equal(whole.Point.ToArray(), second.Point.ToArray());
        Assert.Equal(whole.Evaluations, second.Evaluations);
        Assert.Equal(whole.Export().Pairs!.Vectors, second.Export().Pairs!.Vectors);
    }

    private static void AssertSame(InverseHessian expected, InverseHessian actual, SplitMix64 random)
    {
        var x = Enumerable.Range(0, Size).Select(_ => random.NextSigned()).ToArray();
        var (first, second) = (new double[Size], new double[Size]);
        expected.Multiply(x, first);
        actual.Multiply(x, second);
        for (var i = 0; i < Size; i++) Assert.Equal(first[i], second[i], 1e-10);
        Assert.Equal(expected.IsInitial, actual.IsInitial);
    }

    private static (double[] S, double[] Y) Pair(SplitMix64 random)
    {
        var s = Enumerable.Range(0, Size).Select(_ => random.NextSigned()).ToArray();
        return (s, [.. s.Select((v, i) => (1 + i % 5) * v + 0.2 * random.NextSigned())]);
    }
}
