using FastMtp;
using FastMtp.Cli;
using FastMtp.Cli.Processes;
using FastMtp.Cli.Terminals;

MpiSession session;
try
{
    session = MpiSession.Join();
}
catch (InputException e)
{
    new PrintedText(Console.Error, canFail: false).WriteLine($"fastmtp: {e.Message}");
    return ExitCode.BadInput;
}
// mpirun gives its processes a terminal of size zero, but forwards their output.
var output = session.Communicator.Count > 1 ? new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true } : Console.Out;
if (!session.IsRoot && !session.WaitForBegin()) return session.End(ExitCode.Success);
return session.End(CommandLine.Run(args, session.IsRoot ? output : TextWriter.Null, Console.Error, session));
