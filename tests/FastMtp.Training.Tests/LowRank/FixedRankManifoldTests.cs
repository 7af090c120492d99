using FastMtp.Basis;
using FastMtp.Training.LinearAlgebra;
using FastMtp.Training.Manifolds;
using static FastMtp.Training.Tests.LowRank.RandomNumbers;

namespace FastMtp.Training.Tests.LowRank;

public class FixedRankManifoldTests
{
    public static TheoryData<int, int, int> Shapes =>
        new() { { 6, 9, 3 }, { 9, 6, 1 }, { 5, 5, 4 }, { 4, 7, 4 }, { 7, 4, 4 }, { 5, 5, 5 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ProjectionIsOrthogonalAndIdempotent(int m, int n, int rank)
    {
        var (manifold, point, random) = Create(m, n, rank);
        var tangent = random.Next(manifold.Dimension);
        var matrix = new double[m * n];
        var projected = new double[manifold.Dimension];
        manifold.Embed(point, tangent, matrix);
        manifold.Pullback(point, matrix, projected);
        AssertClose(tangent, projected, 1e-13);
        Assert.Equal(Vectors.Norm(tangent), Vectors.Norm(matrix), 1e-13);

        var any = random.Next(m * n);
        manifold.Pullback(point, any, projected);
        manifold.Embed(point, projected, matrix);
        double[] rest = [.. any.Zip(matrix, (a, b) => a - b)];
        manifold.Pullback(point, rest, projected);
        Assert.All(projected, x => Assert.Equal(0, x, 1e-13));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void PointItselfIsATangentVector(int m, int n, int rank)
    {
        var (manifold, point, _) = Create(m, n, rank);
        var (matrix, back, tangent) = (new double[m * n], new double[m * n], new double[manifold.Dimension]);
        manifold.Expand(point, matrix);
        manifold.Pullback(point, matrix, tangent);
        manifold.Embed(point, tangent, back);
        AssertClose(matrix, back, 1e-13);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void RetractionHasTheRankAndIsTheNearestPoint(int m, int n, int rank)
    {
        var (manifold, point, random) = Create(m, n, rank);
        var tangent = random.Next(manifold.Dimension);
        var (moved, direction, sum) = (new double[m * n], new double[m * n], new double[m * n]);
        manifold.Expand(point, sum);
        manifold.Embed(point, tangent, direction);
        Vectors.AddScaled(sum, 0.7, direction, sum);
        manifold.Expand(Retracted(manifold, point, 0.7, tangent), moved);

        var best = Decompositions.Svd(new Matrix(m, n, sum), Math.Min(m, n));
        var values = Decompositions.Svd(new Matrix(m, n, moved), Math.Min(m, n)).S;
        AssertClose(best.S.AsSpan(0, rank), values.AsSpan(0, rank), 1e-12);
        Assert.All(values[rank..], s => Assert.InRange(s, 0, 1e-13));
        Assert.Equal(best.S[rank..].Sum(s => s * s), sum.Zip(moved, (a, b) => (a - b) * (a - b)).Sum(), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void RetractionIsOfSecondOrder(int m, int n, int rank)
    {
        var (manifold, point, random) = Create(m, n, rank);
        var tangent = random.Next(manifold.Dimension);
        double TangentialError(double t)
        {
            var (matrix, start, error) = (new double[m * n], new double[m * n], new double[manifold.Dimension]);
            manifold.Expand(Retracted(manifold, point, t, tangent), matrix);
            manifold.Expand(point, start);
            Vectors.AddScaled(matrix, -1, start, matrix);
            manifold.Pullback(point, matrix, error);
            Vectors.AddScaled(error, -t, tangent, error);
            return Vectors.Norm(error);
        }
        // The distance to the straight line is of third order within the tangent space: an eighth at half the step.
        var (far, near) = (TangentialError(0.02), TangentialError(0.01));
        Assert.True(near < 1e-13 || Math.Abs(far / near - 8) < 0.8, $"{far} {near}");
        Assert.InRange(far, 0, 1e-3);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void NoStepLeadsNowhere(int m, int n, int rank)
    {
        var (manifold, point, random) = Create(m, n, rank);
        var (matrix, start) = (new double[m * n], new double[m * n]);
        manifold.Expand(point, start);
        manifold.Expand(Retracted(manifold, point, 0, random.Next(manifold.Dimension)), matrix);
        AssertClose(start, matrix, 1e-13);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void GradientIsThatOfFiniteDifferencesAlongTheRetraction(int m, int n, int rank)
    {
        var (manifold, point, random) = Create(m, n, rank);
        var weights = random.Next(m * n);
        var matrix = new double[m * n];
        manifold.Expand(point, matrix);
        var gradient = new double[manifold.Dimension];
        manifold.Pullback(point, [.. matrix.Zip(weights, (c, w) => w * c)], gradient);
        double Value(int i, double h)
        {
            var unit = new double[manifold.Dimension];
            unit[i] = 1;
            manifold.Expand(Retracted(manifold, point, h, unit), matrix);
            return matrix.Zip(weights, (c, w) => 0.5 * w * c * c).Sum();
        }
        for (var i = 0; i < gradient.Length; i++) Assert.Equal((Value(i, 1e-5) - Value(i, -1e-5)) / 2e-5, gradient[i], 1e-8);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void TransportIsTheProjectionOfTheVector(int m, int n, int rank)
    {
        var (manifold, x, y, random) = CreateTwo(m, n, rank);
        var tangent = random.Next(manifold.Dimension);
        var (transported, projected, matrix) = (new double[manifold.Dimension], new double[manifold.Dimension], new double[m * n]);
        manifold.Transport(x, y).Apply(tangent, transported);
        manifold.Embed(x, tangent, matrix);
        manifold.Pullback(y, matrix, projected);
        AssertClose(projected, transported, 1e-13);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void TransportAndInverseAreTheIdentity(int m, int n, int rank)
    {
        var (manifold, x, y, random) = CreateTwo(m, n, rank);
        var transport = manifold.Transport(x, y);
        var tangent = random.Next(manifold.Dimension);
        var (there, back) = (new double[manifold.Dimension], new double[manifold.Dimension]);
        transport.Apply(tangent, there);
        transport.ApplyInverse(there, back);
        AssertClose(tangent, back, 1e-11);
        transport.ApplyInverse(tangent, back);
        transport.Apply(back, there);
        AssertClose(tangent, there, 1e-11);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void TransportBackIsTheAdjoint(int m, int n, int rank)
    {
        var (manifold, x, y, random) = CreateTwo(m, n, rank);
        var (u, v) = (random.Next(manifold.Dimension), random.Next(manifold.Dimension));
        var (forth, back) = (new double[manifold.Dimension], new double[manifold.Dimension]);
        manifold.Transport(x, y).Apply(u, forth);
        manifold.Transport(y, x).Apply(v, back);
        Assert.Equal(Vectors.Dot(forth, v), Vectors.Dot(u, back), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void TransportIsTheMatrixOfThePaper(int m, int n, int rank)
    {
        // P = Eᵀ((U_YᵀU_X) ⊗ (V_YᵀV_X) − (U_YᵀP⊥U_X) ⊗ (V_YᵀP⊥V_X))E with any completed bases.
        var random = new SplitMix64(9);
        CompletedBasis[] bases = [.. new[] { m, m, n, n }.Select(size => new CompletedBasis(Orthogonal(random, size).Block(.., ..rank)))];
        var (ux, uy, vx, vy) = (Completed(bases[0]), Completed(bases[1]), Completed(bases[2]), Completed(bases[3]));
        var (a, b) = (uy.TransposedTimes(ux), vy.TransposedTimes(vx));
        var (c, d) = (uy.TransposedTimes(Complement(uy, rank) * ux), vy.TransposedTimes(Complement(vy, rank) * vx));
        (int I, int J)[] mask = [.. Enumerable.Range(0, m * n).Select(k => (k / n, k % n)).Where(e => e.Item1 < rank || e.Item2 < rank)];
        var transport = new FixedRankTransport(bases[0], bases[2], bases[1], bases[3]);
        for (var column = 0; column < mask.Length; column++)
        {
            var (unit, image) = (new double[mask.Length], new double[mask.Length]);
            unit[column] = 1;
            transport.Apply(unit, image);
            var (k, l) = mask[column];
            for (var row = 0; row < mask.Length; row++)
            {
                var (i, j) = mask[row];
                Assert.Equal(a[i, k] * b[j, l] - c[i, k] * d[j, l], image[row], 1e-13);
            }
        }
    }

    [Fact]
    public void TransportBetweenOrthogonalSpacesHasNoInverse()
    {
        // e₁e₁ᵀ and e₂e₂ᵀ share no direction.
        var manifold = new FixedRankManifold(3, 3, 1);
        var transport = manifold.Transport([1, 0, 0, 1, 1, 0, 0], [0, 1, 0, 1, 0, 1, 0]);
        var back = new double[manifold.Dimension];
        transport.ApplyInverse([1, 1, 1, 1, 1], back);
        Assert.Contains(back, x => !double.IsFinite(x));
    }

    [Fact]
    public void ProductActsOnItsParts()
    {
        var (fixedRank, point, random) = Create(5, 4, 2);
        var product = new ProductManifold(fixedRank, new EuclideanSpace(3));
        Assert.Equal((fixedRank.PointLength + 3, fixedRank.Dimension + 3), (product.PointLength, product.Dimension));
        var tangent = random.Next(product.Dimension);
        double[] start = [.. point, 1, 2, 3];
        var moved = new double[product.PointLength];
        product.Retract(start, 0.3, tangent, moved);
        Assert.Equal(Retracted(fixedRank, point, 0.3, tangent[..fixedRank.Dimension]), moved[..fixedRank.PointLength]);
        AssertClose([1 + 0.3 * tangent[^3], 2 + 0.3 * tangent[^2], 3 + 0.3 * tangent[^1]], moved.AsSpan(fixedRank.PointLength), 1e-15);
        var transported = new double[product.Dimension];
        product.Transport(start, moved).Apply(tangent, transported);
        Assert.Equal(tangent[^3..], transported[^3..]);
        Assert.NotEqual(tangent[..3], transported[..3]);
        Assert.True(product.Transport(moved, moved).IsIdentity);
    }

    private static (FixedRankManifold Manifold, double[] Point, SplitMix64 Random) Create(int m, int n, int rank)
    {
        var random = new SplitMix64(7);
        var manifold = new FixedRankManifold(m, n, rank);
        return (manifold, manifold.Approximate(random.Next(m * n)), random);
    }

    private static (FixedRankManifold Manifold, double[] X, double[] Y, SplitMix64 Random) CreateTwo(int m, int n, int rank)
    {
        var (manifold, x, random) = Create(m, n, rank);
        return (manifold, x, Retracted(manifold, x, 0.3, random.Next(manifold.Dimension)), random);
    }

    private static double[] Retracted(FixedRankManifold manifold, double[] point, double step, double[] tangent)
    {
        var result = new double[manifold.PointLength];
        manifold.Retract(point, step, tangent, result);
        return result;
    }

    private static Matrix Orthogonal(SplitMix64 random, int size) =>
        Decompositions.Svd(new Matrix(size, size, random.Next(size * size)), size).U;

    private static Matrix Completed(CompletedBasis basis) =>
        basis.U.StackHorizontally(basis.ComplementTimes(Matrix.Identity(basis.U.Rows - basis.U.Columns)));

    private static Matrix Complement(Matrix u, int rank) =>
        Matrix.Identity(u.Rows) - u.Block(.., ..rank).TimesTransposed(u.Block(.., ..rank));
}
