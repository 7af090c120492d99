
namespace FastMtp.Selection.Exchanges;

/// <summary>
/// Exchanges rows until no row of the data has a component above <see cref="Threshold"/>: the rows then span a volume that no single
/// exchange enlarges (S. A. Goreinov et al., How to find a good submatrix, 2010). Data are graded in parts, and only the rows above the
/// threshold are kept, so that memory does not grow with the data.
/// </summary>
internal sealed class Maxvol(RowScan scan)
{
    /// <summary>An exchange that enlarges the volume by less is not worth it.</summary>
    public const double Threshold = 1.01;

    /// <summary>First rows, compared with the typical size of the data along the same axis.</summary>
    private const double Smallness = 1e-6;

    /// <summary>After some more exchanges than these, errors in the inverse no longer are negligible.</summary>
    private const int ExchangesTogether = 100;

    private const int MostPasses = 60;
    private const int FirstPart = 256;
    private const int LargestPart = 8192;

    /// <summary>Numbers in the rows of a part, which bounds its memory.</summary>
    private const int MostNumbers = 1 << 24;

    /// <summary>The first rows for data: along each axis, a small part of the data's typical size.</summary>
    public ActiveRows Start(IReadOnlyList<Configuration> configurations)
    {
        var (squares, count) = (new double[scan.Tangent.Dimension], 0L);
        scan.Run(configurations, null, 0, (_, grades) =>
        {
            foreach (var row in grades.Above)
                for (var k = 0; k < squares.Length; k++) squares[k] += row.Row[k] * row.Row[k];
            count += grades.Above.Count;
        });
        var largest = Math.Sqrt(squares.Max() / count);
        return new([.. squares.Select(square => square > 0 ? Smallness * Math.Sqrt(square / count) : Smallness * largest)]);
    }

    /// <summary>Exchanges rows for those of configurations.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="configurations">The data.</param>
    /// <param name="first">Number of the first configuration, for the origins of rows.</param>
    /// <param name="progress">Takes the number of a pass and of its exchanges.</param>
    /// <returns>The number of exchanges.</returns>
    public int Enlarge(ActiveRows rows, IReadOnlyList<Configuration> configurations, int first = 0, Action<int, int>? progress = null)
    {
        var (total, sinceFactored) = (0, 0);
        for (var pass = 1; pass <= MostPasses; pass++)
        {
            var exchanges = RunPass(rows, configurations, first);
            sinceFactored += exchanges;
            if (sinceFactored > ExchangesTogether || exchanges == 0)
            {
                rows.Refactor();
                sinceFactored = 0;
            }
            progress?.Invoke(pass, exchanges);
            total += exchanges;
            if (exchanges == 0) break;
        }
        return total;
    }

    private int RunPass(ActiveRows rows, IReadOnlyList<Configuration> configurations, int first)
    {
        var exchanges = 0;
        var largestPart = Math.Clamp(MostNumbers / rows.Size, FirstPart, LargestPart);
        var (start, atoms) = (0, FirstPart);
        while (start < configurations.Count)
        {
            var end = start;
            for (long size = 0; end < configurations.Count && (end == start || size + configurations[end].Count <= atoms); end++)
                size += configurations[end].Count;
            var above = new List<GradedRow>();
            var offset = start;
            scan.Run([.. configurations.Skip(start).Take(end - start)], scan.Set(rows), Threshold, (i, grades) =>
                above.AddRange(grades.Above.Select(row => row with { Configuration = first + offset + i })));
            // Largest first: then later ones often no longer stick out.
            foreach (var row in above.OrderByDescending(row => row.Grade))
            {
                var components = rows.Components(row.Row);
                var k = Largest(components);
                if (!(Math.Abs(components[k]) > Threshold)) continue;
                rows.Exchange(k, row.Row, components, (row.Configuration, row.Atom));
                exchanges++;
            }
            (start, atoms) = (end, Math.Min(2 * atoms, largestPart));
        }
        return exchanges;
    }

    private static int Largest(double[] components)
    {
        var k = 0;
        for (var i = 1; i < components.Length; i++)
            if (Math.Abs(components[i]) > Math.Abs(components[k])) k = i;
        return k;
    }
}
