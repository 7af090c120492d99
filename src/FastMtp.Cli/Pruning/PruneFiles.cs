using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Files.PotentialFiles;
using FastMtp.Files.Text;
using FastMtp.Potentials;

namespace FastMtp.Cli.Pruning;

/// <summary>The files that are written.</summary>
/// <param name="potential">The pruned potential.</param>
internal sealed class PruneFiles(string potential)
{
    public string Potential => potential;

    public string Journal => OutputPaths.Path(potential, ".prune.jsonl");

    public string Table => OutputPaths.Path(potential, ".prune.csv");

    public string Picture => OutputPaths.Path(potential, ".prune.png");

    /// <summary>The state of the last fit.</summary>
    public string Checkpoint => OutputPaths.Path(potential, ".prune.checkpoint.json");

    /// <summary>Checks that no input is overwritten and that the files can be written.</summary>
    /// <exception cref="InputException">One would be, or cannot.</exception>
    public void RequireApart(OutputCheck inputs)
    {
        inputs.Writes("the pruned potential", Potential, "--output").Writes("the journal", Journal, "--output")
            .Writes("the table", Table, "--output").Writes("the picture", Picture, "--output")
            .Writes("the checkpoint", Checkpoint, "--output");
        PotentialInput.RequireWritable(Potential);
        AtomicFile.RequireWritable(Journal);
    }

    /// <summary>Checks that the format holds what the potential has.</summary>
    /// <exception cref="InputException">It does not.</exception>
    public void RequireRoomFor(PotentialModel start)
    {
        if (PotentialFile.KeepsFactors(Potential)) return;
        if (start.Repulsion is not null)
        {
            throw new InputException(
                $"{Potential}: a .mtp file cannot hold the nuclear repulsion of the potential; name it .fmtp with --output.");
        }
        if (start.IsPerSpecies)
        {
            throw new InputException(
                $"{Potential}: a .mtp file has one set of coefficients, but every species of the potential has its own; "
                + "name it .fmtp with --output.");
        }
    }
}
