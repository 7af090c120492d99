using FastMtp.Files.Text;

namespace FastMtp.Cli.Terminals;

/// <summary>Pictures of results, without which the results are still good.</summary>
internal static class Pictures
{
    /// <summary>Writes a picture and says where it is, or why it is not.</summary>
    /// <param name="terminal">Where to say it.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="path">A .png file.</param>
    /// <param name="write">Draws.</param>
    public static void Write(Terminal terminal, string title, string path, Action<string> write)
    {
        try
        {
            write(path);
            terminal.Line($"{title}: {path}");
        }
        catch (InputException e)
        {
            terminal.Note($"no picture: {e.Message}");
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException)
        {
            terminal.Note($"no picture: the drawing library does not run on this system ({(e.InnerException ?? e).Message.Split('\n')[0].TrimEnd('.')}).");
        }
    }

    /// <summary>Makes sure that a picture can be written later.</summary>
    /// <exception cref="InputException">The name is not that of a PNG file, or the place is not writable.</exception>
    public static void RequireWritable(string path)
    {
        if (!path.EndsWith(".png", StringComparison.OrdinalIgnoreCase)) throw new InputException($"{path}: pictures are written as PNG; name it .png.");
        AtomicFile.RequireWritable(path);
    }
}
