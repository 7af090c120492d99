using FastMtp.Basis;
using FastMtp.Training.LeastSquares;

namespace FastMtp.Training.Tests;

public class LeastSquaresSolverTests
{
    [Fact]
    public void RecoversCoefficientsOfBadlyScaledColumns()
    {
        double[] scales = [1e-4, 1, 1e7, 1e3, 1e-2];
        double[] expected = [1e4, -2, 3e-7, 0.5, 40];
        var x = LeastSquaresSolver.Solve(Equations(Columns(200, scales), expected));
        Assert.NotNull(x);
        for (var i = 0; i < x.Length; i++) Assert.Equal(1, x[i] / expected[i], 1e-9);
    }

    [Fact]
    public void VanishingColumnsGetZero()
    {
        var x = LeastSquaresSolver.Solve(Equations(Columns(50, [1, 0, 2, 1e-20]), [3, 100, -1, 7]));
        Assert.NotNull(x);
        Assert.Equal(3, x[0], 1e-9);
        Assert.Equal(0, x[1]);
        Assert.Equal(-1, x[2], 1e-9);
        Assert.Equal(0, x[3]);
    }

    [Fact]
    public void DependentColumnsShareTheMinimumNorm()
    {
        var columns = Columns(50, [1, 1, 1]);
        foreach (var row in columns) row[2] = row[0];
        var x = LeastSquaresSolver.Solve(Equations(columns, [4, 2, 0]));
        Assert.NotNull(x);
        Assert.Equal(2, x[0], 1e-3);
        Assert.Equal(2, x[1], 1e-6);
        Assert.Equal(2, x[2], 1e-3);
        Assert.Equal(4, x[0] + x[2], 1e-9);
    }

    [Fact]
    public void WhatIsNotDeterminedStaysNearAnotherSolution()
    {
        var columns = Columns(50, [1, 0, 1, 3]);
        foreach (var row in columns) row[2] = row[0];
        var equations = Equations(columns, [4, 0, 2, 5]);
        var x = LeastSquaresSolver.Of(equations)?.Solve(equations.RightHandSide, [7, -60, 1, 1]);
        Assert.NotNull(x);
        // The sum of the dependent columns is determined, their difference is not, and nothing is known of the second.
        Assert.Equal(6, x[0] + x[2], 1e-9);
        Assert.Equal(6, x[0] - x[2], 1e-3);
        Assert.Equal(-60, x[1]);
        Assert.Equal(5, x[3], 1e-9);
    }

    [Fact]
    public void FewerDataThanUnknownsAreFittedExactly()
    {
        var columns = Columns(5, [1, 1, 1, 1, 1, 1, 1, 1]);
        double[] truth = [1, 2, 3, 4, 5, 6, 7, 8];
        var x = LeastSquaresSolver.Solve(Equations(columns, truth));
        Assert.NotNull(x);
        foreach (var row in columns) Assert.Equal(row.Zip(truth, (a, b) => a * b).Sum(), row.Zip(x, (a, b) => a * b).Sum(), 1e-5);
        Assert.True(x.Sum(v => v * v) < truth.Sum(v => v * v));
    }

    [Fact]
    public void NearlyDependentPolynomialsAreFitted()
    {
        // Powers up to 11 on [0, 1]: the condition of the normal equations exceeds 1/ε.
        var rows = Enumerable.Range(0, 100).Select(k => Enumerable.Range(0, 12).Select(i => Math.Pow(k / 99.0, i)).ToArray()).ToArray();
        var truth = Enumerable.Range(0, 12).Select(i => Math.Cos(i)).ToArray();
        var x = LeastSquaresSolver.Solve(Equations(rows, truth));
        Assert.NotNull(x);
        foreach (var row in rows) Assert.Equal(row.Zip(truth, (a, b) => a * b).Sum(), row.Zip(x, (a, b) => a * b).Sum(), 1e-5);
    }

    [Fact]
    public void EmptyAndNotFiniteEquationsAreNoTrouble()
    {
        Assert.Equal([], LeastSquaresSolver.Solve(new NormalEquations([], []))!);
        Assert.Equal([0, 0], LeastSquaresSolver.Solve(new NormalEquations([0, 0, 0, 0], [0, 0]))!);
        Assert.Null(LeastSquaresSolver.Solve(new NormalEquations([double.NaN], [1])));
        Assert.Null(LeastSquaresSolver.Solve(new NormalEquations([1], [double.PositiveInfinity])));
    }

    [Fact]
    public void ReducedEquationsKeepTheOtherUnknowns()
    {
        double[] truth = [2, -1, 0.5, 3];
        var equations = Equations(Columns(30, [1, 1, 1, 1]), truth);
        var x = LeastSquaresSolver.Solve(equations.Reduced([1, 3], [2, 99, 0.5, 99]));
        Assert.NotNull(x);
        Assert.Equal(-1, x[0], 1e-9);
        Assert.Equal(3, x[1], 1e-9);
    }

    private static double[][] Columns(int rows, double[] scales)
    {
        var random = new SplitMix64(3);
        return [.. Enumerable.Range(0, rows).Select(_ => scales.Select(s => s * random.NextSigned()).ToArray())];
    }

    private static NormalEquations Equations(double[][] rows, double[] solution)
    {
        var n = solution.Length;
        var matrix = new double[n * n];
        var rightHandSide = new double[n];
        foreach (var row in rows)
        {
            var target = row.Zip(solution, (a, x) => a * x).Sum();
            for (var i = 0; i < n; i++)
            {
                rightHandSide[i] += row[i] * target;
                for (var j = 0; j <= i; j++) matrix[i * n + j] += row[i] * row[j];
            }
        }
        return new NormalEquations(matrix, rightHandSide);
    }

    [Theory]
    [InlineData(1, 70)]
    [InlineData(9, 300)]
    [InlineData(37, 64)]
    public void SumOverRowsIsTheProductWithTheTranspose(int n, int count)
    {
        var random = new SplitMix64(7);
        var rows = Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, n).Select(_ => random.NextSigned()).ToArray()).ToArray();
        var (labels, weights) = (new double[count], new double[count]);
        var equations = new NormalEquations(new double[n * n], new double[n]);
        var sum = new NormalSum(n);
        for (var k = 0; k < count; k++)
        {
            (labels[k], weights[k]) = (random.NextSigned(), random.NextSigned());
            // Functions that do not occur in the later rows.
            if (k > 128 && n > 8) rows[k].AsSpan(..8).Clear();
            sum.Add(rows[k], labels[k], weights[k]);
            if (k == count / 2) sum.MoveTo(equations);
        }
        sum.MoveTo(equations);
        for (var i = 0; i < n; i++)
        {
            Assert.Equal(Over(k => labels[k] * rows[k][i]), equations.RightHandSide[i], 1e-12 * count);
            for (var j = 0; j < n; j++) Assert.Equal(Over(k => rows[k][i] * rows[k][j]), equations[i, j], 1e-12 * count);
        }

        double Over(Func<int, double> term) => Enumerable.Range(0, count).Sum(k => weights[k] * weights[k] * term(k));
    }
}
