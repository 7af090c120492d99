using System.IO.Compression;
using System.Text;

namespace FastMtp.Files.Text;

/// <summary>Writes files atomically: a reader sees the old content or the complete new one, never a part, even after a failure.</summary>
internal static class AtomicFile
{
    /// <summary>Writes text (UTF-8, "\n"), gzipped when the name ends in .gz.</summary>
    /// <exception cref="InputException">The file cannot be written; an existing file is left unchanged.</exception>
    public static void WriteText(string path, Action<TextWriter> write) => Write(path, stream =>
    {
        using var packed = GzipName.Is(path) ? new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true) : null;
        using var text = new StreamWriter(packed ?? stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        write(text);
    });

    /// <summary>Writes bytes: to a temporary file beside the target, flushed to the disk, then renamed.</summary>
    /// <exception cref="InputException">The file cannot be written; an existing file is left unchanged.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        try
        {
            if (IsDevice(path)) WriteDirectly(path, write);
            else Replace(FollowLinks(path), write);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Failure(path, e);
        }
    }

    /// <summary>Checks that a file can be written later, by creating and removing an empty one beside it.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void RequireWritable(string path)
    {
        try
        {
            if (Directory.Exists(path)) throw new IOException("it is a directory");
            if (IsDevice(path)) return;
            var probe = TemporaryFile.Beside(FollowLinks(path));
            using (File.Create(probe, 1, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Failure(path, e);
        }
    }

    private static void Replace(string target, Action<Stream> write)
    {
        if (Directory.Exists(target)) throw new IOException("it is a directory");
        TemporaryFile.RemoveLeft(target);
        var temporary = TemporaryFile.Beside(target);
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    // A symbolic link is kept; its target is replaced, or made. The system resolves a link named without its directory from the root.
    private static string FollowLinks(string path)
    {
        var whole = Path.GetFullPath(path);
        return new FileInfo(whole).LinkTarget is null ? whole : File.ResolveLinkTarget(whole, returnFinalTarget: true)!.FullName;
    }

    private static void WriteDirectly(string path, Action<Stream> write)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        write(stream);
        stream.Flush();
    }

    /// <summary>True for a device: renaming a file onto /dev/stdout or /dev/null would replace it for everyone.</summary>
    public static bool IsDevice(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);

    private static InputException Failure(string path, Exception e) => new(
        e switch
        {
            DirectoryNotFoundException => $"{path}: cannot be written because its directory does not exist; create the directory first.",
            UnauthorizedAccessException => $"{path}: cannot be written; check the permissions of the file and its directory.",
            ArgumentException => $"'{path}' is not a file name; check the spelling.",
            _ => $"{path}: cannot be written ({Reason(e)}); check the name and the space on the disk.",
        },
        e);

    // The system's message names the temporary file, which the user does not know.
    private static string Reason(Exception e) => e.Message.Split(" : '")[0].TrimEnd('.');
}
