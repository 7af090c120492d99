using System.Globalization;
using System.Runtime.InteropServices;

namespace FastMtp.Training.Distribution;

/// <summary>
/// The processes started by <c>mpirun</c>, through the MPI library of the machine: Open MPI or MPICH (and libraries binary-compatible
/// with it), which differ only in their handles. Calls may come from any thread, one at a time.
/// </summary>
internal sealed unsafe class MpiCommunicator : ICommunicator
{
    // MPI_THREAD_SERIALIZED in both.
    private const int Serialized = 2;

    private readonly Handles _handles;
    private readonly delegate* unmanaged<void*, int, nint, int, nint, int> _broadcast;
    private readonly delegate* unmanaged<void*, void*, int, nint, nint, int, nint, int> _reduce;
    private readonly delegate* unmanaged<nint, int, int> _abort;
    private readonly delegate* unmanaged<int> _finalize;

    private MpiCommunicator(nint library)
    {
        _handles = Handles.Of(library);
        _broadcast = (delegate* unmanaged<void*, int, nint, int, nint, int>)NativeLibrary.GetExport(library, "MPI_Bcast");
        _reduce = (delegate* unmanaged<void*, void*, int, nint, nint, int, nint, int>)NativeLibrary.GetExport(library, "MPI_Reduce");
        _abort = (delegate* unmanaged<nint, int, int>)NativeLibrary.GetExport(library, "MPI_Abort");
        _finalize = (delegate* unmanaged<int>)NativeLibrary.GetExport(library, "MPI_Finalize");
        int provided, rank, count;
        ((delegate* unmanaged<int*, byte***, int, int*, int>)NativeLibrary.GetExport(library, "MPI_Init_thread"))(
            null, null, Serialized, &provided);
        if (provided < Serialized)
            throw new InputException(
                "The MPI library does not support calls from several threads; use a build with MPI_THREAD_SERIALIZED.");
        ((delegate* unmanaged<nint, int*, int>)NativeLibrary.GetExport(library, "MPI_Comm_rank"))(_handles.World, &rank);
        ((delegate* unmanaged<nint, int*, int>)NativeLibrary.GetExport(library, "MPI_Comm_size"))(_handles.World, &count);
        (Rank, Count) = (rank, count);
    }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>Initialises MPI if <c>mpirun</c> started several processes; otherwise null, without loading an MPI library.</summary>
    /// <exception cref="InputException">There are several processes, but no MPI library.</exception>
    public static MpiCommunicator? Join()
    {
        var byOpenMpi = Started("OMPI_COMM_WORLD_SIZE");
        if (!byOpenMpi && !Started("PMI_SIZE")) return null;
        foreach (var name in byOpenMpi ? (string[])["libmpi.so.40", "libmpi.so"] : ["libmpich.so.12", "libmpi.so.12", "libmpi.so"])
            if (NativeLibrary.TryLoad(name, out var library)) return new MpiCommunicator(library);
        throw new InputException(
            "mpirun started several processes, but the MPI library was not found (libmpi.so.40 of Open MPI, libmpi.so.12 of MPICH); "
            + "install it, or put its folder into LD_LIBRARY_PATH.");
    }

    /// <inheritdoc/>
    public void Broadcast(Span<double> numbers)
    {
        fixed (double* p = numbers) _broadcast(p, numbers.Length, _handles.Double, 0, _handles.World);
    }

    /// <inheritdoc/>
    public void Sum(Span<double> numbers)
    {
        var sums = new double[Rank == 0 ? numbers.Length : 0];
        fixed (double* p = numbers, q = sums) _reduce(p, q, numbers.Length, _handles.Double, _handles.Add, 0, _handles.World);
        sums.CopyTo(numbers);
    }

    /// <summary>Finalises MPI; called on all ranks.</summary>
    public void Leave() => _finalize();

    /// <summary>Aborts all processes, as the others would wait for this one forever.</summary>
    public void Abort(int exitCode) => _abort(_handles.World, exitCode);

    private static bool Started(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var count) && count > 1;

    private sealed record Handles(nint World, nint Double, nint Add)
    {
        // MPI's constants are addresses of objects in Open MPI and numbers in MPICH.
        public static Handles Of(nint library) => NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out var world)
            ? new(world, NativeLibrary.GetExport(library, "ompi_mpi_double"), NativeLibrary.GetExport(library, "ompi_mpi_op_sum"))
            : new(0x44000000, 0x4c00080b, 0x58000003);
    }
}
