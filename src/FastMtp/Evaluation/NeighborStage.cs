using FastMtp.Atoms;

namespace FastMtp.Evaluation;

/// <summary>Neighbours on their way from the search to the lanes: the atoms' lists one after the other, each sorted by species.</summary>
internal sealed class NeighborStage(int speciesCount)
{
    /// <summary>A neighbour: species, local index (see <see cref="AtomBlockBuilder"/>) and r_j − r_i, Å.</summary>
    public readonly record struct Neighbor(int Type, int Local, double X, double Y, double Z);

    private readonly int[] _start = new int[speciesCount + 1];
    private Neighbor[] _neighbors = new Neighbor[1024];
    private int[] _types = new int[64];
    private int[] _locals = new int[64];

    public int Count { get; private set; }

    public ref readonly Neighbor this[int index] => ref _neighbors[index];

    /// <summary>Notes species and local index of the k-th neighbour that was found.</summary>
    public void Put(int k, int type, int local)
    {
        if (k == _types.Length)
        {
            Array.Resize(ref _types, 2 * k);
            Array.Resize(ref _locals, 2 * k);
        }
        _types[k] = type;
        _locals[k] = local;
    }

    /// <summary>Appends the neighbours found, in the order of their species. Returns a hash of how many there are of each.</summary>
    public uint AppendSorted(NeighborBuffer found)
    {
        Array.Clear(_start);
        for (var k = 0; k < found.Count; k++) _start[_types[k] + 1]++;
        var composition = 0u;
        for (var type = 0; type < speciesCount; type++)
        {
            composition = 31 * composition + (uint)_start[type + 1];
            _start[type + 1] += _start[type];
        }
        if (Count + found.Count > _neighbors.Length) Array.Resize(ref _neighbors, 2 * (Count + found.Count));
        for (var k = 0; k < found.Count; k++)
            _neighbors[Count + _start[_types[k]]++] = new(_types[k], _locals[k], found.X[k], found.Y[k], found.Z[k]);
        Count += found.Count;
        return composition;
    }

    public void Clear() => Count = 0;
}
