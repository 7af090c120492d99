using FastMtp.Training.Forms;
using FastMtp.Training.History;
using FastMtp.Training.Optimization;
using FastMtp.Training.Problem;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Checkpoints;

/// <summary>A training under way: all that is needed to continue to the numbers an uninterrupted training gives.</summary>
internal sealed record Checkpoint
{
    /// <summary>What <see cref="Format"/> says.</summary>
    public const string FormatName = "FastMtp checkpoint";

    /// <summary>The version that this program writes and reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Tells a checkpoint from any other JSON file.</summary>
    public string Format { get; init; } = FormatName;

    /// <summary>Version of the layout of the file.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Settings of the training.</summary>
    public required TrainingSettings Settings { get; init; }

    /// <summary>Names of the species, in order.</summary>
    public required string[] Species { get; init; }

    /// <summary><see cref="ITrainingProblem.Fingerprint"/>.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Step after which the linear coefficients were last solved for, −1 if never.</summary>
    public required int RefittedStep { get; init; }

    /// <summary>[c | species | moments] now, frozen ones included.</summary>
    public required double[] Parameters { get; init; }

    /// <summary>c in its compressed form now; null for <see cref="RadialForm.Base"/>.</summary>
    public RadialFactors? Factors { get; init; }

    /// <summary>Step after which the rank was last raised or could not be, 0 if never.</summary>
    public int AugmentedStep { get; init; }

    /// <summary>The best coefficients so far; null before the first record.</summary>
    public BestPoint? Best { get; init; }

    /// <summary>A record per step.</summary>
    public required IReadOnlyList<TrainingRecord> History { get; init; }

    /// <summary>The optimiser, which sees the free parameters only.</summary>
    public required BfgsState Optimizer { get; init; }

    /// <summary>Checks that the training to be continued is the one that wrote the checkpoint.</summary>
    /// <exception cref="InputException">It is not; the sentence says in what they differ.</exception>
    public void RequireMatch(ITrainingProblem problem, TrainingSettings settings)
    {
        var species = string.Join(",", Species);
        if (species != problem.Species.ToString())
            throw new InputException($"The checkpoint was written for the species {species}, not {problem.Species}; use the species of the checkpoint in the same order.");
        if (Parameters.Length != problem.Layout.Count)
            throw new InputException($"The checkpoint holds {Parameters.Length} coefficients, the potential has {problem.Layout.Count}; use the level and radial basis of the checkpoint.");
        if (Fingerprint != problem.Fingerprint)
            throw new InputException("The checkpoint was written with other training data, validation data, weights or potential; use the same ones, or start a new training from the fitted potential.");
        if (Settings.Model != settings.Model)
            throw new InputException($"The checkpoint was written for the model {Settings.Model}, not {settings.Model}; use the same one, or start a new training from the fitted potential.");
        if (Settings.Frozen != settings.Frozen)
            throw new InputException($"The checkpoint was written with frozen coefficients '{Settings.Frozen}', not '{settings.Frozen}'; freeze the same ones, or start a new training from the fitted potential.");
    }
}
