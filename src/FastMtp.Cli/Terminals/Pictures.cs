using FastMtp.Files.Text;

namespace FastMtp.Cli.Terminals;

/// <summary>Optional pictures: results are complete without them.</summary>
internal static class Pictures
{
    /// <summary>Writes a picture and reports its path, or why it could not be written.</summary>
    /// <param name="terminal">Where to report.</param>
    /// <param name="title">Title in the report.</param>
    /// <param name="path">A .png file.</param>
    /// <param name="write">Writes the picture to a path.</param>
    public static void Write(Terminal terminal, string title, string path, Action<string> write)
    {
        if (TryWrite(terminal, path, write)) terminal.Line($"{title}: {path}");
    }

    /// <summary>Writes a picture, or reports why it could not be written.</summary>
    /// <returns>True if it was written.</returns>
    public static bool TryWrite(Terminal terminal, string path, Action<string> write)
    {
        try
        {
            write(path);
            return true;
        }
        catch (InputException e)
        {
            terminal.Note($"no picture: {e.Message}");
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException)
        {
            var reason = (e.InnerException ?? e).Message.Split('\n')[0].TrimEnd('.');
            terminal.Note($"no picture: the drawing library does not run on this system ({reason}).");
        }
        return false;
    }

    /// <summary>Checks early that a picture can be written.</summary>
    /// <exception cref="InputException">The extension is not .png, or the file is not writable.</exception>
    public static void RequireWritable(string path)
    {
        if (!path.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
            throw new InputException($"{path}: pictures are written as PNG; name it .png.");
        AtomicFile.RequireWritable(path);
    }
}
