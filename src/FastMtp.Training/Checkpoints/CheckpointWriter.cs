using FastMtp.Files.Text;

namespace FastMtp.Training.Checkpoints;

/// <summary>Writes the states of a fit to its file.</summary>
/// <param name="path">The file; null for none.</param>
/// <param name="before">The state that a fit ended in, if these are states of its final steps.</param>
internal sealed class CheckpointWriter(string? path, Checkpoint? before = null)
{
    /// <summary>Keeps other processes from the file; null if there is none.</summary>
    /// <exception cref="InputException">Another process has it.</exception>
    public FileLease? Lease() => path is null ? null : FileLease.Take(path);

    /// <summary>Writes a state.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public void Write(Func<Checkpoint> state)
    {
        if (path is not null) CheckpointFile.Write(path, before is null ? state() : before with { Final = state() });
    }

    /// <summary>The same; returns a warning if the file cannot be written.</summary>
    public string? TryWrite(Func<Checkpoint> state)
    {
        try
        {
            Write(state);
            return null;
        }
        catch (InputException e)
        {
            return e.Message;
        }
    }
}
