using System.Text.Json;
using FastMtp.Files.Text;

namespace FastMtp.Selection.Learning;

/// <summary>The directory of a loop: what it was begun with, and a directory for each round.</summary>
/// <param name="root">The directory; it exists.</param>
internal sealed class LearningDirectory(string root)
{
    /// <summary>The file that says what the loop was begun with.</summary>
    public string HeaderPath => Path.Combine(root, "loop.json");

    /// <summary>The last potential.</summary>
    public string PotentialPath => Path.Combine(root, "potential.fmtp");

    /// <summary>The table of the rounds.</summary>
    public string TablePath => Path.Combine(root, "rounds.csv");

    /// <summary>The picture of the rounds.</summary>
    public string PicturePath => Path.Combine(root, "rounds.png");

    /// <summary>The directory of a round.</summary>
    public RoundDirectory Round(int number) => new(Path.Combine(root, $"round-{number:00}"), number);

    /// <summary>Begins a loop, or goes on with one.</summary>
    /// <param name="fingerprint">Differs whenever the first data, or what is fitted, differ.</param>
    /// <exception cref="InputException">The directory is that of another loop.</exception>
    public void Open(string fingerprint)
    {
        if (!File.Exists(HeaderPath))
        {
            AtomicFile.WriteText(HeaderPath, text => text.WriteLine(
                JsonSerializer.Serialize(LoopHeader.Current with { Fingerprint = fingerprint }, LearningJson.Default.LoopHeader)));
            return;
        }
        var header = RoundDirectory.Read(HeaderPath, LearningJson.Default.LoopHeader)!;
        if (header with { Fingerprint = "" } != LoopHeader.Current)
            throw new InputException($"{HeaderPath}: not the loop of this version of FastMtp; choose another directory.");
        if (header.Fingerprint != fingerprint)
            throw new InputException(
                $"{HeaderPath}: the loop was begun with other data or another [fit]; restore them, or choose another directory.");
    }
}
