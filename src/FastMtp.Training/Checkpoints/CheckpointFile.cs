using System.Text.Json;
using FastMtp.Files.Text;
using FastMtp.Training.LinearAlgebra;

namespace FastMtp.Training.Checkpoints;

/// <summary>Checkpoints as JSON files.</summary>
internal static class CheckpointFile
{
    /// <summary>Where the checkpoint of a training stands by default: beside its potential.</summary>
    public static string Beside(string potential) => Path.ChangeExtension(GzipName.Without(potential), ".checkpoint.json");

    /// <summary>Writes a checkpoint whole or not at all: whatever happens, the path holds the old one or the new one.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, Checkpoint checkpoint) =>
        AtomicFile.Write(path, stream =>
        {
            // A writer of its own, which large arrays empty into the file as they go; the serialiser's would hold the whole text.
            using var writer = new Utf8JsonWriter(stream);
            JsonSerializer.Serialize(writer, checkpoint, CheckpointJson.Default.Checkpoint);
        });

    /// <summary>Reads a checkpoint.</summary>
    /// <exception cref="InputException">The file is missing, damaged, of another version or no checkpoint.</exception>
    public static Checkpoint Read(string path)
    {
        byte[] text;
        try
        {
            text = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path}: there is no such checkpoint; check the name and the directory.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: the checkpoint cannot be read: {e.Message}", e);
        }
        try
        {
            var header = JsonSerializer.Deserialize(text, CheckpointJson.Default.CheckpointHeader);
            if (header?.Format != Checkpoint.FormatName) throw new InputException($"{path}: not a checkpoint of FastMtp; give the file that a training wrote as its checkpoint.");
            if (header.Version != Checkpoint.CurrentVersion)
                throw new InputException($"{path}: checkpoint of version {header.Version}, but this program reads version {Checkpoint.CurrentVersion}; continue with the program that wrote it.");
            var checkpoint = JsonSerializer.Deserialize(text, CheckpointJson.Default.Checkpoint)!;
            if (!IsConsistent(checkpoint)) throw new InputException($"{path}: the parts of the checkpoint do not fit together; the file is damaged, use another one.");
            return checkpoint;
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}: not a complete checkpoint of FastMtp ({e.Message.TrimEnd('.')}); the file is truncated or of another kind, use another one.", e);
        }
    }

    private static bool IsConsistent(Checkpoint checkpoint)
    {
        var optimizer = checkpoint.Optimizer;
        return (optimizer.Point.Length == optimizer.Gradient.Length || checkpoint.Settings.Model.IsRedundant)
            && optimizer.InverseHessian.LongLength == PackedSymmetricMatrix.Length(optimizer.Gradient.Length)
            && checkpoint.Factors is not null == checkpoint.Settings.Model.IsCompressed
            && (checkpoint.Best is null || checkpoint.Best.Parameters.Length == checkpoint.Parameters.Length);
    }
}
