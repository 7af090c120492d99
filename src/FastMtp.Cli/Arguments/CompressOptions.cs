using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FastMtp.Potentials;
using FastMtp.Training.Compression;
using FastMtp.Training.Forms;

namespace FastMtp.Cli.Arguments;

/// <summary>The options of <c>fastmtp compress</c> for the target: ranks, a share of the parameters, or an error.</summary>
internal sealed class CompressOptions
{
    private static readonly RadialForm[] Forms = [.. RadialForms.All.Where(form => form.IsTruncation)];

    private readonly Option<RadialForm?> _model = CreateModel();
    private readonly Option<int[]> _rank =
        RadialModelOptions.Rank("Rank of the form, such as 8; three ranks for tf, such as 4,8,4; four for tf5, such as 4,8,8,4.");
    private readonly Option<double?> _keep = CreateKeep();
    private readonly Option<double?> _tolerance =
        Options.OptionalNumber("--tolerance", "Largest relative error allowed in the radial functions, such as 1e-3.");

    public CompressOptions(Command command)
    {
        foreach (var option in (Option[])[_model, _rank, _keep, _tolerance]) command.Add(option);
    }

    /// <summary>The compressed form of a potential, with its ranks.</summary>
    /// <exception cref="InputException">No target, several targets or an impossible one are given.</exception>
    public RadialForm Choose(ParseResult parsed, PotentialModel potential, RadialWeights weights)
    {
        var (ranks, keep, tolerance) = (parsed.GetValue(_rank) ?? [], parsed.GetValue(_keep), parsed.GetValue(_tolerance));
        if (new[] { ranks.Length > 0, keep is not null, tolerance is not null }.Count(isGiven => isGiven) != 1)
            throw new InputException("Give exactly one of --rank 8 (or 4,8,4), --keep 50% and --tolerance 1e-3.");
        var form = parsed.GetValue(_model) ?? Array.Find(Forms, form => form.Ranks.Count == ranks.Length) ?? Forms[0];
        if (keep is { } share) return RadialCompression.WithinShare(potential, form, share, weights);
        if (tolerance is { } error) return RadialCompression.WithinError(potential, form, error, weights);
        if (ranks.Length != form.Ranks.Count)
        {
            throw new InputException(
                $"--rank {string.Join(",", ranks)} does not suit {form.Name}, which takes {form.RankCount}, "
                + $"such as {string.Join(",", form.Ranks)}.");
        }
        return form.WithRanks(ranks);
    }

    private static Option<RadialForm?> CreateModel() => new("--model")
    {
        Description = $"Form of the result: {Words(form => $"{form.Name} ({form.Description})")}. "
            + "[default: tf if three ranks are given, tf5 if four, mf otherwise]",
        HelpName = string.Join('|', Forms.Select(form => form.Name)),
        CustomParser = result =>
        {
            var word = result.Tokens[0].Value;
            var form = Array.Find(Forms, form => form.Name == word);
            if (form is null) result.AddError($"--model {word} is not a target of compression; choose {Words(form => form.Name)}");
            return form;
        },
    };

    private static string Words(Func<RadialForm, string> word) =>
        $"{string.Join(", ", Forms[..^1].Select(word))} or {word(Forms[^1])}";

    private static Option<double?> CreateKeep() => new("--keep")
    {
        Description = "Largest share of the dense radial parameters to keep, such as 50%.",
        HelpName = "n%",
        CustomParser = ParseShare,
    };

    private static double? ParseShare(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text.EndsWith('%')
            && double.TryParse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var percent)
            && percent is > 0 and <= 100)
        {
            return percent / 100;
        }
        result.AddError($"--keep {text} is not a percentage; write it like 50%, at most 100%");
        return null;
    }
}
