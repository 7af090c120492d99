using FastMtp.Files.PaceFiles;
using FastMtp.Files.Text;

namespace FastMtp.Cli.Commands;

/// <summary>The directory from which another program runs a potential: its file, the native library, and the interface.</summary>
/// <param name="directory">The directory; it need not exist.</param>
/// <param name="model">The potential.</param>
/// <param name="from">Its file.</param>
internal sealed class ModelDirectory(string directory, Potential model, string from)
{
    private static readonly string[] Libraries = ["libfastmtp.so", "libfastmtp-v3.so", "libfastmtp-v4.so"];

    private readonly string _name = Path.GetFileName(directory);

    /// <summary>
    /// Where the native library is if the user names no directory: beside the program, or one above, as packages have it.
    /// </summary>
    public static string DefaultLibrary { get; } =
        ((string[])[AppContext.BaseDirectory, Path.GetFullPath("..", AppContext.BaseDirectory)])
            .FirstOrDefault(directory => File.Exists(Path.Combine(directory, Libraries[0]))) ?? AppContext.BaseDirectory;

    /// <summary>The file of the potential.</summary>
    public string Potential { get; } = Path.Combine(directory, model.IsPace ? "potential.yace" : "potential.fmtp");

    /// <summary>True for a name that KIM accepts.</summary>
    public static bool IsModelName(string name) =>
        name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <param name="directory">Where the native library should be.</param>
    /// <param name="option">How the user names that directory.</param>
    /// <exception cref="InputException">It is not there.</exception>
    public static void RequireLibrary(string directory, string option = "--library")
    {
        if (Libraries.FirstOrDefault(file => !File.Exists(Path.Combine(directory, file))) is { } missing)
        {
            throw new InputException(
                $"{Path.Combine(directory, missing)}: there is no such file; unpack a package for Linux, or run "
                + $"dotnet publish -c Release src/FastMtp.Native -o DIR, and name the directory of the library with {option}.");
        }
    }

    /// <exception cref="InputException">KIM does not accept the name of the directory.</exception>
    public void RequireModelName()
    {
        if (!IsModelName(_name))
        {
            throw new InputException(
                $"{_name}: this is not a valid KIM model name; name the directory with letters, digits and underscores, such as my_alloy.");
        }
    }

    /// <param name="format">kim, plugin or ase.</param>
    /// <param name="library">Where the native library is.</param>
    /// <param name="kernels">Kernels that were compiled for it: names and contents of files.</param>
    /// <param name="watch">Content of the file that tells a KIM model what to watch; nothing by default.</param>
    /// <exception cref="InputException">The library is not there, or the directory cannot be written.</exception>
    public void Write(string format, string library, IReadOnlyList<(string Name, byte[] Content)> kernels, string watch = "")
    {
        RequireLibrary(library);
        try
        {
            Directory.CreateDirectory(directory);
            foreach (var file in Libraries) Copy(library, file);
            foreach (var file in Directory.GetFiles(directory, "kernel-*.so")) File.Delete(file);
            foreach (var (name, content) in kernels) AtomicFile.Write(Path.Combine(directory, name), stream => stream.Write(content));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{directory}: cannot be written ({e.Message.TrimEnd('.')}); choose another directory.", e);
        }
        if (model.IsPace) YaceFile.Copy(from, Potential);
        else model.Save(Potential);
        WriteResources(format, kernels.Count > 0);
        if (format == "kim") AtomicFile.WriteText(Path.Combine(directory, "watch.txt"), file => file.Write(watch));
        if (format != "ase") WriteResources("header", kernels.Count > 0);
    }

    /// <summary>Copies a library to a new file: a program that has loaded the old one would crash if that were overwritten.</summary>
    private void Copy(string library, string file)
    {
        using var source = File.OpenRead(Path.Combine(library, file));
        AtomicFile.Write(Path.Combine(directory, file), source.CopyTo);
    }

    /// <summary>Writes a group of files that are embedded in the assembly.</summary>
    private void WriteResources(string group, bool hasKernels)
    {
        var (assembly, isMixed) = (typeof(ModelDirectory).Assembly, model.Precision == Precision.Mixed);
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith($"{group}/", StringComparison.Ordinal)))
        {
            using var text = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var content = text.ReadToEnd().Replace("MODEL_NAME", _name, StringComparison.Ordinal)
                .Replace("POTENTIAL_NAME", Path.GetFileName(Potential), StringComparison.Ordinal)
                .Replace("EXPORTED_PRECISION", isMixed ? "FASTMTP_MIXED" : "FASTMTP_DOUBLE", StringComparison.Ordinal)
                .Replace("EXPORTED_COMPILED", hasKernels ? "1" : "0", StringComparison.Ordinal);
            var path = Path.Combine(directory, name[(group.Length + 1)..]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.WriteText(path, file => file.Write(content));
        }
    }
}
