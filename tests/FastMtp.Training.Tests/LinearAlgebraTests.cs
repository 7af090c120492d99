using FastMtp.Basis;
using FastMtp.Training.LinearAlgebra;
using MathNet.Numerics;

namespace FastMtp.Training.Tests;

public class LinearAlgebraTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(61)]
    public void VectorisedLoopsAgreeWithTheirDefinition(int n)
    {
        var random = new SplitMix64((ulong)n);
        double[] Draw() => [.. Enumerable.Range(0, n).Select(_ => random.NextSigned())];
        var (a, b, c) = (Draw(), Draw(), Draw());
        var dot = Enumerable.Range(0, n).Sum(i => a[i] * b[i]);
        Assert.Equal(dot, Vectors.Dot(a, b), 1e-13);

        var sum = (double[])c.Clone();
        Assert.Equal(dot, Vectors.DotAndAdd(a, b, 0.7, sum), 1e-13);
        for (var i = 0; i < n; i++) Assert.Equal(c[i] + 0.7 * a[i], sum[i], 1e-14);

        sum = (double[])c.Clone();
        Vectors.AddTwo(sum, 0.3, a, -2, b);
        for (var i = 0; i < n; i++) Assert.Equal(c[i] + 0.3 * a[i] - 2 * b[i], sum[i], 1e-14);
    }

    [Fact]
    public void SymmetricProductsAgreeWithTheFullMatrix()
    {
        const int n = 23;
        var random = new SplitMix64(5);
        double[] Draw() => [.. Enumerable.Range(0, n).Select(_ => random.NextSigned())];
        var (a, b, x) = (Draw(), Draw(), Draw());
        var matrix = new PackedSymmetricMatrix(n);
        matrix.SetIdentity(3);
        matrix.AddSymmetricProduct(a, b);
        var product = new double[n];
        matrix.Multiply(x, product);
        for (var i = 0; i < n; i++) Assert.Equal(3 * x[i] + a[i] * Vectors.Dot(b, x) + b[i] * Vectors.Dot(a, x), product[i], 1e-13);
    }

    [Fact]
    public void CholeskySolvesAndRefusesIndefiniteMatrices()
    {
        var matrix = new PackedSymmetricMatrix(3, [4, 2, 5, -2, 1, 6]);
        double[] x = [1, -2, 3];
        var product = new double[3];
        matrix.Multiply(x, product);
        Cholesky.Factor(matrix, 0)!.Solve(product);
        for (var i = 0; i < 3; i++) Assert.Equal(x[i], product[i], 1e-13);
        Assert.Null(Cholesky.Factor(matrix, -4));
        Assert.Null(Cholesky.Factor(new PackedSymmetricMatrix(1, [double.NaN]), 0));
    }

    [Theory]
    [InlineData(7, 3, 1)]
    [InlineData(7, 3, -1)]
    [InlineData(7, 3, 0)]
    [InlineData(5, 1, 0)]
    [InlineData(4, 4, -1)]
    public void ABasisIsCompleted(int m, int r, int start)
    {
        // ±1: the first columns of the identity or their negatives, where a reflector may fail; 0: random columns.
        var random = new SplitMix64(3);
        var u = new Matrix(m, r);
        foreach (ref var x in u.Entries.AsSpan()) x = random.NextSigned();
        u = Decompositions.Svd(u, r).U;
        if (start != 0) u = Matrix.Identity(m).Block(.., ..r).ScaleColumns([.. Enumerable.Repeat((double)start, r)]);

        var basis = new CompletedBasis(u);
        var complement = basis.ComplementTimes(Matrix.Identity(m - r));
        var whole = u.StackHorizontally(complement);
        var square = whole.TransposedTimes(whole);
        for (var i = 0; i < m; i++)
            for (var j = 0; j < m; j++) Assert.Equal(i == j ? 1 : 0, square[i, j], 1e-14);
        var vector = new Matrix(m, 1, [.. Enumerable.Range(0, m).Select(_ => random.NextSigned())]);
        var (expected, actual) = (complement.TransposedTimes(vector), basis.ComplementTransposedTimes(vector));
        for (var i = 0; i < m - r; i++) Assert.Equal(expected[i, 0], actual[i, 0], 1e-14);
    }

    /// <summary>A program may use MathNet with settings of its own: they are left alone and change no result.</summary>
    [Fact]
    public void DecompositionsDoNotDependOnTheSettingsOfTheProcess()
    {
        var random = new SplitMix64(8);
        var matrix = new Matrix(260, 230, [.. Enumerable.Range(0, 260 * 230).Select(_ => random.NextSigned())]);
        var before = Control.MaxDegreeOfParallelism;
        try
        {
            Control.MaxDegreeOfParallelism = 1;
            var expected = All();
            Control.MaxDegreeOfParallelism = 4;
            Assert.Equal(expected, All());
            Assert.Equal(4, Control.MaxDegreeOfParallelism);
        }
        finally
        {
            Control.MaxDegreeOfParallelism = before;
        }

        double[] All()
        {
            var (q, r) = Decompositions.Qr(matrix);
            var (u, s, v) = Decompositions.Svd(matrix, 20);
            return [.. q.Entries, .. r.Entries, .. u.Entries, .. s, .. v.Entries, .. Decompositions.Inverse(r).Entries];
        }
    }
}
