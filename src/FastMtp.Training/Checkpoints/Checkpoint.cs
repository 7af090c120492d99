using FastMtp.Training.Forms;
using FastMtp.Training.History;
using FastMtp.Training.Moments;
using FastMtp.Training.Optimization;
using FastMtp.Training.Problem;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Checkpoints;

/// <summary>The state of a fit: everything needed to continue it to the same numbers as without interruption.</summary>
internal sealed record Checkpoint
{
    /// <summary>Value of <see cref="Format"/>.</summary>
    public const string FormatName = "FastMtp checkpoint";

    /// <summary>Version that this program writes and reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Distinguishes a checkpoint from other JSON files.</summary>
    public string Format { get; init; } = FormatName;

    /// <summary>Version of the file layout.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Settings of the fit.</summary>
    public required TrainingSettings Settings { get; init; }

    /// <summary>The start, if it was the best of several.</summary>
    public string? Start { get; init; }

    /// <summary>Names of the species, in order.</summary>
    public required string[] Species { get; init; }

    /// <summary><see cref="ITrainingProblem.Fingerprint"/>.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Step after which the linear coefficients were last solved for; −1 if never.</summary>
    public required int RefittedStep { get; init; }

    /// <summary>Current [c | species | moments], including frozen ones.</summary>
    public required double[] Parameters { get; init; }

    /// <summary>Current c in its compressed form; null for <see cref="RadialForm.Base"/>.</summary>
    public RadialFactors? Factors { get; init; }

    /// <summary>State of the search for wrong labels; null if there is none.</summary>
    public ExaminationState? Examination { get; init; }

    /// <summary>Step after which augmentation was last attempted; 0 if never.</summary>
    public int AugmentedStep { get; init; }

    /// <summary>The best coefficients so far; null before the first record.</summary>
    public BestPoint? Best { get; init; }

    /// <summary>One record per step.</summary>
    public required IReadOnlyList<TrainingRecord> History { get; init; }

    /// <summary>State of the optimiser, which sees only the free parameters.</summary>
    public required MinimizerState Optimizer { get; init; }

    /// <summary>Why the fit ended, if final steps on all data have begun.</summary>
    public StoppingReason? Ended { get; init; }

    /// <summary>State of the final steps; null before them.</summary>
    public Checkpoint? Final { get; init; }

    /// <summary>
    /// True if the fit has nothing left to do but its final steps. A new time limit lets it go on, and so do other limits and tolerances.
    /// </summary>
    public bool HasEnded(TrainingSettings settings) => Final is not null && Ended is not (null or StoppingReason.TimeLimit)
        && Limits(Settings) == Limits(settings);

    private static TrainingSettings Limits(TrainingSettings settings) =>
        settings with { TimeLimit = null, FinalSteps = null, CheckpointPath = null, CheckpointInterval = 1 };

    /// <summary>Checks that the checkpoint was written by the fit to be resumed.</summary>
    /// <exception cref="InputException">It was not; the message names the difference.</exception>
    /// <param name="problem">Data and loss.</param>
    /// <param name="settings">Settings of the fit.</param>
    /// <param name="moments">Form of the moment coefficients; null if each is a parameter.</param>
    public void RequireMatch(ITrainingProblem problem, TrainingSettings settings, IMomentParameterization? moments)
    {
        var species = string.Join(",", Species);
        if (species != problem.Species.ToString())
            throw new InputException(
                $"The checkpoint was written for the species {species}, not {problem.Species}; use the species of the checkpoint in the "
                + "same order.");
        if (Parameters.Length != problem.Layout.Count)
            throw new InputException(
                $"The checkpoint holds {Parameters.Length} coefficients, but the potential has {problem.Layout.Count}; use the level and "
                + "radial basis of the checkpoint.");
        if (Fingerprint != problem.Fingerprint)
            throw new InputException(
                "The checkpoint was written with other training data, validation data, weights or potential; use the same ones, or start "
                + "a new fit from the fitted potential.");
        if (Settings.Model != settings.Model)
            throw new InputException(
                $"The checkpoint was written for the model {Settings.Model}, not {settings.Model}; use the same one, or start a new "
                + "fit from the fitted potential.");
        if (Settings.MomentRank != settings.MomentRank)
            throw new InputException(
                $"The checkpoint was written with moment coefficients of {Rank(Settings.MomentRank)}, not of {Rank(settings.MomentRank)}; "
                + "use the same rank, or start a new fit.");
        if (Settings.Frozen != settings.Frozen)
            throw new InputException(
                $"The checkpoint was written with frozen coefficients '{Settings.Frozen}', not '{settings.Frozen}'; freeze the same ones, "
                + "or start a new fit from the fitted potential.");
        if (Settings.Method != settings.Method)
            throw new InputException(
                $"The checkpoint was written with the method {Settings.Method}, not {settings.Method}; use the same one, or start a new "
                + "fit from the fitted potential.");
        if (Settings.Smoothness != settings.Smoothness)
            throw new InputException(FormattableString.Invariant(
                $"The checkpoint was written with a smoothness of {Settings.Smoothness}, not {settings.Smoothness}; use the same one, or ")
                + "start a new fit from the fitted potential.");
        if (Settings.DistrustsOutliers != settings.DistrustsOutliers)
            throw new InputException(
                $"The checkpoint was written by a fit that {(Settings.DistrustsOutliers ? "distrusts" : "keeps")} outliers; "
                + "do the same, or start a new fit from the fitted potential.");
        if (Examination is { Distrusted: [.., var last] } && last.Cell >= problem.Cells?.Configurations.Count)
            throw new InputException("The checkpoint leaves out a configuration that is not there; the file is damaged, use another one.");
        if (Settings.LinearSolveInterval != settings.LinearSolveInterval)
            throw new InputException(
                $"The checkpoint was written with a linear solve every {Settings.LinearSolveInterval} steps, not every "
                + $"{settings.LinearSolveInterval}; use the same interval, or start a new fit from the fitted potential.");
        CheckpointShape.Require(this, problem.Layout, settings, moments);
    }

    private static string Rank(int? rank) => rank is { } r ? $"rank {r}" : "full rank";
}
