using FastMtp.Training.Settings;

namespace FastMtp;

/// <summary>What to fit and how. Every property has a sensible default.</summary>
public sealed record FitOptions
{
    /// <summary>Level of the potential, 2, 4, … 24: higher levels are more accurate and slower. Ignored with <see cref="Start"/>.</summary>
    public int Level { get; init; } = 16;

    /// <summary>A potential to start from, which fixes level, species and radial basis; null for a random start.</summary>
    public Potential? Start { get; init; }

    /// <summary>Configurations to watch; the coefficients with the lowest loss on them are kept.</summary>
    public IReadOnlyList<Configuration> Validation { get; init; } = [];

    /// <summary>Species in the order of the potential; null for those of the training data.</summary>
    public SpeciesList? Species { get; init; }

    /// <summary>Cutoff, Å. Ignored with <see cref="Start"/>.</summary>
    public double Cutoff { get; init; } = 5;

    /// <summary>Smallest distance of the radial functions, Å; null for a little less than the shortest of the training data.</summary>
    public double? MinDistance { get; init; }

    /// <summary>Number of radial polynomials. Ignored with <see cref="Start"/>.</summary>
    public int RadialSize { get; init; } = 8;

    /// <summary>Form of the radial coefficients: all of them, or a compressed form.</summary>
    public RadialForm Form { get; init; } = RadialForm.Base;

    /// <summary>Weights of the loss.</summary>
    public LossWeights Weights { get; init; } = new();

    /// <summary>BFGS steps at most.</summary>
    public int Steps { get; init; } = 2000;

    /// <summary>Seed of the random start.</summary>
    public ulong Seed { get; init; }

    /// <summary>Coefficients that keep their value.</summary>
    public ParameterGroups Frozen { get; init; }

    /// <summary>Stops after so many looks at <see cref="Validation"/>, one every 10 steps, without a lower loss; 0: never.</summary>
    public int Patience { get; init; }

    /// <summary>Stops after this time.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Number of threads; 0 for one per core. Results do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Where to keep the state of the fit; null for nowhere.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>A checkpoint to go on from, with the same data and options; <see cref="Steps"/> counts those made before.</summary>
    public string? ResumeFrom { get; init; }

    internal TrainingSettings Settings() => new()
    {
        Model = Form,
        Steps = Steps,
        Seed = Seed,
        Frozen = Frozen,
        Patience = Patience,
        TimeLimit = TimeLimit,
        CheckpointPath = CheckpointPath,
    };
}
