using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using FastMtp.Input;

namespace FastMtp.Selection.Learning;

/// <summary>
/// A command of the user in a directory of its own. It outlives this process: a shell notes its own number and how the command ended, so
/// that a loop that was killed finds the result, or waits for it, instead of computing it again.
/// </summary>
/// <param name="directory">The directory.</param>
/// <param name="command">The command, for <c>/bin/sh</c>.</param>
internal sealed class CommandRun(string directory, string command)
{
    private const string Shell = "/bin/sh";
    private const string Log = "command.log";
    private const int LongestTail = 300;

    /// <summary>A rename is atomic, so the status is there whole or not at all.</summary>
    private const string Wrapper =
        "echo $$ > command.pid; /bin/sh -c \"$1\" > " + Log + " 2>&1 < /dev/null; echo $? > command.new; mv command.new command.status";

    /// <summary>A process that started after its number was noted is another one with the same number.</summary>
    private static readonly TimeSpan Jitter = TimeSpan.FromSeconds(2);

    /// <summary>The directory.</summary>
    public string Directory => directory;

    private string StatusPath => Path.Combine(directory, "command.status");

    private string NumberPath => Path.Combine(directory, "command.pid");

    /// <summary>The exit status; null if the command has not ended.</summary>
    public int? Status =>
        File.Exists(StatusPath) && int.TryParse(File.ReadAllText(StatusPath), CultureInfo.InvariantCulture, out var status) ? status : null;

    /// <summary>The last lines that the command printed, for a message.</summary>
    public string Tail
    {
        get
        {
            var path = Path.Combine(directory, Log);
            if (!File.Exists(path)) return "nothing";
            var lines = File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0).TakeLast(3).ToArray();
            var tail = string.Join(" | ", lines);
            return lines.Length == 0 ? "nothing" : SafeText.Escaped(tail.Length > LongestTail ? $"…{tail[^LongestTail..]}" : tail);
        }
    }

    /// <summary>How the command ended, in words.</summary>
    public string Outcome => Status is { } status ? $"ended with status {status} after printing: {Tail.TrimEnd('.')}." : "was killed.";

    /// <summary>Runs the command to its end, unless it has ended; waits for it if it still runs.</summary>
    /// <param name="prepare">Writes the inputs into an empty directory.</param>
    /// <param name="environment">Variables of its environment.</param>
    /// <param name="cancellation">Ends the command.</param>
    /// <exception cref="InputException">The directory cannot be written, or there is no shell.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public void Run(Action prepare, IReadOnlyDictionary<string, string> environment, CancellationToken cancellation)
    {
        if (Status is not null) return;
        cancellation.ThrowIfCancellationRequested();
        using var process = Running() ?? Start(prepare, environment);
        using (cancellation.Register(() => Kill(process))) process.WaitForExit();
        if (Status is null) cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Forgets how the command ended, so that it is run again.</summary>
    public void Forget() => File.Delete(StatusPath);

    private Process Start(Action prepare, IReadOnlyDictionary<string, string> environment)
    {
        try
        {
            if (System.IO.Directory.Exists(directory)) System.IO.Directory.Delete(directory, recursive: true);
            System.IO.Directory.CreateDirectory(directory);
            prepare();
            var start = new ProcessStartInfo(Shell, ["-c", Wrapper, "fastmtp", command]) { WorkingDirectory = directory };
            foreach (var (name, value) in environment) start.Environment[name] = value;
            return Process.Start(start)!;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"{directory}: cannot be written ({e.Message.TrimEnd('.')}); check the permissions and the space on the disk.", e);
        }
        catch (Win32Exception e)
        {
            throw new InputException(
                $"Commands are run by {Shell}, which cannot be started here ({e.Message.TrimEnd('.')}); use a system that has it.", e);
        }
    }

    /// <summary>The shell that an earlier process of this program started, if it still runs.</summary>
    private Process? Running()
    {
        if (!File.Exists(NumberPath)) return null;
        if (!int.TryParse(File.ReadAllText(NumberPath), CultureInfo.InvariantCulture, out var number)) return null;
        try
        {
            var process = Process.GetProcessById(number);
            if (process.StartTime.ToUniversalTime() < File.GetLastWriteTimeUtc(NumberPath) + Jitter) return process;
            process.Dispose();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended.
        }
        return null;
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself.
        }
    }
}
