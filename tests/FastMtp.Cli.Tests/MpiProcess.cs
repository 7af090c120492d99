using System.Diagnostics;

namespace FastMtp.Cli.Tests;

/// <summary>The command as several processes.</summary>
internal static class MpiProcess
{
    /// <summary>The program mpirun; null if there is none.</summary>
    public static string? Launcher { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(directory => Path.Combine(directory, "mpirun")).FirstOrDefault(File.Exists);

    /// <summary>Starts <c>fastmtp</c> with some ranks.</summary>
    public static Process Start(int ranks, params IEnumerable<string> args)
    {
        var command = Path.Combine(AppContext.BaseDirectory, "fastmtp.dll");
        var start = new ProcessStartInfo(Launcher!, ["--oversubscribe", "-n", $"{ranks}", Environment.ProcessPath!, "exec", command, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) != "dotnet") start.ArgumentList[3] = "dotnet";
        // Open MPI asks whoever is root, as in a container, whether that is meant.
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        return Process.Start(start)!;
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
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error.Result);
    }
}
