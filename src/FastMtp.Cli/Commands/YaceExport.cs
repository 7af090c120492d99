using FastMtp.Atoms;
using FastMtp.Cli.Terminals;
using FastMtp.Data;
using FastMtp.Files.PaceFiles;
using FastMtp.Files.Text;
using FastMtp.Pace;
using FastMtp.Potentials;

namespace FastMtp.Cli.Commands;

/// <summary><c>fastmtp export --format yace</c>: one file, and the lines that a LAMMPS input needs for it.</summary>
internal static class YaceExport
{
    public const string Format = "yace";

    /// <summary>Checks early that the file can be written and that LAMMPS will know what it is.</summary>
    public static void RequireName(string path)
    {
        // LAMMPS chooses its reader by this ending and does not unpack.
        if (!path.EndsWith(".yace", StringComparison.Ordinal))
            throw new InputException($"{path}: pair_style pace knows its potentials by their ending; name a .yace file.");
        AtomicFile.RequireWritable(path);
    }

    /// <param name="terminal">Where the lines are printed.</param>
    /// <param name="potential">The potential.</param>
    /// <param name="from">Its file.</param>
    /// <param name="path">The file to write.</param>
    public static void Write(Terminal terminal, PotentialModel potential, string from, string path)
    {
        var model = PaceExpansion.Of(potential, from);
        YaceFile.Write(path, model);
        var (functions, coefficients) =
            (model.Functions.Sum(list => list.Length), model.Functions.Sum(list => list.Sum(f => f.Coefficients.Length)));
        terminal.Line(
            $"{path}: {potential.Name}, species {potential.Species}; {Terminals.Format.Count(functions, "function")} with "
            + $"{Terminals.Format.Count(coefficients, "coefficient")}.");
        if (potential.Repulsion is not null)
            terminal.Note($"{path} lacks the ZBL repulsion that the potential was fitted with; the lines below add it.");
        terminal.Line("In the LAMMPS input, with units metal and the element of each atom type:");
        foreach (var line in LammpsLines(path, model.Elements, potential.Repulsion)) terminal.Line("  " + line);
    }

    private static IEnumerable<string> LammpsLines(string path, SpeciesList species, ZblRepulsion? zbl)
    {
        var elements = string.Join(' ', species.Names);
        if (zbl is null) return ["pair_style pace", $"pair_coeff * * {path} {elements}"];
        // A zbl style has one pair of distances.
        var styles = PairDistances.Pairs(species.Count).GroupBy(pair =>
            FormattableString.Invariant($"zbl {zbl.Inner[pair.First, pair.Second]} {zbl.Outer[pair.First, pair.Second]}")).ToArray();
        return
        [
            $"pair_style hybrid/overlay pace {string.Join(' ', styles.Select(style => style.Key))}",
            $"pair_coeff * * pace {path} {elements}",
            .. styles.SelectMany((style, k) => style.Order().Select(pair =>
                $"pair_coeff {pair.First + 1} {pair.Second + 1} zbl {(styles.Length > 1 ? $"{k + 1} " : "")}"
                + $"{Elements.Number(species[pair.First])} {Elements.Number(species[pair.Second])}")),
        ];
    }
}
