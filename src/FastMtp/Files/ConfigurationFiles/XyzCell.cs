using FastMtp.Files.Text;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>The keys Lattice and pbc of extended XYZ.</summary>
internal static class XyzCell
{
    /// <summary>Keys that others write a cell under; without it, a crystal would be a cluster.</summary>
    private static readonly string[] OtherNames = ["cell", "unit_cell", "box", "lattice_vectors"];

    public static Cell Parse(string? lattice, string? pbc, IEnumerable<KeyValuePair<string, string>> pairs, LineReader reader)
    {
        if (lattice is null && pairs.FirstOrDefault(pair => XyzNames.Has(OtherNames, pair.Key)).Key is { } other)
            throw reader.Error($"there is a {other} but no Lattice, which is the cell's name in extended XYZ; "
                + $"write Lattice=\"…\" with nine numbers, one vector after the other, or remove {other}.");
        var periodic = pbc is null ? [] : Array.ConvertAll(XyzArray.Words("pbc", pbc, reader), word => IsTrue(word, reader));
        if (periodic.Length is not (0 or 3)) throw reader.Error($"pbc has {periodic.Length} values; give three, such as pbc=\"T T F\".");
        var rows = lattice is null
            ? new double[9]
            : Array.ConvertAll(XyzArray.Words("Lattice", lattice, reader), word => reader.ParseNumber(word, "Lattice"));
        if (rows.Length != 9) throw reader.Error($"Lattice has {rows.Length} numbers; give nine, one vector after the other.");
        return LatticeRows.ToCell(rows, periodic, reader);
    }

    private static bool IsTrue(string word, LineReader reader) => word switch
    {
        "T" or "True" or "true" or "TRUE" or "1" => true,
        "F" or "False" or "false" or "FALSE" or "0" => false,
        _ => throw reader.Error($"'{word}' in pbc is neither T nor F; correct it."),
    };
}
