using System.Diagnostics;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

/// <summary>The command as several processes.</summary>
internal static class MpiProcess
{
    /// <summary>What starts them.</summary>
    public const string Launcher = "mpirun";

    /// <summary>Starts <c>fastmtp</c> with some ranks.</summary>
    public static Process Start(int ranks, params IEnumerable<string> args)
    {
        var host = Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? Environment.ProcessPath! : "dotnet";
        string[] all = ["--oversubscribe", "-n", $"{ranks}", host, "exec", Path.Combine(AppContext.BaseDirectory, "fastmtp.dll"), .. args];
        // Open MPI refuses to run as root, as in a container, without these variables.
        return Programs.Start(Launcher, all, null, ("OMPI_ALLOW_RUN_AS_ROOT", "1"), ("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1"));
    }

    /// <summary>Runs it to its end.</summary>
    public static Outcome Run(int ranks, params IEnumerable<string> args)
    {
        using var process = Start(ranks, args);
        return End(process);
    }

    /// <summary>Waits for the end of all ranks.</summary>
    public static Outcome End(Process process)
    {
        var (exitCode, output, error) = Programs.End(process);
        return new(exitCode, output, error);
    }
}
