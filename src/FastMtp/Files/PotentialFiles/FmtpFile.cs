using System.Text;
using System.Text.Json;
using FastMtp.Files.Text;
using FastMtp.Input;
using FastMtp.Potentials;

namespace FastMtp.Files.PotentialFiles;

/// <summary>
/// Potentials in FastMtp's own format, <c>.fmtp</c>: JSON that also holds what <c>.mtp</c> cannot: names of
/// species, the factors of compressed radial coefficients, and free metadata.
/// </summary>
internal static class FmtpFile
{
    public static PotentialModel Read(string path, SpeciesList? species, bool standardPlan) =>
        new FmtpReader(path, Parse(path)).Read(species, standardPlan);

    public static void Write(string path, PotentialModel potential)
    {
        PotentialText.Require(path, potential);
        var document = Document(potential);
        AtomicFile.WriteText(path, text => text.WriteLine(JsonSerializer.Serialize(document, PotentialJson.Default.PotentialDocument)));
    }

    /// <summary>The content of the file.</summary>
    /// <exception cref="InputException">A coefficient is not finite.</exception>
    public static PotentialDocument Document(PotentialModel potential)
    {
        var document = PotentialDocument.Of(potential);
        return document.Numbers.All(double.IsFinite)
            ? document
            : throw new InputException(
                $"The potential {potential.Name} has a value that is not a finite number, so it was not written; fit it again.");
    }

    private static PotentialDocument Parse(string path)
    {
        var text = InputText.ReadAll(path, InputBounds.LongestPotential);
        try
        {
            var header = JsonSerializer.Deserialize(text, PotentialJson.Default.DocumentHeader);
            if (header?.Format == CommitteeDocument.FormatName)
                throw new InputException(
                    $"{path}: this is a committee of potentials, which can only be evaluated; name one of its members.");
            if (header?.Format != PotentialDocument.FormatName)
            {
                var kind = header?.Format is { } format ? $"a file of the kind '{format}'" : "JSON";
                throw new InputException($"{path}: this is {kind}, not a potential; name a .mtp or .fmtp potential.");
            }
            if (header.Version != PotentialDocument.CurrentVersion)
                throw new InputException($"{path}: this is a potential of version {header.Version}, "
                    + $"but only version {PotentialDocument.CurrentVersion} is supported; use the program that wrote it.");
            JsonKeys.Require(path, Encoding.UTF8.GetBytes(text), PotentialJson.Default.PotentialDocument);
            return JsonSerializer.Deserialize(text, PotentialJson.Default.PotentialDocument)!;
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}:{e.LineNumber + 1}: the potential is cut short or edited here; copy the file again.", e);
        }
    }
}
