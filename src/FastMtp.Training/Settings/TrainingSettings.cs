using System.Text.Json.Serialization;
using FastMtp.Training.Optimization;

namespace FastMtp.Training.Settings;

/// <summary>How to train.</summary>
internal sealed record TrainingSettings
{
    /// <summary>In which form the radial coefficients are fitted.</summary>
    public RadialForm Model { get; init; } = RadialForm.Base;

    /// <summary>How the coefficients are found.</summary>
    public FitMethod Method { get; init; }

    /// <summary>BFGS steps, those before an interruption included.</summary>
    public int Steps { get; init; } = 2000;

    /// <summary>Seed of the random start; every number is a seed, zero too.</summary>
    public ulong Seed { get; init; }

    /// <summary>Coefficients that keep their value.</summary>
    public ParameterGroups Frozen { get; init; } = ParameterGroups.None;

    /// <summary>Solves for the linear coefficients before the first step.</summary>
    public bool LinearSolveAtStart { get; init; } = true;

    /// <summary>Solves for the linear coefficients again after every so many steps; 0: never. <see cref="FitMethod.PlainBfgs"/> never does.</summary>
    public int LinearSolveInterval { get; init; } = 20;

    /// <summary>Steps between two looks at the validation set.</summary>
    public int ValidationInterval { get; init; } = 10;

    /// <summary>Stops after this many validations in a row without a new lowest loss; 0: never.</summary>
    public int Patience { get; init; }

    /// <summary>μ, the fraction of the decrease promised by the slope with which the line search is content. The paper has 1e-3 or 1e-4.</summary>
    public double SufficientDecrease { get; init; } = LineSearchSettings.Default.SufficientDecrease;

    /// <summary>Stops when no entry of the gradient exceeds this.</summary>
    public double GradientTolerance { get; init; }

    /// <summary>Stops when the loss falls by less than this fraction of itself in <see cref="LossWindow"/> steps; 0: only when it no longer falls at all.</summary>
    public double LossTolerance { get; init; } = 1e-5;

    /// <summary>Steps over which <see cref="LossTolerance"/> looks.</summary>
    public int LossWindow { get; init; } = 50;

    /// <summary>Stops after this time, counted anew when a run is resumed.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Where to write checkpoints; null: nowhere. Not part of a checkpoint, which may be moved.</summary>
    [JsonIgnore]
    public string? CheckpointPath { get; init; }

    /// <summary>Steps between two checkpoints. One is also written at the start and at the end.</summary>
    public int CheckpointInterval { get; init; } = 50;

    internal LineSearchSettings LineSearch => LineSearchSettings.Default with { SufficientDecrease = SufficientDecrease };

    /// <summary>Checks that the numbers make sense.</summary>
    /// <exception cref="InputException">One does not.</exception>
    public void Validate()
    {
        Require(SufficientDecrease > 0 && SufficientDecrease < 0.5, "sufficient decrease must lie between 0 and 0.5");
        Require(Steps >= 0, "number of steps cannot be negative");
        Require((ParameterGroups.All & ~Frozen) != 0, "coefficients cannot all be frozen; leave radial, species or moments free");
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
