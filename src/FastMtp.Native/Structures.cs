using System.Runtime.InteropServices;

namespace FastMtp.Native;

/// <summary>Return value of a call; <c>fastmtp_status</c> of the header.</summary>
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
