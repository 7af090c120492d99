using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Training.Checkpoints;

namespace FastMtp.Cli.Fits;

/// <summary>The files of <c>fastmtp train</c>.</summary>
internal static class TrainFiles
{
    /// <summary>
    /// Checks that the fit does not overwrite its inputs. It may replace the potential it starts from by a better one, and the checkpoint
    /// it resumes from by a later one.
    /// </summary>
    /// <param name="inputs">The data.</param>
    /// <param name="start">The potential to start from; null for none.</param>
    /// <param name="resumed">The checkpoint to resume from; null for none.</param>
    /// <param name="output">The potential to write.</param>
    /// <param name="checkpoint">The checkpoint to write.</param>
    /// <param name="members">Number of potentials to fit.</param>
    /// <exception cref="InputException">An output would overwrite an input or another output.</exception>
    public static void RequireApart(OutputCheck inputs, string? start, string? resumed, string output, string checkpoint, int members)
    {
        inputs.Reads("the potential of --start", start).Reads("the checkpoint of --resume", resumed);
        if (members == 1)
        {
            inputs.Writes("the potential", output, "--output", replaces: start)
                .Writes("the checkpoint", checkpoint, "--checkpoint", replaces: resumed);
        }
        else
        {
            for (var member = 1ul; member <= (ulong)members; member++)
            {
                var path = OutputPaths.Member(output, member);
                inputs.Writes($"potential {member}", path, "--output")
                    .Writes($"the checkpoint of potential {member}", CheckpointFile.Beside(path), "--output");
            }
            inputs.Writes("the table of histories", OutputPaths.Path(output, ".history.csv"), "--output");
        }
        inputs.Writes("the learning curve", OutputPaths.Path(output, ".learning.png"), "--output");
    }
}
