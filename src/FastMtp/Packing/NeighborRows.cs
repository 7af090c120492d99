using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FastMtp.Kernels;
using FastMtp.Neighbors;

namespace FastMtp.Packing;

/// <summary>
/// Neighbours before they are packed into lanes: one row per centre, sorted by species and filled up to whole slot blocks with
/// padding at the cutoff. Only <see cref="LanePacker"/> reads it.
/// </summary>
internal sealed unsafe class NeighborRows
{
    /// <summary>Index that marks padding.</summary>
    public const int Nobody = -1;

    private readonly int _speciesCount;
    private readonly double _cutoff;
    private readonly int[] _next;
    private double[] _x = [];
    private double[] _y = [];
    private double[] _z = [];
    private int[] _locals = [];
    private int[] _firsts = new int[256];
    private int[] _bounds;
    private int[] _centerTypes = new int[256];

    /// <summary>Creates empty rows.</summary>
    /// <param name="speciesCount">N_T.</param>
    /// <param name="cutoff">Distance at which padding is placed, Å.</param>
    /// <param name="hasDisplacements">False if only the local indices are of interest.</param>
    public NeighborRows(int speciesCount, double cutoff, bool hasDisplacements = true)
    {
        HasDisplacements = hasDisplacements;
        _speciesCount = speciesCount;
        _cutoff = cutoff;
        _next = new int[speciesCount];
        _bounds = new int[256 * speciesCount];
        Clear();
    }

    /// <summary>True if the rows have displacements.</summary>
    public bool HasDisplacements { get; }

    /// <summary>N_T.</summary>
    public int SpeciesCount => _speciesCount;

    /// <summary>Number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>Number of entries; the first slot block is a row of padding.</summary>
    public int EntryCount { get; private set; }

    /// <summary>[entry] x of r_j − r_i, Å.</summary>
    public double* X => Pointer(_x);

    /// <summary>[entry] y.</summary>
    public double* Y => Pointer(_y);

    /// <summary>[entry] z.</summary>
    public double* Z => Pointer(_z);

    /// <summary>[entry] local index of the neighbour, <see cref="Nobody"/> for padding.</summary>
    public int* Locals => Pointer(_locals);

    /// <summary>First entry of a row.</summary>
    public int First(int row) => _firsts[row];

    /// <summary>[species] one past the last neighbour of each species, counted from the row's first.</summary>
    public Span<int> Bounds(int row) => _bounds.AsSpan(row * _speciesCount, _speciesCount);

    /// <summary>Number of neighbours in a row.</summary>
    public int Length(int row) => _bounds[(row + 1) * _speciesCount - 1];

    /// <summary>Species of the centre.</summary>
    public int CenterType(int row) => _centerTypes[row];

    /// <summary>Removes all rows.</summary>
    public void Clear()
    {
        (Count, EntryCount) = (0, 0);
        Reserve(0);
        FillUp(0, MtpKernel.SlotBlock);
    }

    /// <summary>
    /// Begins a row of at most <paramref name="most"/> neighbours, which the caller writes from entry <see cref="EntryCount"/> on; vector
    /// stores may write 8 entries more.
    /// </summary>
    public void Begin(int centerType, int most)
    {
        Reserve(most);
        if (Count == _firsts.Length)
        {
            Array.Resize(ref _firsts, 2 * Count);
            Array.Resize(ref _centerTypes, 2 * Count);
            Array.Resize(ref _bounds, 2 * Count * _speciesCount);
        }
        _firsts[Count] = EntryCount;
        _centerTypes[Count++] = centerType;
    }

    /// <summary>Ends the row; its bounds must have been written.</summary>
    public void End()
    {
        var length = Length(Count - 1);
        FillUp(length, -length & (MtpKernel.SlotBlock - 1));
    }

    /// <summary>Sorts neighbours and appends them as a row.</summary>
    /// <param name="centerType">Species of the centre.</param>
    /// <param name="types">Species of the neighbours.</param>
    /// <param name="locals">Their local indices.</param>
    /// <param name="found">Their displacements, if the rows have places.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AppendSorted(int centerType, ReadOnlySpan<int> types, ReadOnlySpan<int> locals, NeighborBuffer? found = null)
    {
        Begin(centerType, types.Length);
        Array.Clear(_next);
        foreach (var type in types) _next[type]++;
        var end = 0;
        var bounds = Bounds(Count - 1);
        for (var type = 0; type < bounds.Length; type++)
        {
            var start = end;
            bounds[type] = end += _next[type];
            _next[type] = EntryCount + start;
        }
        double* x = X, y = Y, z = Z;
        var to = Locals;
        for (var k = 0; k < types.Length; k++)
        {
            var entry = _next[types[k]]++;
            to[entry] = locals[k];
            if (found is null) continue;
            x[entry] = found.X[k];
            y[entry] = found.Y[k];
            z[entry] = found.Z[k];
        }
        End();
    }

    private void FillUp(int length, int missing)
    {
        var end = EntryCount + length;
        for (var entry = end; entry < end + missing; entry++)
        {
            Locals[entry] = Nobody;
            if (HasDisplacements) (X[entry], Y[entry], Z[entry]) = (_cutoff, 0, 0);
        }
        EntryCount = end + missing;
    }

    private void Reserve(int more)
    {
        var size = EntryCount + more + MtpKernel.SlotBlock + NeighborBuffer.Overhang;
        if (size <= _locals.Length) return;
        _locals = Grown(_locals, size);
        if (!HasDisplacements) return;
        _x = Grown(_x, size);
        _y = Grown(_y, size);
        _z = Grown(_z, size);
    }

    private static T* Pointer<T>(T[] pinned)
        where T : unmanaged => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));

    private T[] Grown<T>(T[] array, int size)
        where T : unmanaged
    {
        var grown = GC.AllocateUninitializedArray<T>(Math.Max(2 * size, 4096), pinned: true);
        array.AsSpan(0, Math.Min(EntryCount, array.Length)).CopyTo(grown);
        return grown;
    }
}
