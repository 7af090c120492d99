namespace FastMtp.Files.Text;

/// <summary>Names of gzipped files: those that end in .gz.</summary>
internal static class GzipName
{
    private const string Ending = ".gz";

    /// <summary>Whether the file is gzipped.</summary>
    public static bool Is(string path) => path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name that the content has without compression.</summary>
    public static string Without(string path) => Is(path) ? path[..^Ending.Length] : path;
}
