using FastMtp.Files.PaceFiles;
using FastMtp.Files.Text;
using FastMtp.Potentials;

namespace FastMtp.Files.PotentialFiles;

/// <summary>Reads and writes potentials of either form, <c>.mtp</c> and <c>.fmtp</c>, each also gzipped.</summary>
internal static class PotentialFile
{
    /// <summary>
    /// Reads a potential of this program; the format is inferred from the content, but that of a <c>.als</c> file from its name.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="species">As for <see cref="MtpFile.Read"/>.</param>
    /// <param name="standardPlan">As for <see cref="MtpFile.Read"/>.</param>
    /// <exception cref="InputException">
    /// The file cannot be read, is not a potential, or disagrees with <paramref name="species"/>.
    /// </exception>
    public static PotentialModel Read(string path, SpeciesList? species = null, bool standardPlan = true)
    {
        if (YaceFile.Is(path))
        {
            throw new InputException($"{path}: this is a potential of PACE, which can only be evaluated; name a .mtp or .fmtp file.");
        }
        if (AlsFile.IsName(path)) return AlsFile.Read(path, species);
        var isJson = false;
        using (var reader = new LineReader(path)) isJson = IsJson(reader.Head());
        return isJson ? FmtpFile.Read(path, species, standardPlan) : MtpFile.Read(path, species, standardPlan);
    }

    /// <summary>True if a file begins like a potential, or like JSON, which is never a format of configurations.</summary>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public static bool IsPotential(string path)
    {
        if (YaceFile.Is(path)) return true;
        using var reader = new LineReader(path);
        return IsJson(reader.Head()) || (new Fields(reader.Head()).Next(out var word) && word is "MTP");
    }

    /// <summary>True when a name ends in .fmtp or .fmtp.gz.</summary>
    public static bool KeepsFactors(string path) => GzipName.Without(path).EndsWith(".fmtp", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Writes a potential, as <c>.fmtp</c> if the name ends in it, otherwise as <c>.mtp</c> with dense coefficients; gzipped
    /// when the name ends in .gz.
    /// </summary>
    /// <exception cref="InputException">
    /// The file cannot be written or a coefficient is not finite; an existing file is left unchanged.
    /// </exception>
    public static void Write(string path, PotentialModel potential)
    {
        if (KeepsFactors(path)) FmtpFile.Write(path, potential);
        else MtpFile.Write(path, potential);
    }

    private static bool IsJson(ReadOnlySpan<char> head) => head.TrimStart().StartsWith('{');
}
