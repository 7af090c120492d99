using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace FastMtp.Files.Text;

/// <summary>Names temporary files, which are written beside their target and then renamed, and removes those of killed processes.</summary>
internal static class TemporaryFile
{
    private const string Ending = ".tmp";
    private static readonly TimeSpan Old = TimeSpan.FromDays(1);
    private static readonly ConcurrentDictionary<string, bool> Cleaned = new();

    /// <summary>A name unique to this process.</summary>
    public static string Beside(string target) => $"{target}.{Environment.ProcessId}-{Guid.NewGuid():N}{Ending}";

    /// <summary>
    /// Removes temporary files beside a target that are more than a day old, if no process with the writer's id is running.
    /// Checks each target once.
    /// </summary>
    public static void RemoveOld(string target)
    {
        if (!Cleaned.TryAdd(target, true)) return;
        try
        {
            foreach (var path in Directory.EnumerateFiles(Path.GetDirectoryName(target)!, $"{Path.GetFileName(target)}.*{Ending}"))
            {
                var isOld = DateTime.UtcNow - File.GetLastWriteTimeUtc(path) > Old;
                if (isOld && Writer(path, target) is { } process && !IsRunning(process)) File.Delete(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A cause that matters will make the writing fail too.
        }
    }

    private static int? Writer(string path, string target)
    {
        var parts = path[(target.Length + 1)..^Ending.Length].Split('-');
        var isOurs = parts is [_, var name] && Guid.TryParseExact(name, "N", out _);
        return isOurs && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var process) ? process : null;
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
