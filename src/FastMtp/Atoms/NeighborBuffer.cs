namespace FastMtp.Atoms;

/// <summary>The neighbours of one atom: index of the neighbour and displacement r_j − r_i, Å. Grows as needed and is reused.</summary>
public sealed class NeighborBuffer
{
    /// <summary>Number of neighbours.</summary>
    public int Count { get; private set; }

    /// <summary>[Count] atom index j.</summary>
    public int[] Index { get; private set; } = new int[64];

    /// <summary>[Count] x of r_j − r_i.</summary>
    public double[] X { get; private set; } = new double[64];

    /// <summary>[Count] y of r_j − r_i.</summary>
    public double[] Y { get; private set; } = new double[64];

    /// <summary>[Count] z of r_j − r_i.</summary>
    public double[] Z { get; private set; } = new double[64];

    /// <summary>Empties the buffer.</summary>
    public void Clear() => Count = 0;

    /// <summary>Appends a neighbour.</summary>
    public void Add(int index, double x, double y, double z)
    {
        if (Count == Index.Length) Grow();
        Index[Count] = index;
        X[Count] = x;
        Y[Count] = y;
        Z[Count] = z;
        Count++;
    }

    private void Grow()
    {
        var size = 2 * Count;
        Index = Resized(Index, size);
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
