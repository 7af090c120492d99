using System.Globalization;
using FastMtp.Blocks;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Terminals;
using FastMtp.Data;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Radial;

namespace FastMtp.Cli.Reports;

/// <summary>Prints the properties of a potential.</summary>
internal static class PotentialReport
{
    /// <summary>Pairs of species that a table lists; more are summed up.</summary>
    private const int MostPairs = 55;

    /// <summary>Prints a potential and, if the model is compressed, the size of its radial coefficients in that form.</summary>
    public static void Print(Terminal terminal, string title, PotentialModel potential, RadialForm model)
    {
        terminal.Line(title);
        terminal.Properties(Properties(potential, model));
        PrintPairs(terminal, potential);
    }

    /// <summary>The properties by name.</summary>
    public static IEnumerable<(string Name, string Value)> Properties(PotentialModel potential, RadialForm model)
    {
        var (plan, radial, tensor) = (potential.Plan, potential.Radial, potential.RadialTensor);
        var asked = model.IsCompressed ? model : null;
        var radialCount = asked is null || potential.IsFitted ? tensor.ParameterCount : asked.ParameterCount(tensor.Shape);
        var (species, moments) = (potential.SpeciesCoefficients.Length, potential.MomentCoefficients.Length);
        var kernel = PotentialInput.Kernel(plan);
        return
        [
            ("species", potential.Species?.ToString() ?? $"{potential.SpeciesCount}, not named in the file; name them with --species"),
            ("basis", plan.Name ?? "not a standard one"),
            ("basis functions", $"{plan.Functions.Length}"),
            ("moments", $"{plan.MomentCount}, of which {plan.BasicMoments.Length} basic"),
            ("products", $"{plan.Products.Length}"),
            ("radial functions", $"{plan.RadialFunctionCount} of {radial.Size} Chebyshev polynomials each"),
            .. asked is null
                ? Array.Empty<(string, string)>()
                : [($"radial form {asked.Name}", Share(asked.Ranks, asked.ParameterCount(tensor.Shape), tensor.Shape))],
            .. tensor is not DenseRadialTensor
                ?
                [
                    ("radial coefficients", $"{tensor.Form.Name}, {Share(tensor.Ranks, tensor.ParameterCount, tensor.Shape)}"),
                    ("evaluated from", RadialCost.Explain(tensor, kernel.Lanes)),
                ]
                : Array.Empty<(string, string)>(),
            ("cutoff", Format.Length(radial.Cutoff)),
            .. potential.Repulsion is { } zbl
                ? [("repulsion", $"ZBL, smoothly to zero between {Range(zbl.Inner)} and {Range(zbl.Outer)}")]
                : Array.Empty<(string, string)>(),
            .. potential.ShortestDistances is { } shortest
                ? [("training data", $"distances from {Range(shortest)}")]
                : Array.Empty<(string, string)>(),
            ("smallest distance", radial.MinDistance > 0 ? Format.Length(radial.MinDistance) : "from the data"),
            ("parameters",
                $"{radialCount + species + moments}: {radialCount} radial, {species} species, {moments} moments"
                + (potential.IsPerSpecies ? ", a set for each central species" : "")),
            ("coefficients", potential.IsFitted ? "fitted" : "not fitted"),
            .. potential.ActiveSet is { } set
                ? [("active set", $"{set.Size} {set.Mode.ToString().ToLowerInvariant()} rows, {set.OpenDirections} directions open")]
                : Array.Empty<(string, string)>(),
            .. potential.Metadata.Select(entry => (entry.Key, entry.Value)),
            ("kernel here", $"{kernel.Kind}, {(int)kernel.Width} bits ({kernel.Lanes} atoms at a time){Compiled(kernel)}"),
        ];
    }

    private static void PrintPairs(Terminal terminal, PotentialModel potential)
    {
        var zbl = potential.Repulsion is { IsUniform: false } own ? own : null;
        if (potential.ShortestDistances is not { } shortest || PairDistances.Count(potential.SpeciesCount) > MostPairs) return;
        terminal.Table(
            zbl is null ? ["pair", "in training data from›"] : ["pair", "in training data from›", "ZBL repulsion from›", "to›"],
            PairDistances.Pairs(potential.SpeciesCount).Select(pair =>
            {
                var (a, b) = pair;
                string[] row = [$"{Name(a)}-{Name(b)}", shortest[a, b] > 0 ? Format.Length(shortest[a, b]) : "none"];
                return zbl is null ? row : [.. row, Format.Length(zbl.Inner[a, b]), Format.Length(zbl.Outer[a, b])];
            }));

        string Name(int species) => potential.Species?[species] ?? $"type {species}";
    }

    private static string Range(PairDistances distances)
    {
        double[] known = [.. distances.Values.Where(distance => distance > 0)];
        return known.Min() == known.Max() ? Format.Length(known[0]) : $"{Format.Length(known.Min())} … {Format.Length(known.Max())}";
    }

    /// <summary>Prints a committee: what its members share is taken from the first.</summary>
    public static void Print(Terminal terminal, string title, PotentialModel[] members, double spreadScale)
    {
        terminal.Line(FormattableString.Invariant(
            $"{title}: committee of {members.Length}; errors of forces are {spreadScale:0.###} times the spread of its members"));
        Print(terminal, "the first of them", members[0], RadialForm.Base);
    }

    /// <summary>Where another kernel runs in long jobs.</summary>
    private static string Compiled(MtpKernel kernel)
    {
        if (kernel.Kind != "interpreter") return "";
        if (KernelRegistry.Compiler is null) return "; this program compiles no kernels, the .NET tool does";
        return KernelRegistry.Compiler.FewestAtoms(kernel.Program.Plan) is { } fewest
            ? string.Create(CultureInfo.InvariantCulture, $"; compiled here to evaluate {fewest / 1e6:0.0} million atoms or more")
            : "";
    }

    private static string Share(IReadOnlyList<int> ranks, int count, RadialShape shape)
    {
        var rank = ranks.Count > 0 ? $"rank {string.Join(",", ranks)}: " : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{rank}{count} parameters, {100.0 * count / shape.Length:0.#} % of the {shape.Length} dense ones");
    }
}
