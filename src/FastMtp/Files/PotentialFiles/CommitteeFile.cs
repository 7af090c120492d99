using System.Text.Json;
using FastMtp.Files.Text;
using FastMtp.Input;
using FastMtp.Potentials;

namespace FastMtp.Files.PotentialFiles;

/// <summary>The JSON document of a <c>.fmtp</c> file that holds several potentials.</summary>
internal sealed record CommitteeDocument(string Format, int Version, double SpreadScale, PotentialDocument[] Members)
{
    public const string FormatName = "FastMtp committee";
}

/// <summary>Committees: several potentials in one <c>.fmtp</c> file, with the scale of their spread.</summary>
internal static class CommitteeFile
{
    /// <summary>True if a file holds a committee.</summary>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public static bool Is(string path)
    {
        using var reader = new LineReader(path);
        if (!reader.Head().TrimStart().StartsWith('{')) return false;
        while (reader.Next())
        {
            if (reader.Line.Contains(CommitteeDocument.FormatName, StringComparison.Ordinal)) return true;
            if (!reader.Line.Trim().SequenceEqual("{") && !reader.Line.IsWhiteSpace()) return false;
        }
        return false;
    }

    /// <summary>Reads the members and the scale of their spread.</summary>
    /// <exception cref="InputException">The file cannot be read or is damaged.</exception>
    public static (PotentialModel[] Members, double SpreadScale) Read(string path, SpeciesList? species = null)
    {
        var text = InputText.ReadAll(path, InputBounds.LongestPotential);
        try
        {
            var document = JsonSerializer.Deserialize(text, PotentialJson.Default.CommitteeDocument);
            if (document is not { Format: CommitteeDocument.FormatName, Version: PotentialDocument.CurrentVersion, Members.Length: > 1 })
                throw new InputException(
                    $"{path}: this is no committee of potentials that this version can read; use the program that wrote it.");
            if (!(document.SpreadScale > 0 && double.IsFinite(document.SpreadScale)))
                throw new InputException($"{path}: the scale of the spread is not positive; the file is damaged, copy it again.");
            var members = document.Members.Select(member => new FmtpReader(path, member).Read(species, standardPlan: true));
            return ([.. members], document.SpreadScale);
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}:{e.LineNumber + 1}: the committee is cut short or edited here; copy the file again.", e);
        }
    }

    /// <summary>Writes a committee.</summary>
    /// <exception cref="InputException">The file cannot be written; an existing file is left unchanged.</exception>
    public static void Write(string path, IEnumerable<PotentialModel> members, double spreadScale)
    {
        var document = new CommitteeDocument(
            CommitteeDocument.FormatName, PotentialDocument.CurrentVersion, spreadScale, [.. members.Select(FmtpFile.Document)]);
        AtomicFile.WriteText(path, text => text.WriteLine(JsonSerializer.Serialize(document, PotentialJson.Default.CommitteeDocument)));
    }
}
