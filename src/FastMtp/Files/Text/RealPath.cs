namespace FastMtp.Files.Text;

/// <summary>Resolves paths: absolute, without links or dots, so that two names of one file are equal.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>The path behind a name, whether or not there is such a file; the absolute name if the links form a cycle.</summary>
    public static string Of(string path)
    {
        var absolute = Path.GetFullPath(path);
        return Follow(absolute, MostLinks) ?? absolute;
    }

    /// <summary>True if two names refer to one file. Devices never count as the same file: writing to one replaces nothing.</summary>
    public static bool AreSame(string first, string second) => !AtomicFile.IsDevice(first) && Of(first) == Of(second);

    private static string? Follow(string absolute, int links)
    {
        var real = Path.GetPathRoot(absolute)!;
        foreach (var name in absolute[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, name);
            if (new FileInfo(next).LinkTarget is { } target)
            {
                if (links == 0 || Follow(Path.GetFullPath(target, real), links - 1) is not { } followed) return null;
                next = followed;
            }
            real = next;
        }
        return real;
    }
}
