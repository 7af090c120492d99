using System.CommandLine;
using System.Globalization;
using FastMtp.Training.Settings;

namespace FastMtp.Cli.Arguments;

/// <summary>The options of <c>fastmtp train</c> and the library settings they produce.</summary>
internal sealed class TrainOptions
{
    private static readonly Dictionary<string, ParameterGroups> Groups = new()
    {
        ["radial"] = ParameterGroups.Radial,
        ["species"] = ParameterGroups.Species,
        ["moments"] = ParameterGroups.Moments,
    };

    private static readonly Dictionary<string, FitMethod> Methods = new()
    {
        ["bfgs"] = FitMethod.Bfgs,
        ["plain-bfgs"] = FitMethod.PlainBfgs,
    };

    private readonly WeightOptions _weights;
    private readonly Option<int> _steps = Options.Whole("--steps", "Maximum number of BFGS steps.", new TrainingSettings().Steps);
    private readonly Option<ulong> _seed =
        Options.Seed("--seed", "Seed of the random initial coefficients; the same seed gives the same potential.");
    private readonly Option<int> _starts = Options.Whole(
        "--starts",
        "Number of starts, of which the best goes on after short fits: random, from a smaller basis, and with ordered radial functions. "
        + "Only for 1000 steps or more, of which four starts cost a fifth.",
        1,
        least: 1);
    private readonly Option<ParameterGroups> _freeze = CreateFreeze();
    private readonly Option<FitMethod> _method = Options.Choice(
        "--method",
        "bfgs starts from estimated curvatures and periodically solves for the linear coefficients; "
        + "plain-bfgs does neither and needs many times more steps.",
        Methods);
    private readonly Option<int> _linearEvery = Options.Whole(
        "--linear-every",
        "Solve for species energies and moment coefficients every n steps; 0: only at the start.",
        new TrainingSettings().LinearSolveInterval);
    private readonly Option<int> _patience = Options.Whole(
        "--patience", "Stop after n evaluations of the validation loss (one every 10 steps) without improvement; 0: never.", 0);
    private readonly Option<TimeSpan?> _timeLimit = CreateTimeLimit();
    private readonly Option<double> _decrease = Options.Number(
        "--sufficient-decrease",
        "Fraction of the decrease predicted by the slope that a step must achieve (Armijo condition).",
        new TrainingSettings().SufficientDecrease);
    private readonly RadialModelOptions? _model;
    private readonly Option<int?> _momentRank = Options.OptionalWhole(
        "--moment-rank",
        "Fit the moment coefficients as an equivariant tensor train (ETN) of this rank; needs a basis such as ace-n:3,3,3/2,2,2.");

    /// <param name="command">The command that gets the options.</param>
    /// <param name="choosesModel">False if the command compares several models, which have their own options.</param>
    /// <param name="startsRandom">False if the fit starts from given coefficients, so that a seed would have no effect.</param>
    public TrainOptions(Command command, bool choosesModel = true, bool startsRandom = true)
    {
        if (choosesModel)
        {
            _model = new RadialModelOptions(command, ofFit: true);
            command.Add(_momentRank);
        }
        _weights = new WeightOptions(command);
        Option[] options =
        [
            _steps, .. startsRandom ? [_seed] : Array.Empty<Option>(), .. choosesModel && startsRandom ? [_starts] : Array.Empty<Option>(),
            _freeze, _method, _linearEvery, _patience, _timeLimit, _decrease,
        ];
        foreach (var option in options) command.Add(option);
    }

    public LossWeights Weights(ParseResult parsed) => _weights.Read(parsed);

    public TrainingSettings Settings(ParseResult parsed, string? checkpoint) => new()
    {
        Model = _model?.Read(parsed) ?? RadialForm.Base,
        MomentRank = _model is null ? null : parsed.GetValue(_momentRank),
        Steps = parsed.GetValue(_steps),
        Seed = parsed.GetValue(_seed),
        Starts = _model is not null && parsed.GetValue(_starts) is > 1 and var starts ? starts : null,
        Frozen = parsed.GetValue(_freeze),
        Method = parsed.GetValue(_method),
        LinearSolveInterval = parsed.GetValue(_linearEvery),
        Patience = parsed.GetValue(_patience),
        TimeLimit = parsed.GetValue(_timeLimit),
        SufficientDecrease = parsed.GetValue(_decrease),
        CheckpointPath = checkpoint,
    };

    private static Option<ParameterGroups> CreateFreeze() => new("--freeze")
    {
        Description = "Coefficients to keep fixed: radial, species, moments, separated by commas.",
        HelpName = "groups",
        CustomParser = result => result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries)
            .Aggregate(ParameterGroups.None, (frozen, word) => frozen | Options.Choose(result, "--freeze", word, Groups)),
    };

    private static Option<TimeSpan?> CreateTimeLimit() => new("--time-limit")
    {
        Description = "Stop after this time, such as 90s, 30m or 12h.",
        HelpName = "time",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            var seconds = text[^1..] switch { "s" => 1, "m" => 60, "h" => 3600, _ => 0 };
            if (seconds == 0
                || !double.TryParse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                || !(number > 0 && number < 1e6))
            {
                result.AddError($"--time-limit {text} is not a time; write it like 90s, 30m or 12h");
                return null;
            }
            return TimeSpan.FromSeconds(seconds * number);
        },
    };
}
