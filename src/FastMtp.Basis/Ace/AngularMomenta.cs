namespace FastMtp.Basis.Ace;

/// <summary>Counts the ways to couple angular momenta, without coupling them.</summary>
internal static class AngularMomenta
{
    /// <summary>
    /// Number of independent invariants, under rotation and inversion, of products of factors of which several may be the same:
    /// the copies of L = 0 in ⊗ Sym^k(V_l) over the groups of k equal factors.
    /// </summary>
    /// <param name="groups">l and k of each group of k equal factors of angular momentum l.</param>
    public static int Invariants(IEnumerable<(int L, int Count)> groups)
    {
        // [sum of m + largest sum] number of ways; every rotation that has a vector of M = 1 has one of M = 0 too.
        int[] ways = [1];
        foreach (var (l, count) in groups) ways = Product(ways, Symmetric(l, count));
        var largest = ways.Length / 2;
        return largest % 2 == 1 ? 0 : ways[largest] - (largest == 0 ? 0 : ways[largest + 1]);
    }

    /// <summary>Number of multisets of count values of m in −l … l, by their sum.</summary>
    private static int[] Symmetric(int l, int count)
    {
        var tables = new int[count + 1][];
        for (var k = 0; k <= count; k++) tables[k] = new int[2 * k * l + 1];
        tables[0][0] = 1;
        for (var m = -l; m <= l; m++)
        {
            // With ascending k, m is taken any number of times.
            for (var k = 1; k <= count; k++)
            {
                for (var i = 0; i < tables[k - 1].Length; i++) tables[k][i + m + l] += tables[k - 1][i];
            }
        }
        return tables[count];
    }

    private static int[] Product(int[] a, int[] b)
    {
        var product = new int[a.Length + b.Length - 1];
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; j < b.Length; j++) product[i + j] += a[i] * b[j];
        }
        return product;
    }
}
