using FastMtp.ActiveSets;
using FastMtp.LinearAlgebra;

namespace FastMtp.Selection.Exchanges;

/// <summary>
/// The order of exchanges of the MLIP programs: all rows form a pool, the largest component of the whole pool decides on the next
/// exchange, and the row that leaves takes the place of the other in the pool, from where it may come back. Which of many local maxima of
/// the volume is reached depends on that, so grades agree with those programs only this way. Memory: 8 bytes for each row and
/// coefficient.
/// </summary>
internal sealed class PoolMaxvol(RowScan scan)
{
    /// <summary>Candidates are looked at if the largest grade exceeds this.</summary>
    public const double SelectThreshold = 1.1;

    /// <summary>Components that differ by less may be the wrong way round: errors of exchanges add up.</summary>
    private const double Doubt = 1e-5;

    /// <summary>After this many exchanges all components are computed anew.</summary>
    private const int ExchangesTogether = 100;

    /// <summary>
    /// Larger components lead to an exchange. MLIP-2 grades configurations, MLIP-3 neighbourhoods, each with its own value.
    /// </summary>
    private double SwapThreshold => scan.Mode == GradeMode.Configuration ? 1.0000001 : 1.001;

    /// <summary>The first rows, of the length with which those programs start.</summary>
    public ActiveRows Start() =>
        new([.. Enumerable.Repeat(scan.Mode == GradeMode.Configuration ? 1e-5 : 1e-6, scan.Tangent.Dimension)]);

    /// <summary>Exchanges rows for those of configurations, until no component exceeds the threshold of the programs.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="configurations">The pool.</param>
    /// <param name="first">Number of the first configuration, for the origins of rows.</param>
    /// <param name="least">If no component exceeds this at the start, nothing is exchanged.</param>
    /// <returns>The number of exchanges.</returns>
    public int Enlarge(ActiveRows rows, IReadOnlyList<Configuration> configurations, int first = 0, double least = 0)
    {
        var pool = new List<double[]>();
        var origins = new List<(int Configuration, int? Atom)?>();
        scan.Run(configurations, null, 0, (i, grades) =>
        {
            // Rows come in the order of the search, those of a pool in that of the atoms.
            foreach (var row in grades.Above.OrderBy(row => row.Atom))
            {
                pool.Add(row.Row);
                origins.Add((first + i, row.Atom));
            }
        });
        var components = new double[pool.Count][];
        Parallel.For(0, pool.Count, i => components[i] = rows.Components(pool[i]));
        var exchanges = 0;
        for (var threshold = Math.Max(least, SwapThreshold); ; threshold = SwapThreshold)
        {
            var (i, k) = Largest(rows, pool, components);
            if (!(Math.Abs(components[i][k]) > threshold)) return exchanges;
            var (row, origin) = (rows[k], rows.Origins[k]);
            var leading = components[i];
            rows.Exchange(k, pool[i], leading, origins[i]);
            (pool[i], origins[i]) = (row, origin);
            components[i] = new double[rows.Size];
            components[i][k] = 1;
            Move(components, leading, k);
            exchanges++;
            if (exchanges % ExchangesTogether != 0) continue;
            rows.Refactor();
            Parallel.For(0, pool.Count, r => components[r] = rows.Components(pool[r]));
        }
    }

    /// <summary>Components in the new rows: c − c_k·(b − e_k)/b_k, with b those of the row that came in.</summary>
    private static void Move(double[][] components, double[] leading, int k)
    {
        var change = leading.ToArray();
        change[k] -= 1;
        foreach (ref var x in change.AsSpan()) x /= leading[k];
        Parallel.For(0, components.Length, i =>
        {
            var factor = components[i][k];
            if (factor != 0) Rows.AddScaled(components[i], -factor, change);
        });
    }

    /// <summary>The largest component in size, the first of equal ones. What is in doubt is computed exactly.</summary>
    private static (int Row, int Column) Largest(ActiveRows rows, List<double[]> pool, double[][] components)
    {
        var largest = new double[components.Length];
        Parallel.For(0, components.Length, i => largest[i] = Rows.Largest(components[i]));
        var least = (1 - Doubt) * largest.Max();
        int[] inDoubt = [.. Enumerable.Range(0, largest.Length).Where(i => largest[i] >= least)];
        var (row, column, best) = (0, 0, -1.0);
        foreach (var i in inDoubt)
        {
            rows.Refine(components[i], pool[i]);
            for (var k = 0; k < components[i].Length; k++)
                if (Math.Abs(components[i][k]) > best) (row, column, best) = (i, k, Math.Abs(components[i][k]));
        }
        return (row, column);
    }
}
