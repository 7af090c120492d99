using FastMtp.Files.Text;

namespace FastMtp.Cli.Terminals;

/// <summary>Names of the files written beside a potential.</summary>
internal static class OutputPaths
{
    /// <summary>The name of the potential with another extension: alloy.fmtp.gz and .learning.png give alloy.learning.png.</summary>
    public static string Path(string potential, string ending) =>
        System.IO.Path.ChangeExtension(GzipName.Without(potential), null) + ending;

    /// <summary>The name of a member of an ensemble: alloy.mtp.gz and 2 give alloy-2.mtp.gz.</summary>
    public static string Member(string potential, ulong number)
    {
        var stem = System.IO.Path.ChangeExtension(GzipName.Without(potential), null);
        return $"{stem}-{number}{potential[stem.Length..]}";
    }
}
