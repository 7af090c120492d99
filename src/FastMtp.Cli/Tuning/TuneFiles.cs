using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Files.Text;

namespace FastMtp.Cli.Tuning;

/// <summary>The files of a search.</summary>
/// <param name="root">Their directory.</param>
internal sealed class TuneFiles(string root)
{
    public string Root => root;

    public string Journal => Path.Combine(root, "tune.jsonl");

    public string Table => Path.Combine(root, "tune.csv");

    public string Picture => Path.Combine(root, "tune.png");

    public string Potential => Path.Combine(root, "potential.fmtp");

    /// <summary>What is fitted, if the program divides the data.</summary>
    public string Training => Path.Combine(root, "training.xyz");

    /// <summary>What is held out, if the program divides the data.</summary>
    public string Validation => Path.Combine(root, "validation.xyz");

    /// <summary>Potentials and checkpoints of the candidates.</summary>
    public string Candidates => Path.Combine(root, "candidates");

    /// <summary>Creates the directory after checking that the search does not overwrite its inputs.</summary>
    /// <exception cref="InputException">It would, results of something else are there, or the directory cannot be created.</exception>
    public void RequireApart(OutputCheck inputs)
    {
        foreach (var path in (string[])[Journal, Table, Picture, Potential, Training, Validation])
            inputs.Writes($"the file {Path.GetFileName(path)} of the search", path, "--output");
        // A search has a journal before it has results.
        if (!File.Exists(Journal) && Array.Find([Table, Picture, Potential], File.Exists) is { } other)
        {
            throw new InputException($"{other}: the search would replace this file, which is of no search that could go on "
                + $"({Path.GetFileName(Journal)} is missing); choose another --output, or move the file away.");
        }
        OutputDirectory.Create(Candidates);
        // A search that was killed need not write again what it was writing.
        TemporaryFile.RemoveLeftIn(Candidates);
        AtomicFile.RequireWritable(Journal);
    }

    /// <summary>Writes a part of the data, unless it is there from an earlier run of the search.</summary>
    /// <exception cref="InputException">Something else is there, or the file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<Configuration> part, SpeciesList species)
    {
        if (!File.Exists(path))
        {
            ConfigurationFile.Write(path, part, species);
            return;
        }
        var scratch = Directory.CreateTempSubdirectory("fastmtp-tune-").FullName;
        try
        {
            var copy = Path.Combine(scratch, Path.GetFileName(path));
            ConfigurationFile.Write(copy, part, species);
            if (!File.ReadAllBytes(copy).AsSpan().SequenceEqual(File.ReadAllBytes(path)))
            {
                throw new InputException(
                    $"{path}: the search would replace this file, which holds other data; choose another --output, or move the file away.");
            }
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }
}
