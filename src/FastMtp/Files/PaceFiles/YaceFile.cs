using FastMtp.Files.Text;
using FastMtp.Input;
using FastMtp.Pace;

namespace FastMtp.Files.PaceFiles;

/// <summary>Potentials in the <c>.yace</c> format of PACE, which <c>pair_style pace</c> of LAMMPS reads.</summary>
internal static class YaceFile
{
    /// <summary>True if a file has the name of such a potential, or begins like one.</summary>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public static bool Is(string path)
    {
        using var reader = new LineReader(path);
        return IsBeginning(reader.Head())
            || GzipName.Without(path).EndsWith(".yace", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>True if a text begins like such a potential.</summary>
    public static bool IsBeginning(ReadOnlySpan<char> head) => head.TrimStart().StartsWith("elements:");

    /// <summary>Reads a potential, plain or gzipped.</summary>
    /// <exception cref="InputException">The file cannot be read or is not such a potential.</exception>
    public static PaceModel Read(string path)
    {
        using var reader = new LineReader(path, InputBounds.LongestPotential);
        return new YaceReader(reader).Read();
    }

    /// <summary>Copies a potential, word for word, as plain text.</summary>
    /// <exception cref="InputException">A file cannot be read or written; an existing file is left unchanged.</exception>
    public static void Copy(string from, string to)
    {
        var content = InputText.ReadAll(from, InputBounds.LongestPotential);
        AtomicFile.WriteText(to, text => text.Write(content));
    }

    /// <summary>Writes a potential.</summary>
    /// <exception cref="InputException">
    /// The file cannot be written or a coefficient is not finite; an existing file is left unchanged.
    /// </exception>
    public static void Write(string path, PaceModel model) =>
        AtomicFile.WriteText(path, text => new YaceWriter(new RowWriter(text)).Write(model));
}
