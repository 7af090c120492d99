using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
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
    /// <exception cref="InputException">It would, or the directory cannot be created.</exception>
    public void RequireApart(OutputCheck inputs)
    {
        foreach (var path in (string[])[Journal, Table, Picture, Potential, Training, Validation])
            inputs.Writes($"the file {Path.GetFileName(path)} of the search", path, "--output");
        OutputDirectory.Create(Candidates);
        AtomicFile.RequireWritable(Journal);
    }
}
