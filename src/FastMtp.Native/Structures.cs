using System.Runtime.InteropServices;

namespace FastMtp.Native;

/// <summary>What a call returns; <c>fastmtp_status</c> of the header.</summary>
internal enum Status
{
    Ok = 0,
    BadInput = 1,
    BadHandle = 2,
    NotAvailable = 3,
    NoMemory = 4,
    Internal = 6,
}

/// <summary><c>fastmtp_atoms</c> of the header.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeAtoms
{
    public nuint Size;
    public int Count;
    public int CenterCount;
    public int* Centers;
    public int* Species;
    public double* Positions;
    public int* NeighborCounts;
    public int** Neighbors;
    public long* First;
    public int* List;
    public int NeighborMask;
}

/// <summary><c>fastmtp_configuration</c> of the header.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeConfiguration
{
    public nuint Size;
    public int Count;
    public int* Species;
    public double* Positions;
    public fixed double Cell[9];
    public fixed int Periodic[3];
}

/// <summary><c>fastmtp_results</c> of the header.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeResults
{
    public nuint Size;
    public double* Energy;
    public double* Virial;
    public double* Energies;
    public double* Forces;
    public double* Virials;
    public double* Shortest;
    public int* ShortestPair;
    public double* Grades;
    public int Adds;

    /// <summary>Makes ready to add to the results.</summary>
    public readonly void Begin(int count)
    {
        if (Adds == 0)
        {
            Clear(Energy, 1);
            Clear(Virial, 6);
            Clear(Energies, count);
            Clear(Forces, 3L * count);
            Clear(Virials, 6L * count);
        }
        if (Shortest != null) *Shortest = double.PositiveInfinity;
        if (ShortestPair != null) (ShortestPair[0], ShortestPair[1]) = (-1, -1);
    }

    private static void Clear(double* numbers, long count)
    {
        if (numbers != null) NativeMemory.Clear(numbers, (nuint)count * sizeof(double));
    }
}
