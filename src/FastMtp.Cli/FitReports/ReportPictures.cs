using FastMtp.Cli.Terminals;

namespace FastMtp.Cli.FitReports;

/// <summary>Draws the pictures of a report into a directory. A report is complete without them.</summary>
/// <param name="terminal">Where to say that a picture cannot be drawn.</param>
/// <param name="directory">The directory.</param>
/// <param name="stem">Beginning of their names.</param>
internal sealed class ReportPictures(Terminal terminal, string directory, string stem)
{
    private readonly List<string> _files = [];

    /// <summary>Names of the pictures that were drawn.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <summary>The name of a picture: not alloy.learning.png, which the fit of alloy.fmtp has drawn.</summary>
    public static string Name(string stem, string name) => $"{stem}-{name}.png";

    /// <summary>Draws a picture.</summary>
    /// <returns>The name of its file; null if it cannot be drawn.</returns>
    public string? Draw(string name, Action<string> write)
    {
        var file = Name(stem, name);
        if (!Pictures.TryWrite(terminal, Path.Combine(directory, file), write)) return null;
        _files.Add(file);
        return file;
    }
}
