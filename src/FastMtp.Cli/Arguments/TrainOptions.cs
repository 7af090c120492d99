using System.CommandLine;
using FastMtp.Potentials;
using FastMtp.Training.Settings;

namespace FastMtp.Cli.Arguments;

/// <summary>The options of <c>fastmtp train</c> and the library settings they produce.</summary>
internal sealed class TrainOptions
{
    private enum Outliers
    {
        Keep,
        Distrust,
    }

    private static readonly Dictionary<string, ParameterGroups> Groups = new()
    {
        ["radial"] = ParameterGroups.Radial,
        ["species"] = ParameterGroups.Species,
        ["moments"] = ParameterGroups.Moments,
    };

    private static readonly Dictionary<string, FitMethod> Methods = new()
    {
        ["gauss-newton"] = FitMethod.GaussNewton,
        ["bfgs"] = FitMethod.Bfgs,
        ["plain-bfgs"] = FitMethod.PlainBfgs,
    };

    private static readonly Dictionary<string, Outliers> Treatments = new()
    {
        ["keep"] = Outliers.Keep,
        ["distrust"] = Outliers.Distrust,
    };

    private readonly WeightOptions _weights;
    private readonly Option<int?> _steps;
    private readonly Option<ulong> _seed =
        Options.Seed("--seed", "Seed of the random initial coefficients; the same seed gives the same potential.");
    private readonly Option<int> _starts = Options.Whole(
        "--starts",
        "Number of starts, of which the best goes on after short fits: random, from a smaller basis, and with ordered radial functions. "
        + "Only for 32 steps or more (1000 of bfgs).",
        1,
        least: 1);
    private readonly Option<ParameterGroups> _freeze = CreateFreeze();
    private readonly Option<double> _smoothness;
    private readonly FitMethod _usualMethod;
    private readonly Option<Outliers> _outliers = Options.Choice(
        "--outliers",
        "What to do with labels whose errors are many times the usual ones once the fit has settled: "
        + "distrust leaves them out and names them at the end, keep fits them all.",
        Treatments);
    private readonly Option<FitMethod> _method;
    private readonly Option<int> _linearEvery = Options.Whole(
        "--linear-every",
        "With bfgs, solve for species energies and moment coefficients every n steps; 0: only at the start.",
        new TrainingSettings().LinearSolveInterval);
    private readonly Option<int> _patience = Options.Whole(
        "--patience",
        "Stop after n evaluations of the validation loss (one every step, or every 10 of bfgs) without improvement; 0: never.",
        0);
    private readonly Option<TimeSpan?> _timeLimit = Options.Time("--time-limit", "Stop after this time, such as 90s, 30m or 12h.");
    private readonly Option<double> _decrease = Options.Number(
        "--sufficient-decrease",
        "Fraction of the decrease predicted by the slope that a step of bfgs must achieve (Armijo condition).",
        new TrainingSettings().SufficientDecrease);
    private readonly RadialModelOptions? _model;
    private readonly Option<int?> _momentRank = Options.OptionalWhole(
        "--moment-rank",
        "Fit the moment coefficients as an equivariant tensor train (ETN) of this rank; needs a basis such as ace-n:3,3,3/2,2,2.");

    /// <param name="command">The command that gets the options.</param>
    /// <param name="choosesModel">False if the command compares several models, which have their own options.</param>
    /// <param name="isPaper">True if the loss is the paper's unless the user asks for another.</param>
    /// <param name="startsRandom">False if the fit starts from given coefficients, so that a seed would have no effect.</param>
    public TrainOptions(Command command, bool choosesModel = true, bool startsRandom = true, bool isPaper = false)
    {
        if (choosesModel)
        {
            _model = new RadialModelOptions(command, ofFit: true);
            command.Add(_momentRank);
        }
        _weights = new WeightOptions(command, isPaper);
        var (gaussNewton, bfgs) = (TrainingSettings.Usual.Steps, new TrainingSettings().Steps);
        var standard = isPaper ? $"{bfgs}, or {gaussNewton} of gauss-newton" : $"{gaussNewton}, or {bfgs} of bfgs";
        _steps = Options.OptionalWhole("--steps", $"Maximum number of steps. [default: {standard}]");
        _method = Options.Choice(
            "--method",
            "gauss-newton converges in a few dozen steps and solves for the linear coefficients in each; bfgs starts from estimated "
            + "curvatures and solves for them periodically; plain-bfgs does neither and needs many times more steps.",
            Methods,
            _usualMethod = isPaper ? FitMethod.Bfgs : FitMethod.GaussNewton);
        _smoothness = Options.Number(
            "--smoothness",
            "Strength of a prior for smooth radial functions and small moment coefficients, which matters where data are few; 0: none.",
            isPaper ? 0 : TrainingSettings.Usual.Smoothness);
        Option[] options =
        [
            _steps, .. startsRandom ? [_seed] : Array.Empty<Option>(), .. choosesModel && startsRandom ? [_starts] : Array.Empty<Option>(),
            _freeze, _smoothness, _outliers, _method, _linearEvery, _patience, _timeLimit, _decrease,
        ];
        foreach (var option in options) command.Add(option);
    }

    public LossWeights Weights(ParseResult parsed) => _weights.Read(parsed);

    /// <summary>How to fit.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="checkpoint">File for the state of the fit; null for none.</param>
    /// <param name="start">The potential to start from; null for none.</param>
    public TrainingSettings Settings(ParseResult parsed, string? checkpoint, PotentialModel? start = null)
    {
        var method = parsed.GetResult(_method) is null ? _usualMethod : parsed.GetValue(_method);
        var usual = method == FitMethod.GaussNewton ? TrainingSettings.Usual : new TrainingSettings();
        return usual with
        {
            Model = _model?.Read(parsed, start) ?? RadialForm.Base,
            MomentRank = _model is null ? null : parsed.GetValue(_momentRank),
            Steps = parsed.GetValue(_steps) ?? usual.Steps,
            Seed = parsed.GetValue(_seed),
            Starts = _model is not null && parsed.GetValue(_starts) is > 1 and var starts ? starts : null,
            Smoothness = parsed.GetValue(_smoothness),
            DistrustsOutliers = parsed.GetValue(_outliers) == Outliers.Distrust,
            Frozen = parsed.GetValue(_freeze),
            Method = method,
            LinearSolveInterval = parsed.GetValue(_linearEvery),
            Patience = parsed.GetValue(_patience),
            TimeLimit = parsed.GetValue(_timeLimit),
            SufficientDecrease = parsed.GetValue(_decrease),
            CheckpointPath = checkpoint,
        };
    }

    /// <summary>The settings of a fit that goes on: its seed decides what is still drawn, and the notes tell it.</summary>
    /// <exception cref="InputException">Another seed was asked for.</exception>
    public TrainingSettings GoingOn(ParseResult parsed, TrainingSettings settings, TrainingSettings before) =>
        settings.Seed == before.Seed || parsed.GetResult(_seed) is not { Implicit: false }
            ? settings with { Seed = before.Seed }
            : throw new InputException(
                $"The checkpoint was written with the seed {before.Seed}, not {settings.Seed}; leave out --seed, or start a new fit.");

    private static Option<ParameterGroups> CreateFreeze() => new("--freeze")
    {
        Description = "Coefficients to keep fixed: radial, species, moments, separated by commas.",
        HelpName = "groups",
        CustomParser = result => result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries)
            .Aggregate(ParameterGroups.None, (frozen, word) => frozen | Options.Choose(result, "--freeze", word, Groups)),
    };
}
