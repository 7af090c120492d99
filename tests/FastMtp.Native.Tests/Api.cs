using System.Runtime.InteropServices;
using System.Text;

namespace FastMtp.Native.Tests;

/// <summary><c>fastmtp_atoms</c> of the header.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ApiAtoms
{
    public nuint Size;
    public int Count, CenterCount;
    public int* Centers, Species;
    public double* Positions;
    public int* NeighborCounts;
    public int** Neighbors;
    public long* First;
    public int* List;
    public int NeighborMask;
}

/// <summary><c>fastmtp_configuration</c> of the header.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ApiConfiguration
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
internal unsafe struct ApiResults
{
    public nuint Size;
    public double* Energy, Virial, Energies, Forces, Virials, Shortest;
    public int* ShortestPair;
    public double* Grades;
    public int Adds;
    public double* Spreads;
}

/// <summary>The functions of a library file, as the header has them.</summary>
internal sealed unsafe class Api(string path)
{
    private readonly nint _library = NativeLibrary.Load(path);

    public static Api Default { get; } = new(PublishedLibrary.PathOf("libfastmtp.so"));

    public int AbiVersion => ((delegate* unmanaged<int>)Function("abi_version"))();

    public string LastError => Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)Function("last_error"))())!;

    public int Open(string? path, string? species, out nint potential)
    {
        fixed (byte* file = Text(path), names = Text(species))
        fixed (nint* handle = &potential)
        {
            return ((delegate* unmanaged<byte*, byte*, nint*, int>)Function("open"))(file, names, handle);
        }
    }

    public nint Opened(string path, string? species = null)
    {
        var status = Open(path, species, out var potential);
        Assert.True(status == 0, $"{status}: {LastError}");
        return potential;
    }

    public void Close(nint potential) => ((delegate* unmanaged<nint, void>)Function("close"))(potential);

    public double Cutoff(nint potential) => ((delegate* unmanaged<nint, double>)Function("cutoff"))(potential);

    public double ShortestDistance(nint potential, int first, int second) =>
        ((delegate* unmanaged<nint, int, int, double>)Function("shortest_distance"))(potential, first, second);

    public double MinDistance(nint potential) => ((delegate* unmanaged<nint, double>)Function("min_distance"))(potential);

    public int SpeciesCount(nint potential) => ((delegate* unmanaged<nint, int>)Function("species_count"))(potential);

    public string? SpeciesName(nint potential, int species) =>
        Marshal.PtrToStringUTF8(((delegate* unmanaged<nint, int, nint>)Function("species_name"))(potential, species));

    public string? Kernel(nint potential) => Marshal.PtrToStringUTF8(((delegate* unmanaged<nint, nint>)Function("kernel"))(potential));

    public string? WhyInterpreted(nint potential) =>
        Marshal.PtrToStringUTF8(((delegate* unmanaged<nint, nint>)Function("why_interpreted"))(potential));

    public int SpeciesNumber(nint potential, string? name)
    {
        fixed (byte* text = Text(name)) return ((delegate* unmanaged<nint, byte*, int>)Function("species_number"))(potential, text);
    }

    public int HasGrades(nint potential) => ((delegate* unmanaged<nint, int>)Function("has_grades"))(potential);

    public int MemberCount(nint potential) => ((delegate* unmanaged<nint, int>)Function("member_count"))(potential);

    public int SetThreads(nint potential, int threads) =>
        ((delegate* unmanaged<nint, int, int>)Function("set_threads"))(potential, threads);

    public int SetPrecision(nint potential, int precision) =>
        ((delegate* unmanaged<nint, int, int>)Function("set_precision"))(potential, precision);

    public int Compute(nint potential, ApiAtoms* atoms, ApiResults* results) =>
        ((delegate* unmanaged<nint, ApiAtoms*, ApiResults*, int>)Function("compute_atoms"))(potential, atoms, results);

    public int Compute(nint potential, ApiConfiguration* configuration, ApiResults* results) =>
        ((delegate* unmanaged<nint, ApiConfiguration*, ApiResults*, int>)Function("compute_configuration"))(potential, configuration,
            results);

    private nint Function(string name) => NativeLibrary.GetExport(_library, "fastmtp_" + name);

    private static byte[]? Text(string? text) => text is null ? null : [.. Encoding.UTF8.GetBytes(text), 0];
}
