namespace FastMtp.Tests.Evaluation.Ace;

/// <summary>The span of the columns of a matrix, by Gram–Schmidt with the largest remaining column next.</summary>
internal sealed class Span
{
    private readonly List<(int Column, double[] Vector)> _basis = [];
    private readonly List<double[]> _columns;

    public Span(IEnumerable<double[]> columns, double tolerance)
    {
        _columns = [.. columns];
        var rest = _columns.Select(c => (double[])c.Clone()).ToArray();
        var largest = rest.Max(Norm);
        while (true)
        {
            var next = Enumerable.Range(0, rest.Length).MaxBy(i => Norm(rest[i]));
            var norm = Norm(rest[next]);
            if (norm <= tolerance * largest) break;
            double[] unit = [.. rest[next].Select(x => x / norm)];
            _basis.Add((next, unit));
            // Twice, because once leaves the rounding errors of the first time.
            for (var repeat = 0; repeat < 2; repeat++)
            {
                foreach (var column in rest) Subtract(column, unit, Dot(column, unit));
            }
        }
    }

    /// <summary>Number of independent columns.</summary>
    public int Dimension => _basis.Count;

    /// <summary>Coefficients that give a vector, by column, and the relative norm of what remains.</summary>
    public (double[] Coefficients, double Residual) Solve(double[] vector)
    {
        var (coefficients, rest) = (new double[_columns.Count], (double[])vector.Clone());
        // The residual of the first solution is solved for again.
        for (var repeat = 0; repeat < 2; repeat++)
        {
            var target = (double[])rest.Clone();
            var sought = _basis.Select(b => Dot(target, b.Vector)).ToArray();
            for (var k = _basis.Count - 1; k >= 0; k--)
            {
                var x = sought[k] / Dot(_columns[_basis[k].Column], _basis[k].Vector);
                coefficients[_basis[k].Column] += x;
                Subtract(rest, _columns[_basis[k].Column], x);
                for (var j = 0; j < k; j++) sought[j] -= x * Dot(_columns[_basis[k].Column], _basis[j].Vector);
            }
        }
        return (coefficients, Norm(rest) / Norm(vector));
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double Norm(double[] a) => Math.Sqrt(Dot(a, a));

    private static void Subtract(double[] from, double[] vector, double factor)
    {
        for (var i = 0; i < from.Length; i++) from[i] -= factor * vector[i];
    }
}
