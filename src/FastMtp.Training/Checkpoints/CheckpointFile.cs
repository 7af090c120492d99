using System.Text.Json;
using FastMtp.Files.Text;

namespace FastMtp.Training.Checkpoints;

/// <summary>Checkpoints as JSON files.</summary>
internal static class CheckpointFile
{
    /// <summary>Default path of a checkpoint: next to its potential.</summary>
    public static string Beside(string potential) => Path.ChangeExtension(GzipName.Without(potential), ".checkpoint.json");

    /// <summary>Writes a checkpoint atomically: at any time the path holds either the old one or the new one.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, Checkpoint checkpoint) =>
        AtomicFile.Write(path, stream =>
        {
            // A separate writer, which large arrays flush to the file as they go; the serialiser's own would hold the whole text.
            using var writer = new Utf8JsonWriter(stream);
            JsonSerializer.Serialize(writer, checkpoint, CheckpointJson.Default.Checkpoint);
        });

    /// <summary>Reads a checkpoint.</summary>
    /// <exception cref="InputException">The file is missing, damaged, of another version or not a checkpoint.</exception>
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
            if (header?.Format != Checkpoint.FormatName)
                throw new InputException($"{path}: not a FastMtp checkpoint; give a checkpoint file written by a fit.");
            if (header.Version != Checkpoint.CurrentVersion)
                throw new InputException(
                    $"{path}: checkpoint of version {header.Version}, but this program reads version {Checkpoint.CurrentVersion}; "
                    + "continue with the program that wrote it.");
            JsonKeys.Require(path, text, CheckpointJson.Default.Checkpoint);
            var checkpoint = JsonSerializer.Deserialize(text, CheckpointJson.Default.Checkpoint)!;
            if (CheckpointValidation.Flaw(checkpoint) is { } flaw)
                throw new InputException(
                    $"{path}: the parts of the checkpoint do not fit together ({flaw}); the file is damaged, use another one.");
            return checkpoint;
        }
        catch (JsonException e)
        {
            throw new InputException(
                $"{path}: not a complete FastMtp checkpoint ({e.Message.TrimEnd('.')}); the file is truncated or of another kind, use "
                + "another one.", e);
        }
    }
}
