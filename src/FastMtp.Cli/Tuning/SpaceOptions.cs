using System.CommandLine;
using FastMtp.Cli.Arguments;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Training.Forms;
using FastMtp.Training.Tuning;

namespace FastMtp.Cli.Tuning;

/// <summary>The options that say what candidates may be.</summary>
internal sealed class SpaceOptions
{
    private static readonly Dictionary<string, RadialForm> Words = RadialForms.All.ToDictionary(form => form.Name);

    private static readonly SearchSpace Usual = SearchSpace.For(species: 2);

    private readonly Option<string[]> _bases = new("--bases")
    {
        Description = $"Bases by name: {BasisOptions.Usage}. [default: {string.Join(' ', Usual.Bases.Order(StringComparer.Ordinal))}]",
        HelpName = "name",
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<double[]> _cutoffs =
        Options.NumberList("--cutoffs", FormattableString.Invariant($"Cutoffs, Å. [default: {string.Join(',', Usual.Cutoffs)}]"));
    private readonly Option<int[]> _sizes =
        Options.WholeList("--radial-sizes", $"Numbers of radial polynomials. [default: {string.Join(',', Usual.RadialSizes)}]");
    private readonly Option<RadialForm[]> _models = new("--models")
    {
        Description = "Forms of the radial coefficients; ranks are chosen for a half and a quarter of the radial parameters. "
            + $"[default: {string.Join(',', Usual.Forms.Select(form => form.Name))}; base for a single species]",
        HelpName = "base,mf,…",
        CustomParser = result =>
        [
            .. result.Tokens[0].Value.Split(',')
                .Select(word => Options.Choose(result, "--models", word, Words) ?? RadialForm.Base)
                .Distinct(),
        ],
    };

    public SpaceOptions(Command command)
    {
        foreach (var option in (Option[])[_bases, _cutoffs, _sizes, _models, PerSpeciesOption]) command.Add(option);
    }

    /// <summary>The option for coefficients of every central species.</summary>
    public Option<bool> PerSpeciesOption { get; } = BasisOptions.PerSpecies();

    public bool PerSpecies(ParseResult parsed) => parsed.GetValue(PerSpeciesOption);

    /// <summary>Checks names and numbers before the data are read.</summary>
    /// <exception cref="InputException">One of them is impossible.</exception>
    public void Check(ParseResult parsed)
    {
        var space = Space(parsed, new SpeciesList(["H"]));
        foreach (var basis in space.Bases.Select((name, i) => (name, space.RadialSizes[i % space.RadialSizes.Count])))
            _ = PotentialModel.ForBasis(basis.name, new SpeciesList(["H"]), new RadialBasis(0, space.Cutoffs[0], basis.Item2));
    }

    /// <summary>The space for data with the given species.</summary>
    public SearchSpace Space(ParseResult parsed, SpeciesList species)
    {
        var usual = SearchSpace.For(species.Count);
        return new(
            [.. Options.ListOr(parsed, _bases, [.. usual.Bases]).Select(BasisOptions.Canonical).Distinct()],
            Options.ListOr(parsed, _cutoffs, [.. usual.Cutoffs]),
            Options.ListOr(parsed, _sizes, [.. usual.RadialSizes]),
            Options.ListOr(parsed, _models, [.. usual.Forms]),
            usual.Favors);
    }
}
