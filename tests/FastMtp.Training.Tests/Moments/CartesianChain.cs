namespace FastMtp.Training.Tests.Moments;

/// <summary>
/// Tensors of l = 0, 1 and 2 as a number, a vector and a symmetric matrix without trace: couplings without harmonics, up to a constant
/// for each.
/// </summary>
internal static class CartesianChain
{
    /// <summary>The feature of an l: weighted directions, normalised such that a direction has length 1.</summary>
    public static double[] Feature(int l, IEnumerable<(double[] Direction, double Weight)> neighbors)
    {
        var sum = new double[(int)Math.Pow(3, l)];
        foreach (var (n, weight) in neighbors)
        {
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += weight * (l switch
                {
                    0 => 1,
                    1 => n[i],
                    _ => Math.Sqrt(1.5) * (n[i / 3] * n[i % 3] - (i / 3 == i % 3 ? 1.0 / 3 : 0)),
                });
            }
        }
        return sum;
    }

    public static double[] Coupled(double[] a, double[] b, int l) => (L(a), L(b), l) switch
    {
        (0, _, _) => [.. b.Select(x => a[0] * x)],
        (_, 0, _) => [.. a.Select(x => b[0] * x)],
        (1, 1, 0) or (2, 2, 0) => [Dot(a, b)],
        (1, 1, 2) => Traceless(3, (i, j) => a[i] * b[j]),
        (1, 2, 1) => [.. Enumerable.Range(0, 3).Select(i => Dot(a, b[(3 * i)..(3 * i + 3)]))],
        (2, 1, 1) => Coupled(b, a, 1),
        (2, 2, 2) => Traceless(3, (i, j) => Enumerable.Range(0, 3).Sum(k => a[3 * i + k] * b[3 * k + j])),
        _ => throw new ArgumentOutOfRangeException(nameof(l)),
    };

    public static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static int L(double[] tensor) => tensor.Length switch { 1 => 0, 3 => 1, _ => 2 };

    private static double[] Traceless(int n, Func<int, int, double> entry)
    {
        var trace = Enumerable.Range(0, n).Sum(i => entry(i, i)) / n;
        return [.. from i in Enumerable.Range(0, n)
                   from j in Enumerable.Range(0, n)
                   select 0.5 * (entry(i, j) + entry(j, i)) - (i == j ? trace : 0)];
    }
}
