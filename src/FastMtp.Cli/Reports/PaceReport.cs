using System.Globalization;
using FastMtp.Cli.Terminals;
using FastMtp.Pace;
using FastMtp.PaceBlocks;

namespace FastMtp.Cli.Reports;

/// <summary>Prints the properties of a potential of PACE.</summary>
internal static class PaceReport
{
    /// <summary>Prints a potential, once it is clear that this program can evaluate it.</summary>
    /// <exception cref="InputException">A function depends on the orientation.</exception>
    public static void Print(Terminal terminal, string file, PaceModel model)
    {
        var potential = new PacePotential(model, file);
        terminal.Line(file);
        terminal.Properties(
        [
            ("species", model.Elements.ToString()),
            ("form", "PACE; can only be evaluated"),
            .. potential.Species.Select((species, i) => ($"functions of {model.Elements[i]}", Functions(model.Functions[i], species))),
            .. model.Embeddings.Select((embedding, i) => ($"energy of {model.Elements[i]}", Energy(embedding, model.E0[i]))),
            ("radial functions", string.Join(", ", model.Bonds.Select(bond => $"{bond.Basis} with {bond.BasisSize}").Distinct())),
            ("cutoff", string.Join(", ", model.Bonds.Select(bond => bond.Cutoff).Distinct().Order().Select(Format.Length))),
            ("core repulsion", potential.Species.Any(species => species.Pairs.Any(pair => pair.Variable.HasCore)) ? "yes" : "none"),
            ("kernel here", PaceBlockModel.Create(potential).KernelName),
        ]);
    }

    private static string Functions(PaceFunction[] functions, PaceSpecies species)
    {
        var ranks = functions.CountBy(f => f.Rank).OrderBy(count => count.Key).Select(count => $"{count.Value} of rank {count.Key}");
        var products = species.Program?.Plan.Products.Length ?? 0;
        return $"{string.Join(", ", ranks)}; coupled {species.FunctionRows.Length} with {products} products";
    }

    private static string Energy(PaceEmbedding embedding, double e0)
    {
        var terms = embedding.Parameters.Chunk(2)
            .Select((p, i) => string.Create(CultureInfo.InvariantCulture, $"{p[0]} f(ρ{i + 1}, {p[1]})"));
        return string.Create(CultureInfo.InvariantCulture, $"{e0} eV + {string.Join(" + ", terms)}, {embedding.Function}");
    }
}
