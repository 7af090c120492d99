using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FastMtp.Potentials;
using FastMtp.Training.Forms;

namespace FastMtp.Cli.Arguments;

/// <summary>The options that choose the form of the radial coefficients.</summary>
internal sealed class RadialModelOptions
{
    private readonly Option<RadialForm> _model = CreateModel();
    private readonly Option<int[]> _rank =
        Rank("Rank of the form; three ranks for tf, such as 4,8,4; four for tf5, such as 4,8,8,4; none for symmetric.");
    private readonly Option<int> _minRank =
        Options.Whole("--min-rank", "Initial rank of mfra and pairsra.", RankGrowth.Usual.MinRank, least: 1);
    private readonly Option<int> _increment = Options.Whole(
        "--rank-increment", "Increase in rank at each augmentation of mfra and pairsra.", RankGrowth.Usual.Increment, least: 1);
    private readonly Option<int> _interval =
        Options.Whole("--augment-every", "Steps between augmentations of mfra and pairsra.", RankGrowth.Usual.Interval, least: 1);
    private readonly bool _isOfFit;

    /// <param name="command">The command that gets the options.</param>
    /// <param name="ofFit">False if only the form matters, not how it is fitted.</param>
    public RadialModelOptions(Command command, bool ofFit)
    {
        _isOfFit = ofFit;
        command.Add(_model);
        command.Add(_rank);
        if (!ofFit) return;
        foreach (var option in (Option[])[_minRank, _increment, _interval]) command.Add(option);
    }

    /// <summary>An option for one rank or several.</summary>
    public static Option<int[]> Rank(string description) => new("--rank")
    {
        Description = description,
        HelpName = "r",
        CustomParser = ParseRank,
    };

    /// <summary>The form that the user chose.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="start">The potential to start from, for whose form a rank alone is; null for none.</param>
    /// <exception cref="InputException">A rank is missing, or is given for a form without one.</exception>
    public RadialForm Read(ParseResult parsed, PotentialModel? start = null)
    {
        var ranks = parsed.GetValue(_rank) ?? [];
        var own = ranks.Length > 0 && start is not null ? RadialForms.Named(start.RadialTensor.Form.Name) : null;
        var form = parsed.GetValue(_model) ?? own ?? RadialForm.Base;
        if (form.Ranks.Count == 0 && ranks.Length > 0)
        {
            string[] others = [.. RadialForms.All.Where(other => other.Ranks.Count > 0).Select(other => other.Name)];
            throw new InputException(
                $"The {form.Name} model has no rank; leave out --rank, "
                + $"or choose --model {string.Join(", ", others[..^1])} or {others[^1]}.");
        }
        if (ranks.Length != form.Ranks.Count)
            throw new InputException($"--model {form.Name} needs {form.RankCount}, such as --rank {string.Join(",", form.Ranks)}.");
        var growth = _isOfFit
            ? new RankGrowth(parsed.GetValue(_minRank), parsed.GetValue(_increment), parsed.GetValue(_interval))
            : RankGrowth.Usual;
        return form.With(ranks, growth.UpTo(ranks));
    }

    private static Option<RadialForm> CreateModel() => new("--model")
    {
        Description =
            $"Form of the radial coefficients: {string.Join(", ", RadialForms.All.Select(form => $"{form.Name} ({form.Description})"))}. "
            + $"[default: {RadialForm.Base.Name}]",
        HelpName = "form",
        CustomParser = result =>
            Options.Choose(result, "--model", result.Tokens[0].Value, RadialForms.All.ToDictionary(form => form.Name)),
    };

    private static int[]? ParseRank(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var ranks = new List<int>();
        foreach (var word in text.Split(','))
        {
            if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var rank) && rank > 0)
            {
                ranks.Add(rank);
                continue;
            }
            result.AddError($"--rank {text} is not a rank; write it like 8, or 4,8,4 for a tensor train");
            return null;
        }
        return [.. ranks];
    }
}
