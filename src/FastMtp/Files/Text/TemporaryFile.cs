using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using FastMtp.Digests;

namespace FastMtp.Files.Text;

/// <summary>Names temporary files, which are written beside their target and then renamed, and removes those of killed processes.</summary>
internal static class TemporaryFile
{
    private const string Ending = ".tmp";
    private static readonly TimeSpan Old = TimeSpan.FromDays(1);
    private static readonly ConcurrentDictionary<string, bool> Cleaned = new();

    /// <summary>Tells machines with a common disk apart; of their names, which may be long, the digest suffices.</summary>
    private static readonly string Machine =
        Convert.ToHexStringLower(Sha256.Of(Encoding.UTF8.GetBytes(Environment.MachineName)).AsSpan(0, 4));

    /// <summary>A name unique to this process.</summary>
    public static string Beside(string target) => $"{target}.{Machine}-{Environment.ProcessId}-{Guid.NewGuid():N}{Ending}";

    /// <summary>
    /// Removes what writers of a target left beside it when they were killed: on this machine, if no process with the writer's id is
    /// running; from other machines, where nobody can ask, after a day. Checks each target once.
    /// </summary>
    public static void RemoveLeft(string target)
    {
        if (!Cleaned.TryAdd(target, true)) return;
        Remove(Path.GetDirectoryName(target)!, $"{Path.GetFileName(target)}.*{Ending}", target);
    }

    /// <summary>The same for all targets in a directory that has only files of this program.</summary>
    public static void RemoveLeftIn(string directory) => Remove(directory, $"*{Ending}", null);

    private static void Remove(string directory, string pattern, string? target)
    {
        try
        {
            foreach (var path in Directory.EnumerateFiles(directory, pattern))
                if (IsLeft(path, target)) File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A cause that matters will make the writing fail too.
        }
    }

    private static bool IsLeft(string path, string? target)
    {
        var name = path[..^Ending.Length];
        var dot = name.LastIndexOf('.');
        if (dot < 0 || target is not null && name[..dot] != target) return false;
        return name[(dot + 1)..].Split('-') is [var machine, var number, var id] && machine.Length == Machine.Length
            && Guid.TryParseExact(id, "N", out _) && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            && (machine == Machine ? !IsRunning(process) : DateTime.UtcNow - File.GetLastWriteTimeUtc(path) > Old);
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
