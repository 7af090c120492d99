using System.Text.Json.Serialization;
using FastMtp.Training.Optimization;

namespace FastMtp.Training.Settings;

/// <summary>Settings of a fit.</summary>
internal sealed record TrainingSettings
{
    /// <summary>Roughly how many steps of BFGS take as long as one of Gauss-Newton.</summary>
    private const int BfgsStepsPerGaussNewtonStep = 20;

    /// <summary>A step of BFGS is about one loss with gradient, which costs this many evaluations.</summary>
    private const int EvaluationsPerBfgsStep = 3;

    /// <summary>With more parameters, sums and factors of their matrix take longer than all else, and 130 MB for each task.</summary>
    private const int MostGaussNewtonParameters = 4000;

    /// <summary>The usual settings: Gauss-Newton, which converges in a few dozen steps.</summary>
    public static TrainingSettings Usual { get; } = new() { Method = FitMethod.GaussNewton, Steps = 60, Smoothness = 1e-6 };

    /// <summary>Form in which the radial coefficients are fitted.</summary>
    public RadialForm Model { get; init; } = RadialForm.Base;

    /// <summary>Rank of the moment coefficients as an equivariant tensor train; null if each is a parameter of its own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? MomentRank { get; init; }

    /// <summary>Method of finding the coefficients.</summary>
    public FitMethod Method { get; init; }

    /// <summary>Number of steps, including those before an interruption.</summary>
    public int Steps { get; init; } = 2000;

    /// <summary>
    /// Steps on training and validation data together after the fit; 0 for none, null for as many as are usual, if the validation data were
    /// held out of the training data.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? FinalSteps { get; init; }

    /// <summary>Seed of the random start; any number, including zero.</summary>
    public ulong Seed { get; init; }

    /// <summary>Strength of the prior for smooth radial functions and small moment coefficients; 0 for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double Smoothness { get; init; }

    /// <summary>Leaves labels that are probably wrong out of the loss.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool DistrustsOutliers { get; init; }

    /// <summary>Number of starts of which the best goes on; null for a single random one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Starts { get; init; }

    /// <summary>Coefficients that keep their values.</summary>
    public ParameterGroups Frozen { get; init; } = ParameterGroups.None;

    /// <summary>Solves for the linear coefficients before the first step.</summary>
    public bool LinearSolveAtStart { get; init; } = true;

    /// <summary>Steps between linear solves; 0 for none. <see cref="FitMethod.PlainBfgs"/> ignores it.</summary>
    public int LinearSolveInterval { get; init; } = 20;

    /// <summary>Steps between validations.</summary>
    public int ValidationInterval { get; init; } = 10;

    /// <summary>
    /// A later step is kept as long as its validation loss is at most this fraction above the lowest: what a small validation set cannot
    /// tell apart.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double ValidationTolerance { get; init; }

    /// <summary>Stops after this many validations in a row without a new lowest loss; 0: never.</summary>
    public int Patience { get; init; }

    /// <summary>
    /// μ, the fraction of the decrease predicted by the slope that the line search requires. The paper uses 1e-3 or 1e-4.
    /// </summary>
    public double SufficientDecrease { get; init; } = LineSearchSettings.Default.SufficientDecrease;

    /// <summary>Stops when no entry of the gradient exceeds this.</summary>
    public double GradientTolerance { get; init; }

    /// <summary>
    /// Stops when the relative decrease of the loss over <see cref="LossWindow"/> steps is below this; 0: when there is none.
    /// </summary>
    public double LossTolerance { get; init; } = 1e-5;

    /// <summary>Number of steps to which <see cref="LossTolerance"/> applies.</summary>
    public int LossWindow { get; init; } = 50;

    /// <summary>Time limit, counted afresh when a fit is resumed.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>File to write checkpoints to; null for none. Not stored in the checkpoint, as the file may be moved.</summary>
    [JsonIgnore]
    public string? CheckpointPath { get; init; }

    /// <summary>Steps between checkpoints. One is also written at the start and at the end.</summary>
    public int CheckpointInterval { get; init; } = 50;

    /// <summary>
    /// The settings for a number of parameters: with very many, the same work by BFGS, and also with moment coefficients of a rank, whose
    /// poor minima Gauss-Newton runs into.
    /// </summary>
    internal TrainingSettings For(int parameters) =>
        Method == FitMethod.GaussNewton && (MomentRank is not null || parameters > MostGaussNewtonParameters)
        ? this with
        {
            Method = FitMethod.Bfgs,
            Steps = BfgsStepsPerGaussNewtonStep * Steps,
            FinalSteps = BfgsStepsPerGaussNewtonStep * FinalSteps,
        }
        : this;

    /// <summary>As many evaluations of the data, with their forces, take roughly as long.</summary>
    internal double Evaluations => EvaluationsPerBfgsStep * Steps * (Method == FitMethod.GaussNewton ? BfgsStepsPerGaussNewtonStep : 1.0);

    /// <summary>An interval given in steps of BFGS, in steps of the method.</summary>
    internal int Scaled(int interval) => Method == FitMethod.GaussNewton ? Math.Max(1, interval / BfgsStepsPerGaussNewtonStep) : interval;

    /// <summary>What is left of <see cref="TimeLimit"/>, if not nothing; null without a limit.</summary>
    internal TimeSpan? TimeLeft(TimeSpan used) => TimeLimit is { } limit ? TimeSpan.FromTicks(Math.Max(1, (limit - used).Ticks)) : null;

    /// <summary>When to stop.</summary>
    internal FirstOf Rules() => new(
    [
        new StepLimit(Steps),
        .. TimeLimit is { } limit ? [new TimeLimit(limit)] : Array.Empty<IStoppingRule>(),
        new GradientTolerance(GradientTolerance),
        new LossTolerance(LossTolerance, Scaled(LossWindow)),
        .. Patience > 0 ? [new ValidationPatience(Patience)] : Array.Empty<IStoppingRule>(),
    ]);

    internal LineSearchSettings LineSearch => LineSearchSettings.Default with { SufficientDecrease = SufficientDecrease };

    /// <summary>Validates the settings.</summary>
    /// <exception cref="InputException">A setting is invalid.</exception>
    public void Validate()
    {
        Require(SufficientDecrease > 0 && SufficientDecrease < 0.5, "sufficient decrease must lie between 0 and 0.5");
        Require(Steps >= 0, "number of steps cannot be negative");
        Require(FinalSteps is null or >= 0, "number of final steps cannot be negative; 0 is for none");
        Require((ParameterGroups.All & ~Frozen) != 0, "coefficients cannot all be frozen; leave radial, species or moments free");
        Require(Smoothness is >= 0 and < 1, "smoothness must lie between 0 and 1; 0 turns the prior off");
        Require(Starts is null or >= 1, "number of starts must be at least 1");
        Require(LinearSolveInterval >= 0, "interval between linear solves cannot be negative; 0 turns them off");
        Require(ValidationInterval > 0, "interval between validations must be positive");
        Require(Patience >= 0, "patience cannot be negative; 0 turns early stopping off");
        Require(GradientTolerance >= 0, "gradient tolerance cannot be negative");
        Require(LossTolerance >= 0, "loss tolerance cannot be negative");
        Require(LossWindow > 0, "window of the loss tolerance must be positive");
        Require(CheckpointInterval > 0, "interval between checkpoints must be positive");
    }

    private static void Require(bool condition, string sentence)
    {
        if (!condition) throw new InputException($"The {sentence}.");
    }
}
