using FastMtp.Cli.Terminals;
using FastMtp.Training.Distribution;

namespace FastMtp.Cli.Processes;

/// <summary>
/// The MPI ranks of one command: this process alone, or those started by <c>mpirun</c>. Rank 0 reads and checks the input first, so that
/// an error is reported once.
/// </summary>
internal sealed class MpiSession
{
    private const double Go = 1, Stop = 0;

    private readonly MpiCommunicator? _mpi;
    private bool _hasBegun;

    private MpiSession(MpiCommunicator? mpi)
    {
        _mpi = mpi;
        Communicator = mpi is null ? new SingleProcess() : mpi;
    }

    /// <summary>A single process.</summary>
    public static MpiSession Alone { get; } = new(null);

    /// <summary>The communicator of all ranks.</summary>
    public ICommunicator Communicator { get; }

    /// <summary>True on the rank that prints and writes files.</summary>
    public bool IsRoot => Communicator.Rank == 0;

    /// <summary>Joins the processes that <c>mpirun</c> started, if it did.</summary>
    /// <exception cref="InputException">There are several processes, but no usable MPI library.</exception>
    public static MpiSession Join() => MpiCommunicator.Join() is { } mpi ? new MpiSession(mpi) : Alone;

    /// <summary>Threads per rank: the number requested; by default one if there are several ranks, as they share the cores.</summary>
    public int Threads(int requested) => requested == 0 && Communicator.Count > 1 ? 1 : requested;

    /// <summary>On rank 0, starts the other ranks.</summary>
    public void Begin()
    {
        if (!IsRoot) return;
        Communicator.Broadcast([Go]);
        _hasBegun = true;
    }

    /// <summary>On any other rank, waits until rank 0 has read its input.</summary>
    /// <returns>False if rank 0 ended without <see cref="Begin"/>.</returns>
    public bool WaitForBegin()
    {
        Span<double> word = [Stop];
        Communicator.Broadcast(word);
        return word[0] == Go;
    }

    /// <summary>Leaves MPI, or aborts all ranks after a failure.</summary>
    public int End(int exitCode)
    {
        var isOrderly = exitCode is ExitCode.Success or ExitCode.Interrupted or ExitCode.Terminated;
        if (IsRoot && !_hasBegun) Communicator.Broadcast([Stop]);
        else if (!isOrderly) _mpi?.Abort(exitCode);
        _mpi?.Leave();
        return exitCode;
    }
}
