using System.Diagnostics;
using System.Globalization;

namespace FastMtp.Files.Text;

/// <summary>
/// Keeps two long-running processes from writing the same file: a <c>.lock</c> file beside it names the writer. A lock whose
/// process has ended on this machine is taken over.
/// </summary>
internal sealed class FileLease : IDisposable
{
    /// <summary>Tolerance for the reported start time of a process, which varies with the observer.</summary>
    private static readonly TimeSpan Jitter = TimeSpan.FromSeconds(2);

    private readonly string _path;

    private FileLease(string path) => _path = path;

    /// <summary>Acquires the lease of a file.</summary>
    /// <returns>
    /// Null for a device, which anyone may write to, or if no lock file can be created, in which case writing will fail too.
    /// </returns>
    /// <exception cref="InputException">Another process holds it.</exception>
    public static FileLease? Take(string file)
    {
        if (AtomicFile.IsDevice(file)) return null;
        var path = RealPath.Of(file) + ".lock";
        try
        {
            if (ReadHolder(path) is { } holder)
            {
                var sentence = $"{file}: process {holder.Process} on {holder.Machine} is writing this file; "
                    + $"wait for it to end, choose another output, or remove {path} if it has ended.";
                if (holder.IsAlive) throw new InputException(sentence);
            }
            // An unreadable lock, or one of a process that has ended, is replaced.
            File.Delete(path);
            using var text = new StreamWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write));
            using var own = Process.GetCurrentProcess();
            text.Write($"{Environment.ProcessId} {own.StartTime.ToUniversalTime().Ticks} {Environment.MachineName}\n");
            return new FileLease(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next process takes the lock over, because this one will have ended.
        }
    }

    private static Holder? ReadHolder(string path) =>
        File.Exists(path)
        && File.ReadAllText(path).Split(' ', 3) is [var process, var start, var machine]
        && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
        && ticks <= DateTime.MaxValue.Ticks ? new Holder(number, new DateTime(ticks, DateTimeKind.Utc), machine.Trim()) : null;

    private sealed record Holder(int Process, DateTime Start, string Machine)
    {
        /// <summary>A process on another machine cannot be checked and counts as alive.</summary>
        public bool IsAlive
        {
            get
            {
                if (Machine != Environment.MachineName) return true;
                try
                {
                    using var process = System.Diagnostics.Process.GetProcessById(Process);
                    return !process.HasExited && (process.StartTime.ToUniversalTime() - Start).Duration() < Jitter;
                }
                catch (Exception e) when (e is ArgumentException or InvalidOperationException)
                {
                    return false;
                }
            }
        }
    }
}
