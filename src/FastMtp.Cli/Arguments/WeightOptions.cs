using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FastMtp.Training.Loss;

namespace FastMtp.Cli.Arguments;

/// <summary>The weights of the loss.</summary>
internal sealed class WeightOptions
{
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

    /// <summary>Adds the options to a command.</summary>
    public WeightOptions(Command command)
    {
        foreach (var option in (Option[])[_energy, _force, _stress, _groupWeights, _normalization]) command.Add(option);
    }

    /// <summary>The weights that the user gave.</summary>
    public LossWeights Read(ParseResult parsed) => new()
    {
        Energy = parsed.GetValue(_energy),
        Force = parsed.GetValue(_force),
        Stress = parsed.GetValue(_stress),
        Normalization = parsed.GetValue(_normalization),
        Groups = new Dictionary<string, double>(parsed.GetValue(_groupWeights) ?? []),
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
