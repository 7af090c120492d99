using System.Globalization;
using FastMtp.Files.PaceFiles;
using FastMtp.Files.Text;
using FastMtp.Input;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>
/// Determines the format of a file: the requested one, else from its name, else from its content; rejects known other formats.
/// </summary>
internal static class FormatDetection
{
    public static DataFormat OfContent(LineReader reader, DataFormat? asked)
    {
        const string remedy = "name the file .cfg, .xyz, .cif or POSCAR";
        return Find(reader, asked) ?? throw InputException.Naming(
            $"{reader.File}: the format cannot be told from the name or the content; {remedy}, or give the format with {Argument.Format}.");
    }

    /// <summary>The format; null if neither name nor content shows it.</summary>
    public static DataFormat? Find(LineReader reader, DataFormat? asked = null)
    {
        var head = reader.Head();
        if (Foreign(head) is { } sentence) throw new InputException($"{reader.File}: {sentence}");
        return asked ?? OfName(reader.File) ?? FromContent(head);
    }

    /// <summary>Format by name; null if the name is not one of ours.</summary>
    public static DataFormat? OfName(string path)
    {
        var name = Path.GetFileName(GzipName.Without(path));
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".cfg" => DataFormat.Cfg,
            ".xyz" or ".extxyz" => DataFormat.ExtendedXyz,
            ".cif" => DataFormat.Cif,
            ".dump" or ".lammpstrj" => DataFormat.LammpsDump,
            ".vasp" or ".poscar" or ".contcar" => DataFormat.Poscar,
            _ => name.StartsWith("POSCAR", StringComparison.Ordinal) || name.StartsWith("CONTCAR", StringComparison.Ordinal)
                ? DataFormat.Poscar
                : null,
        };
    }

    private static DataFormat? FromContent(ReadOnlySpan<char> head)
    {
        var start = head.TrimStart();
        if (start.StartsWith("BEGIN")) return DataFormat.Cfg;
        if (start.StartsWith("ITEM:")) return DataFormat.LammpsDump;
        if (start.StartsWith("data_") || start.Contains("\ndata_", StringComparison.Ordinal)) return DataFormat.Cif;
        if (IsPoscar(head)) return DataFormat.Poscar;
        return int.TryParse(FirstLine(start), NumberStyles.None, CultureInfo.InvariantCulture, out _) ? DataFormat.ExtendedXyz : null;
    }

    private static string? Foreign(ReadOnlySpan<char> head)
    {
        var start = head.TrimStart();
        if (start.IsEmpty) return "the file is empty; check that it was written completely.";
        if (head.Contains('\0'))
            return head[0] == 'n'
                ? "this is a binary .cfg file, which is not supported; convert it to text with MLIP-2's convert-cfg."
                : "this is a binary file; name a text file of configurations (.cfg, .xyz, .cif or POSCAR).";
        if (start[0] == '<') return "this is a web page or XML; download the data file itself.";
        if (start.StartsWith("version https://git-lfs")) return "this is only a Git LFS pointer; fetch the file with 'git lfs pull'.";
        if (FirstLine(start) is "MTP" || YaceFile.IsBeginning(start))
            return "this is a potential, not configurations; check the order of the file names.";
        if (start[0] == '{')
            return "this is JSON, such as a potential or a checkpoint, not configurations; check the order of the file names.";
        if (start.StartsWith("vasp."))
            return "this is a VASP OUTCAR, which is not supported; convert it to extended XYZ, for example with ASE.";
        return null;
    }

    private static ReadOnlySpan<char> FirstLine(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf('\n');
        return (end < 0 ? text : text[..end]).Trim();
    }

    /// <summary>A title, one number, then three lines of three numbers.</summary>
    private static bool IsPoscar(ReadOnlySpan<char> head)
    {
        var row = 0;
        foreach (var line in head.EnumerateLines())
        {
            if (row == 5) return true;
            if (row > 0 && CountNumbers(line) != (row == 1 ? 1 : 3)) return false;
            row++;
        }
        return false;
    }

    private static int CountNumbers(ReadOnlySpan<char> line)
    {
        var count = 0;
        for (var fields = new Fields(line); fields.Next(out var field); count++)
            if (!NumberText.TryParse(field, out _)) return -1;
        return count;
    }
}
