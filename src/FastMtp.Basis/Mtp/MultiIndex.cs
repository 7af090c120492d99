namespace FastMtp.Basis.Mtp;

/// <summary>
/// Exponents (a, b, c) of a component of a symmetric tensor, five bits each, so that adding indices is adding integers.
/// </summary>
internal static class MultiIndex
{
    /// <summary>Bits that one index takes; several are packed side by side as the groups of a <see cref="PartialTensor"/>.</summary>
    public const int Bits = 15;

    private static readonly long[] Factorials = MakeFactorials(21);

    private static readonly int[][] Ranks = [.. Enumerable.Range(0, 21).Select(n => OfRankUncached(n).ToArray())];

    public static int Pack(int a, int b, int c) => a | b << 5 | c << 10;

    public static (int A, int B, int C) Unpack(int index) => (index & 31, index >> 5 & 31, index >> 10 & 31);

    /// <summary>All (a, b, c) with a + b + c = rank.</summary>
    public static int[] OfRank(int rank) => Ranks[rank];

    /// <summary>Number of index tuples that have these exponents: (a + b + c)! / (a! b! c!).</summary>
    public static long Multiplicity(int index)
    {
        var (a, b, c) = Unpack(index);
        return Factorials[a + b + c] / (Factorials[a] * Factorials[b] * Factorials[c]);
    }

    private static IEnumerable<int> OfRankUncached(int rank)
    {
        for (var a = rank; a >= 0; a--)
        {
            for (var b = rank - a; b >= 0; b--) yield return Pack(a, b, rank - a - b);
        }
    }

    private static long[] MakeFactorials(int count)
    {
        var factorials = new long[count];
        factorials[0] = 1;
        for (var i = 1; i < count; i++) factorials[i] = factorials[i - 1] * i;
        return factorials;
    }
}
