using FastMtp.Basis;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Optimization;

namespace FastMtp.Training.Tests;

public class InverseHessianTests
{
    [Fact]
    public void SecantConditionHoldsAfterEveryUpdate()
    {
        const int n = 37;
        var random = new SplitMix64(1);
        var memory = new DenseInverseHessian(n);
        for (var update = 0; update < 100; update++)
        {
            var (s, y) = Pair(random, n);
            Assert.True(memory.Update(s, y));
            var product = new double[n];
            memory.Multiply(y, product);
            for (var i = 0; i < n; i++) Assert.Equal(s[i], product[i], 1e-9);
        }
    }

    [Fact]
    public void StaysPositiveDefinite()
    {
        const int n = 25;
        var random = new SplitMix64(2);
        var memory = new DenseInverseHessian(n);
        for (var update = 0; update < 500; update++)
        {
            // Half of the pairs have the wrong curvature and must be refused.
            var (s, y) = Pair(random, n);
            if (update % 2 == 1) y = [.. y.Select(v => -v)];
            Assert.Equal(update % 2 == 0, memory.Update(s, y));
            Assert.NotNull(Cholesky.Factor(new PackedSymmetricMatrix(n, memory.Entries.ToArray()), 0));
        }
    }

    [Fact]
    public void RecoversTheInverseOfAQuadratic()
    {
        // With exact line searches n updates are exact; with conjugate steps so they are here.
        var memory = new DenseInverseHessian(4);
        double[] curvature = [1, 10, 100, 1000];
        for (var i = 0; i < 4; i++)
        {
            var s = new double[4];
            s[i] = 0.3;
            var y = new double[4];
            y[i] = 0.3 * curvature[i];
            memory.Update(s, y);
        }
        var product = new double[4];
        memory.Multiply(curvature, product);
        Assert.All(product, x => Assert.Equal(1, x, 1e-12));
    }

    [Fact]
    public void FirstUpdateScalesTheIdentityOnly()
    {
        double[] s = [1, 0];
        double[] y = [4, 0];
        var scaled = new DenseInverseHessian(2);
        scaled.Update(s, y);
        Assert.Equal([0.25, 0, 0.25], scaled.Entries.ToArray());
        var known = new DenseInverseHessian(2);
        known.Reset([1, 7]);
        known.Update(s, y);
        Assert.Equal([0.25, 0, 7], known.Entries.ToArray());
        known.Reset();
        Assert.Equal([1, 0, 7], known.Entries.ToArray());
        Assert.True(known.IsInitial);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void UselessPairIsRefused(double entry)
    {
        var memory = new DenseInverseHessian(2);
        Assert.False(memory.Update([1, 0], [entry, 0]));
        Assert.Equal([1, 0, 1], memory.Entries.ToArray());
    }

    private static (double[] S, double[] Y) Pair(SplitMix64 random, int n)
    {
        var s = Enumerable.Range(0, n).Select(_ => random.NextSigned()).ToArray();
        return (s, [.. s.Select((v, i) => (1 + i % 5) * v + 0.2 * random.NextSigned())]);
    }
}
