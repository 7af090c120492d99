using FastMtp.Training.Distribution;

namespace FastMtp.Cli;

/// <summary>The processes of one command: this one alone, or those that <c>mpirun</c> started. Rank 0 reads and checks first, so that what is wrong is said once.</summary>
internal sealed class Crew
{
    private const double Go = 1, Stop = 0;

    private readonly MpiRanks? _mpi;
    private bool _hasBegun;

    private Crew(MpiRanks? mpi)
    {
        _mpi = mpi;
        Ranks = mpi is null ? new OneRank() : mpi;
    }

    /// <summary>A process that works alone.</summary>
    public static Crew Alone { get; } = new(null);

    /// <summary>The processes.</summary>
    public IRanks Ranks { get; }

    /// <summary>True in the process that talks to the user and writes files.</summary>
    public bool Leads => Ranks.Rank == 0;

    /// <summary>Runs a command in this process as one of the crew.</summary>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        Crew crew;
        try
        {
            crew = new Crew(MpiRanks.Join());
        }
        catch (InputException e)
        {
            error.WriteLine($"fastmtp: {e.Message}");
            return CommandLine.BadInput;
        }
        // mpirun gives its processes a terminal of no size and passes on what they print there, wherever that goes.
        if (crew.Ranks.Count > 1) output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        if (!crew.Leads && !crew.IsCalled()) return crew.End(CommandLine.Success);
        return crew.End(CommandLine.Run(args, crew.Leads ? output : TextWriter.Null, error, crew));
    }

    /// <summary>Threads of each process: what was asked for, or with several processes one, as they share the cores.</summary>
    public int Threads(int asked) => asked == 0 && Ranks.Count > 1 ? 1 : asked;

    /// <summary>On rank 0, calls the others to work.</summary>
    public void Begin()
    {
        if (!Leads) return;
        Ranks.Broadcast([Go]);
        _hasBegun = true;
    }

    private bool IsCalled()
    {
        Span<double> word = [Stop];
        Ranks.Broadcast(word);
        return word[0] == Go;
    }

    private int End(int exitCode)
    {
        var isOrderly = exitCode is CommandLine.Success or CommandLine.Interrupted or CommandLine.Terminated;
        if (Leads && !_hasBegun) Ranks.Broadcast([Stop]);
        else if (!isOrderly) _mpi?.Abort(exitCode);
        _mpi?.Leave();
        return exitCode;
    }
}
