namespace FastMtp.Basis.Symbols;

/// <summary>Decides whether vectors over a finite field are linearly independent, by elimination.</summary>
/// <remarks>
/// The vectors hold the values of polynomials with integer coefficients at random points. Independent values prove that
/// the polynomials are independent; the reverse fails once in about 10^9.
/// </remarks>
internal sealed class Elimination
{
    /// <summary>The order of the field, a prime below 2^31.</summary>
    public const ulong Prime = 2147483647;

    private readonly List<(int Pivot, ulong[] Row)> _rows = [];

    /// <summary>Takes a vector if it is independent of those taken before.</summary>
    public bool TryAdd(ulong[] vector)
    {
        var row = Reduce(vector);
        var pivot = Array.FindIndex(row, x => x != 0);
        if (pivot < 0) return false;
        var inverse = Power(row[pivot], Prime - 2);
        for (var i = 0; i < row.Length; i++) row[i] = row[i] * inverse % Prime;
        _rows.Add((pivot, row));
        return true;
    }

    /// <summary>True if a vector is independent of those taken.</summary>
    public bool IsIndependent(ulong[] vector) => Reduce(vector).Any(x => x != 0);

    private ulong[] Reduce(ulong[] vector)
    {
        var row = (ulong[])vector.Clone();
        foreach (var (pivot, taken) in _rows)
        {
            var factor = Prime - row[pivot];
            for (var i = 0; i < row.Length; i++) row[i] = (row[i] + factor * taken[i]) % Prime;
        }
        return row;
    }

    private static ulong Power(ulong x, ulong n)
    {
        var result = 1UL;
        for (; n > 0; n >>= 1, x = x * x % Prime)
        {
            if ((n & 1) == 1) result = result * x % Prime;
        }
        return result;
    }
}
