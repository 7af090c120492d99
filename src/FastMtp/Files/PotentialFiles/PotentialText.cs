using FastMtp.Input;
using FastMtp.Potentials;

namespace FastMtp.Files.PotentialFiles;

/// <summary>The free text of a potential, which must fit on one line in every format.</summary>
internal static class PotentialText
{
    /// <summary>Names the text that has a line break or another control character; null if none has.</summary>
    public static string? WithControl(string name, string tag, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        if (SafeText.HasControl(name)) return "the name";
        if (SafeText.HasControl(tag)) return "the tag";
        return metadata.Any(entry => SafeText.HasControl(entry.Key) || SafeText.HasControl(entry.Value)) ? "the metadata" : null;
    }

    /// <summary>Checks a potential before it is written.</summary>
    /// <exception cref="InputException">A text contains a line break or another control character.</exception>
    public static void Require(string path, PotentialModel potential)
    {
        if (WithControl(potential.Name, potential.Tag, potential.Metadata) is { } text)
            throw new InputException(
                $"{path}: {text} of the potential has a line break or another control character, so it was not written; remove it.");
    }
}
