using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FastMtp.Cli.Arguments;
using FastMtp.Potentials;
using FastMtp.Training.Forms;

namespace FastMtp.Cli.Studies;

/// <summary>The options that choose the compressed models of a study.</summary>
internal sealed class ModelListOptions
{
    /// <summary>The paper's 80 of 2000 steps.</summary>
    private const int StepsPerAugmentation = 25;

    private static readonly RadialForm[] Compressed = [.. RadialForms.All.Where(form => form.IsCompressed)];

    /// <summary>The paper's compressions of MTP.</summary>
    private static readonly RadialForm[] Usual = [.. ((string[])["mf", "tf", "rmf", "mfra"]).Select(name => RadialForms.Named(name)!)];

    private readonly RadialForm[] _standard;
    private readonly Option<RadialForm[]> _forms;
    private readonly Option<KeyValuePair<RadialForm, int[][]>[]> _ranks;
    private readonly Option<int?> _interval = Options.OptionalWhole(
        "--augment-every", $"Steps between augmentations of mfra and pairsra. [default: {100 / StepsPerAugmentation} % of all steps]");

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="ranks">The ranks of a model if the user gives none, for the help.</param>
    /// <param name="standard">The models if the user names none; the paper's by default.</param>
    public ModelListOptions(Command command, string ranks = "spread over the range of parameter counts", RadialForm[]? standard = null)
    {
        _standard = standard ?? Usual;
        _forms = CreateForms(_standard);
        _ranks = CreateRanks(ranks);
        command.Add(_forms);
        command.Add(_ranks);
        command.Add(_interval);
    }

    /// <summary>Steps between augmentations, as a fixed share of all steps.</summary>
    public static int AugmentationInterval(int steps) => Math.Max(1, steps / StepsPerAugmentation);

    /// <summary>The models to compare with the base potential, grouped by form; ranks not given by the user come from the grid.</summary>
    public IReadOnlyList<RadialForm> Models(
        ParseResult parsed,
        ParameterLayout layout,
        int steps,
        Func<RadialForm, ParameterLayout, IReadOnlyList<RadialForm>> grid)
    {
        var given = new Dictionary<RadialForm, int[][]>(parsed.GetValue(_ranks) ?? []);
        var forms = Options.ListOr(parsed, _forms, _standard);
        if (given.Keys.FirstOrDefault(form => !forms.Contains(form)) is { } other)
            throw new InputException($"--ranks names the model {other.Name}, which --models leaves out; add it there.");
        var growth = RankGrowth.Usual with { Interval = parsed.GetValue(_interval) ?? AugmentationInterval(steps) };
        return
        [
            .. forms.SelectMany(
                form => given.GetValueOrDefault(form) ?? grid(form, layout).Select(m => m.Ranks),
                (form, ranks) => form.With(ranks, growth.UpTo(ranks))),
        ];
    }

    private static Option<RadialForm[]> CreateForms(RadialForm[] standard) => new("--models")
    {
        Description = "Compressed models to compare with the base potential. "
            + $"[default: {(standard.Length == 0 ? "none" : string.Join(',', standard.Select(form => form.Name)))}]",
        HelpName = "mf,tf,…",
        CustomParser = result => [.. result.Tokens[0].Value.Split(',').Select(word => Form(result, "--models", word)).Distinct()],
    };

    private static Option<KeyValuePair<RadialForm, int[][]>[]> CreateRanks(string standard) => new("--ranks")
    {
        Description = $"Ranks of a model, such as mf=4,5,8 or tf=4,8,4/4,7,4; may be repeated. [default: {standard}]",
        HelpName = "model=ranks",
        AllowMultipleArgumentsPerToken = true,
        CustomParser = result => [.. result.Tokens.Select(token => ParseRanks(result, token.Value)).DistinctBy(pair => pair.Key)],
    };

    private static KeyValuePair<RadialForm, int[][]> ParseRanks(ArgumentResult result, string text)
    {
        var at = Math.Max(0, text.IndexOf('='));
        var form = Form(result, $"--ranks {text}: the model", text[..at]);
        // With a single rank, commas separate the values.
        string[] points = form.Ranks.Count > 1 ? text[(at + 1)..].Split('/') : text[(at + 1)..].Split('/', ',');
        var ranks = points
            .Select(point => point.Split(',')
                .Select(rank => int.TryParse(rank, NumberStyles.None, CultureInfo.InvariantCulture, out var r) ? r : 0)
                .ToArray())
            .ToArray();
        if (ranks.Any(point => point.Length != form.Ranks.Count || point.Contains(0)))
            result.AddError($"--ranks {text} is not a list of ranks; write it like mf=4,5,8 or tf=4,8,4/4,7,4");
        return new(form, ranks);
    }

    private static RadialForm Form(ArgumentResult result, string option, string word)
    {
        var form = Array.Find(Compressed, form => form.Name == word);
        if (form is null)
            result.AddError($"{option} {word} is not known; choose from {string.Join(", ", Compressed.Select(form => form.Name))}");
        return form ?? Compressed[0];
    }
}
