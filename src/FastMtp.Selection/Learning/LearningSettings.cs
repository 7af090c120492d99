using FastMtp.Potentials;
using FastMtp.Selection.Choices;
using FastMtp.Training.Settings;

namespace FastMtp.Selection.Learning;

/// <summary>A loop of active learning.</summary>
internal sealed record LearningSettings
{
    /// <summary>Labelled configurations to begin with; all have <see cref="Species"/>.</summary>
    public required IReadOnlyList<Configuration> Training { get; init; }

    /// <summary>Validation configurations of every fit; may be empty.</summary>
    public required IReadOnlyList<Configuration> Validation { get; init; }

    /// <summary>Configurations that fits never see, to measure errors; may be empty.</summary>
    public required IReadOnlyList<Configuration> Test { get; init; }

    /// <summary>Species of the potential.</summary>
    public required SpeciesList Species { get; init; }

    /// <summary>Most rounds with labels; a last fit follows them.</summary>
    public int Rounds { get; init; } = 20;

    /// <summary>Most labels to compute.</summary>
    public int Labels { get; init; } = int.MaxValue;

    /// <summary>What is fitted, and how.</summary>
    public required FitPlan Fit { get; init; }

    /// <summary>What is simulated.</summary>
    public required SimulationPlan Simulation { get; init; }

    /// <summary>Which frames are labelled; its limit is for one round.</summary>
    public required ChoiceRule Choice { get; init; }

    /// <summary>
    /// A run has gone astray with the first frame that has two atoms nearer than this, Å; null for a share of the smallest distance.
    /// </summary>
    public double? Nearest { get; init; }

    /// <summary>How labels are computed.</summary>
    public required LabelPlan Label { get; init; }
}

/// <summary>What a loop fits, and how.</summary>
internal sealed record FitPlan
{
    /// <summary>Name of the basis.</summary>
    public required string Basis { get; init; }

    /// <summary>True if every central species has moment coefficients of its own.</summary>
    public bool IsPerSpecies { get; init; }

    /// <summary>Cutoff, Å.</summary>
    public required double Cutoff { get; init; }

    /// <summary>Lower end of the radial functions, Å; null to follow the shortest distance in the data.</summary>
    public double? MinDistance { get; init; }

    /// <summary>Number of radial polynomials.</summary>
    public required int RadialSize { get; init; }

    /// <summary>True if a repulsion keeps atoms apart below the shortest distances in the data, round by round.</summary>
    public bool HasRepulsionBelowData { get; init; }

    /// <summary>A repulsion that stays the same; null for none or for one below the data.</summary>
    public ZblRepulsion? Repulsion { get; init; }

    /// <summary>Weights of the loss.</summary>
    public required LossWeights Weights { get; init; }

    /// <summary>Form, steps and seed of the first fit; members of a committee have the seeds that follow.</summary>
    public required TrainingSettings Settings { get; init; }

    /// <summary>Steps of the fits that start from earlier coefficients.</summary>
    public required int LaterSteps { get; init; }

    /// <summary>Number of potentials that are fitted.</summary>
    public int Members { get; init; } = 1;
}

/// <summary>What a loop simulates.</summary>
/// <param name="Commands">A command for each run, with its variables in place.</param>
/// <param name="Names">What distinguishes each run, such as "temperature 600", for messages.</param>
/// <param name="Frames">Patterns of the files with frames, in the directory of a run.</param>
/// <param name="Parallel">Number of runs side by side.</param>
/// <param name="Install">
/// Installs the potential of a round where simulations find it, and returns variables of their environment; null for nothing but the file.
/// </param>
internal sealed record SimulationPlan(
    IReadOnlyList<string> Commands, IReadOnlyList<string> Names, IReadOnlyList<string> Frames, int Parallel,
    Func<Potential, string, IReadOnlyDictionary<string, string>>? Install);

/// <summary>How a loop computes labels.</summary>
/// <param name="Command">The command, run in a directory for each configuration.</param>
/// <param name="Input">File with the configuration, which the name gives its format.</param>
/// <param name="Output">File that the command writes.</param>
/// <param name="Parallel">Number of labels side by side.</param>
internal sealed record LabelPlan(string Command, string Input, string Output, int Parallel);
