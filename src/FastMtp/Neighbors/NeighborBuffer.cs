namespace FastMtp.Neighbors;

/// <summary>The neighbours of one atom: index of the neighbour and displacement r_j − r_i, Å. Grows as needed and is reused.</summary>
internal sealed class NeighborBuffer
{
    /// <summary>Vector stores may write this many entries past the last one.</summary>
    internal const int Overhang = 8;

    /// <summary>Number of neighbours.</summary>
    public int Count { get; internal set; }

    /// <summary>[Count] atom index j.</summary>
    public int[] Index { get; private set; } = new int[64];

    /// <summary>[Count] which periodic image of atom j it is, by a number that the source gives; 0 without a lattice.</summary>
    public int[] Image { get; private set; } = new int[64];

    /// <summary>[Count] x of r_j − r_i.</summary>
    public double[] X { get; private set; } = new double[64];

    /// <summary>[Count] y of r_j − r_i.</summary>
    public double[] Y { get; private set; } = new double[64];

    /// <summary>[Count] z of r_j − r_i.</summary>
    public double[] Z { get; private set; } = new double[64];

    /// <summary>Scratch for the runs to search.</summary>
    internal GridWalk Walk { get; } = new();

    /// <summary>Empties the buffer.</summary>
    public void Clear() => Count = 0;

    /// <summary>Appends a neighbour.</summary>
    public void Add(int index, double x, double y, double z)
    {
        Reserve(1);
        Index[Count] = index;
        Image[Count] = 0;
        X[Count] = x;
        Y[Count] = y;
        Z[Count] = z;
        Count++;
    }

    /// <summary>Makes room for <paramref name="more"/> entries and the <see cref="Overhang"/>.</summary>
    internal void Reserve(int more)
    {
        if (Count + more + Overhang <= Index.Length) return;
        var size = 2 * (Count + more + Overhang);
        Index = Resized(Index, size);
        Image = Resized(Image, size);
        X = Resized(X, size);
        Y = Resized(Y, size);
        Z = Resized(Z, size);
    }

    private static T[] Resized<T>(T[] array, int size)
    {
        Array.Resize(ref array, size);
        return array;
    }
}
