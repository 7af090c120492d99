using System.Diagnostics;

namespace FastMtp.Tests.Shared;

/// <summary>Other programs that tests run.</summary>
internal static class Programs
{
    /// <summary>True for a program on the path, or a path to one.</summary>
    public static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(directory => File.Exists(Path.Combine(directory, program)));

    /// <summary>Starts a program whose output <see cref="End"/> will read.</summary>
    public static Process Start(string program, IEnumerable<string> arguments, string? directory = null,
        params IEnumerable<(string Name, string? Value)> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true,
            WorkingDirectory = directory ?? "" };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Waits for its end.</summary>
    public static (int ExitCode, string Output, string Error) End(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
