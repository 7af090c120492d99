using System.Text;
using FastMtp.Digests;

namespace FastMtp.Compilation;

/// <summary>
/// Compiled assemblies in files, for the next process. A file starts with a digest of its name and content; one that is damaged, or was
/// made for something else, does not count. Where files cannot be read or written, there is no cache and nothing else happens.
/// </summary>
/// <param name="directory">The directory; null for no cache.</param>
internal sealed class KernelCache(string? directory)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>What nobody has read for so long is deleted.</summary>
    private static readonly TimeSpan LongestUnread = TimeSpan.FromDays(90);

    /// <summary>That of the user: in $XDG_CACHE_HOME/fastmtp, else ~/.cache/fastmtp.</summary>
    public static KernelCache OfUser
    {
        get
        {
            var home = Environment.GetFolderPath(OperatingSystem.IsWindows()
                ? Environment.SpecialFolder.LocalApplicationData
                : Environment.SpecialFolder.UserProfile);
            var caches = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            // The specification says to ignore relative paths.
            if (!Path.IsPathFullyQualified(caches ?? "")) caches = OperatingSystem.IsWindows() ? home : Path.Combine(home, ".cache");
            return new(home.Length == 0 && !Path.IsPathFullyQualified(caches!) ? null : Path.Combine(caches!, "fastmtp", "kernels"));
        }
    }

    /// <summary>The assembly of that name; null if there is none.</summary>
    public byte[]? Read(string name)
    {
        if (directory is null) return null;
        var path = Path.Combine(directory, name);
        try
        {
            if (!File.Exists(path)) return null;
            var content = File.ReadAllBytes(path);
            if (content.Length < Sha256.Size) return null;
            var assembly = content[Sha256.Size..];
            if (!content.AsSpan(0, Sha256.Size).SequenceEqual(Digest(name, assembly))) return null;
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
            return assembly;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps an assembly. The file appears whole, whatever other processes write meanwhile.</summary>
    public void Write(string name, byte[] assembly)
    {
        if (directory is null) return;
        try
        {
            // Whoever could write here could run code as this user.
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(directory);
            else Directory.CreateDirectory(directory, OwnerOnly);
            DeleteUnread();
            var part = Path.Combine(directory, $"{name}.{Guid.NewGuid():N}");
            try
            {
                File.WriteAllBytes(part, [.. Digest(name, assembly), .. assembly]);
                File.Move(part, Path.Combine(directory, name), overwrite: true);
            }
            finally
            {
                File.Delete(part);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next process compiles again.
        }
    }

    private void DeleteUnread()
    {
        foreach (var file in new DirectoryInfo(directory!).EnumerateFiles())
        {
            if (DateTime.UtcNow - file.LastWriteTimeUtc > LongestUnread) file.Delete();
        }
    }

    private static byte[] Digest(string name, byte[] assembly) => Sha256.Of([.. Encoding.UTF8.GetBytes(name), .. assembly]);
}
