namespace FastMtp.Packing;

/// <summary>
/// Sorts rows into batches by species, then number of neighbours, then species of the neighbours, to minimise padding and mixed
/// slots.
/// </summary>
internal sealed class BatchOrder(int lanes)
{
    private ulong[] _keys = [];
    private int[] _rows = [];
    private int _count;

    /// <summary>Rows in the order of the lanes.</summary>
    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, _count);

    /// <summary>Orders rows.</summary>
    public void Sort(NeighborRows rows)
    {
        _count = rows.Count;
        if (_keys.Length < _count) (_keys, _rows) = (new ulong[_count], new int[_count]);
        for (var row = 0; row < _count; row++)
        {
            _rows[row] = row;
            _keys[row] = (ulong)rows.CenterType(row) << 48
                | (ulong)Math.Min(rows.Length(row), 0xFFFF) << 32 | Composition(rows.Bounds(row));
        }
        Array.Sort(_keys, _rows, 0, _count);
    }

    /// <summary>[batch][lane] rows, −1 for unused lanes.</summary>
    public int[] Lanes()
    {
        var batches = (_count + lanes - 1) / lanes;
        var result = new int[batches * lanes];
        Rows.CopyTo(result);
        result.AsSpan(_count).Fill(-1);
        return result;
    }

    /// <summary>
    /// A key from the bounds of the species, the middle ones first: rows with similar keys change species in nearly the same
    /// slots.
    /// </summary>
    private static uint Composition(Span<int> bounds)
    {
        var (quarter, half) = (bounds.Length / 4, bounds.Length / 2);
        return End(bounds, half) << 16 | End(bounds, quarter) << 8 | End(bounds, half + quarter);
    }

    private static uint End(Span<int> bounds, int species) => species == 0 ? 0u : (uint)Math.Min(bounds[species - 1], 0xFF);
}
