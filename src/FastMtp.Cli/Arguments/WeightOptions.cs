using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FastMtp.Training.Loss;

namespace FastMtp.Cli.Arguments;

/// <summary>The weights of the loss.</summary>
internal sealed class WeightOptions
{
    private enum Origin
    {
        Data,
        Paper,
    }

    private static readonly Dictionary<string, Origin> Origins = new() { ["data"] = Origin.Data, ["paper"] = Origin.Paper };

    private readonly Option<Favor?> _favor;
    private readonly Option<Origin?> _loss;
    private readonly Option<double> _energy =
        Options.Number("--energy-weight", "Weight of ΔE², where E is the energy of the whole configuration in eV.", 1);
    private readonly Option<double> _force =
        Options.Number("--force-weight", "Weight of the sum of |ΔF|² over the atoms, with F in eV/Å.", 0.01);
    private readonly Option<double> _stress = Options.Number("--stress-weight", "Weight of |ΔW|², where W is the virial in eV.", 0);
    private readonly Option<KeyValuePair<string, double>[]> _groupWeights = CreateGroupWeights();
    private readonly Option<LossNormalization> _normalization = Options.Choice(
        "--normalization",
        "How the loss of a configuration depends on its number of atoms N: sum (no factors), per-atom (ΔE²/N², |ΔF|²/N, |ΔW|²/N²), "
        + "vibrations (1/N, 1, 1/N).",
        LossNormalizationWords.All);

    private readonly bool _isPaper;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="isPaper">True if the loss is the paper's unless the user asks for another.</param>
    /// <param name="isSearched">True if the command searches what to favor unless the user says it.</param>
    public WeightOptions(Command command, bool isPaper = false, bool isSearched = false)
    {
        _isPaper = isPaper;
        _favor = CreateFavor(isSearched);
        _loss = CreateLoss(isPaper);
        foreach (var option in (Option[])[_favor, _loss, _energy, _force, _stress, _groupWeights, _normalization]) command.Add(option);
    }

    /// <summary>The weights that the user gave, or how they derive from the data.</summary>
    /// <exception cref="InputException">The options contradict each other.</exception>
    public LossWeights Read(ParseResult parsed)
    {
        Option[] weights = [_energy, _force, _stress, _normalization];
        var given = weights.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });
        var (favor, loss) = (parsed.GetValue(_favor), parsed.GetValue(_loss));
        if (favor is not null && (given?.Name ?? (loss == Origin.Paper ? "--loss paper" : null)) is { } other)
            throw new InputException($"--favor derives the weights from the data, but {other} sets them; leave out one of the two.");
        if (loss == Origin.Data && given is not null)
            throw new InputException(
                $"--loss data derives the weights from the data, but {given.Name} sets them; leave out one of the two.");
        var isDerived = favor is not null || loss == Origin.Data || (loss is null && given is null && !_isPaper);
        return new()
        {
            Favor = isDerived ? favor ?? default : null,
            Energy = parsed.GetValue(_energy),
            Force = parsed.GetValue(_force),
            Stress = parsed.GetValue(_stress),
            Normalization = parsed.GetValue(_normalization),
            Groups = new Dictionary<string, double>(parsed.GetValue(_groupWeights) ?? []),
        };
    }

    /// <summary>True if the user says nothing of the weights but perhaps factors of groups.</summary>
    public bool AreOpen(ParseResult parsed) => Read(parsed).Favor is not null && parsed.GetValue(_favor) is null;

    private static Option<Favor?> CreateFavor(bool isSearched) => new("--favor")
    {
        Description = "What counts more in a loss that derives from the data. It measures errors in units of how much the labels "
            + "vary, so that the material does not matter, and counts every atom alike; "
            + "favoring forces makes them more accurate and energies less. balanced lets forces weigh more where the energies are too "
            + $"few for the parameters. [default: {(isSearched ? "balanced, and the others around the best candidate" : "balanced")}]",
        HelpName = string.Join('|', FavorWords.All.Keys),
        CustomParser = result => Options.Choose(result, "--favor", result.Tokens[0].Value, FavorWords.All),
    };

    private static Option<Origin?> CreateLoss(bool isPaper) => new("--loss")
    {
        Description = "Where the weights come from: data (see --favor), or paper, which sets them with the options below. "
            + (isPaper ? "[default: paper]" : "[default: data, or paper if one of those is given]"),
        HelpName = string.Join('|', Origins.Keys),
        CustomParser = result => Options.Choose(result, "--loss", result.Tokens[0].Value, Origins),
    };

    private static Option<KeyValuePair<string, double>[]> CreateGroupWeights() => new("--weight")
    {
        Description = "Factor on all loss terms of a group of configurations (config_type); may be repeated.",
        HelpName = "group=factor",
        CustomParser = result =>
            [.. result.Tokens.Select(token => ParseGroupWeight(result, token.Value)).DistinctBy(pair => pair.Key)],
    };

    private static KeyValuePair<string, double> ParseGroupWeight(ArgumentResult result, string text)
    {
        var at = text.LastIndexOf('=');
        if (at < 1
            || !double.TryParse(text[(at + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var factor)
            || !double.IsFinite(factor))
        {
            result.AddError($"--weight {text} is not a group weight; write it like --weight Surface=10");
            return default;
        }
        if (result.Tokens.Count(token => token.Value.StartsWith(text[..(at + 1)], StringComparison.Ordinal)) > 1)
            result.AddError($"--weight {text[..at]} is given twice; keep one");
        return new(text[..at], factor);
    }
}
