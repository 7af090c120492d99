using FastMtp.Training.Optimization;

namespace FastMtp.Training.Tests;

/// <summary>A function with its gradient, counting its evaluations.</summary>
internal sealed class CountedObjective(int dimension, Func<double[], double[], double> evaluate) : IObjective
{
    public int Dimension => dimension;

    public int Evaluations { get; private set; }

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        Evaluations++;
        var g = new double[dimension];
        var value = evaluate(point.ToArray(), g);
        g.CopyTo(gradient);
        return value;
    }
}

/// <summary>Standard problems, most from Moré, Garbow and Hillstrom, with their starting points; all have the minimum 0.</summary>
internal static class Objectives
{
    public static CountedObjective Quadratic(int dimension, double condition) => new(dimension, (x, g) =>
    {
        var value = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            var curvature = Math.Pow(condition, (double)i / Math.Max(1, x.Length - 1));
            value += 0.5 * curvature * x[i] * x[i];
            g[i] = curvature * x[i];
        }
        return value;
    });

    public static CountedObjective Rosenbrock(int dimension) => new(dimension, (x, g) =>
    {
        var value = 0.0;
        for (var i = 0; i < x.Length - 1; i++)
        {
            var a = x[i + 1] - x[i] * x[i];
            var b = 1 - x[i];
            value += 100 * a * a + b * b;
            g[i] += -400 * a * x[i] - 2 * b;
            g[i + 1] += 200 * a;
        }
        return value;
    });

    public static CountedObjective Beale { get; } = new(2, (x, g) =>
    {
        double[] y = [1.5, 2.25, 2.625];
        var value = 0.0;
        for (var i = 0; i < 3; i++)
        {
            var r = y[i] - x[0] * (1 - Math.Pow(x[1], i + 1));
            value += r * r;
            g[0] -= 2 * r * (1 - Math.Pow(x[1], i + 1));
            g[1] += 2 * r * x[0] * (i + 1) * Math.Pow(x[1], i);
        }
        return value;
    });

    public static CountedObjective PowellSingular { get; } = new(4, (x, g) =>
    {
        var (a, b, c, d) = (x[0] + 10 * x[1], x[2] - x[3], x[1] - 2 * x[2], x[0] - x[3]);
        g[0] = 2 * a + 40 * d * d * d;
        g[1] = 20 * a + 4 * c * c * c;
        g[2] = 10 * b - 8 * c * c * c;
        g[3] = -10 * b - 40 * d * d * d;
        return a * a + 5 * b * b + c * c * c * c + 10 * d * d * d * d;
    });

    public static CountedObjective Wood { get; } = new(4, (x, g) =>
    {
        var (a, b, c, d) = (x[1] - x[0] * x[0], 1 - x[0], x[3] - x[2] * x[2], 1 - x[2]);
        var (e, f) = (x[1] + x[3] - 2, x[1] - x[3]);
        g[0] = -400 * a * x[0] - 2 * b;
        g[1] = 200 * a + 20 * e + 0.2 * f;
        g[2] = -360 * c * x[2] - 2 * d;
        g[3] = 180 * c + 20 * e - 0.2 * f;
        return 100 * a * a + b * b + 90 * c * c + d * d + 10 * e * e + 0.1 * f * f;
    });

    public static CountedObjective BrownBadlyScaled { get; } = new(2, (x, g) =>
    {
        var (a, b, c) = (x[0] - 1e6, x[1] - 2e-6, x[0] * x[1] - 2);
        g[0] = 2 * a + 2 * c * x[1];
        g[1] = 2 * b + 2 * c * x[0];
        return a * a + b * b + c * c;
    });

    /// <summary>x − log x summed: infinite at 0 and not a number below.</summary>
    public static CountedObjective Barrier(int dimension) => new(dimension, (x, g) =>
    {
        var value = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            value += x[i] - Math.Log(x[i]) - 1;
            g[i] = 1 - 1 / x[i];
        }
        return value;
    });

    public static double[] RosenbrockStart(int dimension) => [.. Enumerable.Range(0, dimension).Select(i => i % 2 == 0 ? -1.2 : 1)];
}
