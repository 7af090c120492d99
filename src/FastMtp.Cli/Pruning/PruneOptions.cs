using System.CommandLine;
using System.Globalization;
using FastMtp.Cli.Arguments;
using FastMtp.Training.Pruning;
using FastMtp.Training.Tuning;

namespace FastMtp.Cli.Pruning;

/// <summary>The options that say how far to prune, and how much to fit.</summary>
internal sealed class PruneOptions
{
    private const double Percent = 100;

    private readonly Option<double?> _cost = Options.OptionalNumber(
        "--cost", "The time of an evaluation to end at, as a share of that of the potential, such as 0.6.");
    private readonly Option<double?> _error = CreateError();
    private readonly Option<int?> _stageSteps = Options.OptionalWhole(
        "--stage-steps", $"Steps of the fit at each point of the path. [default: {PruneSettings.Usual.StageSteps}]");
    private readonly Option<int?> _steps = Options.OptionalWhole(
        "--steps", $"Steps of the last fit. [default: {PruneSettings.Usual.FinalSteps}]");
    private readonly Option<double> _smoothness = Options.Number(
        "--smoothness", "Strength of the prior for smooth radial functions and small moment coefficients; 0: none.",
        PruneSettings.Usual.Smoothness);

    public PruneOptions(Command command)
    {
        foreach (var option in (Option[])[_cost, _error, _stageSteps, _steps, _smoothness]) command.Add(option);
    }

    /// <summary>Where to end.</summary>
    /// <exception cref="InputException">The options contradict each other, or name no goal.</exception>
    public PruneGoal ReadGoal(ParseResult parsed)
    {
        var (cost, error) = (parsed.GetValue(_cost), parsed.GetValue(_error));
        if (cost is not null && error is not null)
            throw new InputException("--cost ends at a time, --error at errors; leave out one of the two.");
        if (cost is <= 0 or >= 1)
        {
            throw new InputException(FormattableString.Invariant(
                $"--cost {cost} is not a share of the time; give one between 0 and 1, such as 0.6."));
        }
        return new(cost, error);
    }

    /// <summary>How much to fit.</summary>
    /// <exception cref="InputException">A number is too small.</exception>
    public PruneSettings ReadSettings(ParseResult parsed, int? stepsOnAll)
    {
        var usual = PruneSettings.Usual;
        var settings = new PruneSettings(parsed.GetValue(_stageSteps) ?? usual.StageSteps, parsed.GetValue(_steps) ?? usual.FinalSteps,
            stepsOnAll, parsed.GetValue(_smoothness));
        if (settings.StageSteps < 1) throw new InputException($"--stage-steps {settings.StageSteps} fits nothing; give at least 1.");
        if (settings.FinalSteps < 1) throw new InputException($"--steps {settings.FinalSteps} fits nothing; give at least 1.");
        if (settings.Smoothness >= 1)
        {
            throw new InputException(FormattableString.Invariant(
                $"--smoothness {settings.Smoothness} is too large; it must lie between 0 and 1."));
        }
        return settings;
    }

    private static Option<double?> CreateError() => new("--error")
    {
        Description = "How much the errors of energies and forces may rise, such as +5%: the cheapest point of the path is taken whose "
            + "errors have not risen by more. With neither --cost nor --error, the recommended point is the one from which on twice the "
            + FormattableString.Invariant($"cost is worth less than {Percent * Goal.WorthTwiceTheCost:0} % of the error."),
        HelpName = "+n%",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (text.EndsWith('%') && double.TryParse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var percent)
                && percent is >= 0 and <= 1000)
                return percent / Percent;
            result.AddError($"--error {text} is not a rise of the errors; write it like +5%");
            return null;
        },
    };
}
