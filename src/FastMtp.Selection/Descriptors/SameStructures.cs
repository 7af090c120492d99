using FastMtp.Basis;

namespace FastMtp.Selection.Descriptors;

/// <summary>Configurations with the same descriptor: one structure, however it is turned, numbered or repeated.</summary>
internal static class SameStructures
{
    /// <summary>Structures at a smaller distance count as the same; rounding of positions to five digits keeps within it.</summary>
    public const double Tolerance = 1e-4;

    /// <summary>For each configuration the first one of the same structure, which may be itself.</summary>
    public static int[] FirstOf(DescriptorRows rows, double tolerance = Tolerance)
    {
        var firsts = new int[rows.Count];
        for (var i = 0; i < firsts.Length; i++) firsts[i] = i;
        // What is close in space is close along any line, so only neighbours along one need to be compared.
        var places = Projections(rows);
        var order = Enumerable.Range(0, rows.Count).OrderBy(i => places[i]).ToArray();
        for (var a = 0; a < order.Length; a++)
        {
            for (var b = a + 1; b < order.Length && places[order[b]] - places[order[a]] <= tolerance; b++)
            {
                var (i, j) = (Root(firsts, order[a]), Root(firsts, order[b]));
                if (i != j && rows.Distance(order[a], order[b]) < tolerance) firsts[Math.Max(i, j)] = Math.Min(i, j);
            }
        }
        for (var i = 0; i < firsts.Length; i++) firsts[i] = Root(firsts, i);
        return firsts;
    }

    /// <summary>The numbers of the configurations of each structure.</summary>
    public static int[][] Of(DescriptorRows rows)
    {
        var firsts = FirstOf(rows);
        return [.. Enumerable.Range(0, rows.Count).GroupBy(i => firsts[i]).Select(unit => unit.ToArray())];
    }

    private static int Root(int[] firsts, int i)
    {
        while (firsts[i] != i) i = firsts[i] = firsts[firsts[i]];
        return i;
    }

    /// <summary>Positions along a random line, on which two configurations are never farther apart than their descriptors.</summary>
    private static double[] Projections(DescriptorRows rows)
    {
        var random = new SplitMix64(1);
        var direction = new double[rows.Length];
        for (var k = 0; k < direction.Length; k++) direction[k] = random.NextSigned();
        var norm = Math.Sqrt(direction.Sum(x => x * x) * rows.Length);
        var places = new double[rows.Count];
        for (var i = 0; i < places.Length; i++)
        {
            var row = rows[i];
            for (var k = 0; k < direction.Length; k++) places[i] += row[k] * direction[k] / norm;
        }
        return places;
    }
}
