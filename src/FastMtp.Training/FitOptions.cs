using FastMtp.Basis.Families;
using FastMtp.Basis.Mtp;
using FastMtp.Training.Fits;
using FastMtp.Training.Settings;

namespace FastMtp;

/// <summary>What to fit and how. Every property has a sensible default.</summary>
public sealed record FitOptions
{
    /// <summary>
    /// Level of the MTP, 2, 4, … 24: higher levels are more accurate and slower. Null for that of <see cref="Start"/> or 16.
    /// </summary>
    public int? Level { get; init; }

    /// <summary>
    /// Name of another basis, such as "ace:12"; null for the MTP of a <see cref="Level"/> or the basis of <see cref="Start"/>.
    /// </summary>
    public string? Basis { get; init; }

    /// <summary>True to give every central species moment coefficients of its own: more accurate, if the data are many.</summary>
    public bool PerSpecies { get; init; }

    /// <summary>
    /// A potential to start from; null for a random start. What is set beside it makes it grow: a basis that contains its own, more radial
    /// polynomials, further species or a form of higher rank leave its energies as they are until the fit begins.
    /// </summary>
    public Potential? Start { get; init; }

    /// <summary>Validation configurations; the fit returns the coefficients with the lowest loss on them.</summary>
    public IReadOnlyList<Configuration> Validation { get; init; } = [];

    /// <summary>
    /// Without <see cref="Validation"/>, this share of the training configurations is not fitted but used for validation, if there are at
    /// least 20: the same share of every group, and the same ones for every seed. 0 to fit to all.
    /// </summary>
    public double HoldOut { get; init; } = Training.Fits.HoldOut.Usual;

    /// <summary>
    /// Species in the order of the potential; null to take them from the training data. Those of <see cref="Start"/> come first, whether
    /// named here or not.
    /// </summary>
    public SpeciesList? Species { get; init; }

    /// <summary>Cutoff, Å; null for that of <see cref="Start"/> or 5.</summary>
    public double? Cutoff { get; init; }

    /// <summary>
    /// Lower end of the radial functions, Å; null for that of <see cref="Start"/> or slightly less than the shortest distance in the
    /// training data.
    /// </summary>
    public double? MinDistance { get; init; }

    /// <summary>Number of radial polynomials; null for that of <see cref="Start"/> or 8.</summary>
    public int? RadialSize { get; init; }

    /// <summary>Form of the radial coefficients: dense or compressed.</summary>
    public RadialForm Form { get; init; } = RadialForm.Base;

    /// <summary>
    /// Rank of the moment coefficients as an equivariant tensor train, with a basis such as "ace-n:3,3,3/2,2,2"; null if each is a
    /// parameter.
    /// </summary>
    public int? MomentRank { get; init; }

    /// <summary>Weights of the loss; by default derived from the spread of the labels, energies and forces in balance.</summary>
    public LossWeights Weights { get; init; } = new() { Favor = Favor.Balanced };

    /// <summary>
    /// Leaves labels out of the loss whose errors are many times the usual ones once the fit has settled, as they are probably wrong:
    /// <see cref="FitResult.Distrusted"/> names them. By default they are fitted.
    /// </summary>
    public bool DistrustsOutliers { get; init; }

    /// <summary>Maximum number of Gauss-Newton steps.</summary>
    public int Steps { get; init; } = TrainingSettings.Usual.Steps;

    /// <summary>
    /// Steps on training and validation configurations together, after the fit and from its best coefficients; 0 for none. Null for a sixth
    /// of the steps that led there if the validation configurations were held out of the training ones, none if they were given.
    /// </summary>
    public int? FinalSteps { get; init; }

    /// <summary>
    /// Strength of a prior for smooth radial functions and small moment coefficients, as a fraction of the loss of energies of single
    /// atoms; it matters where data are few. 0 for none.
    /// </summary>
    public double Smoothness { get; init; } = TrainingSettings.Usual.Smoothness;

    /// <summary>Seed of the random start.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// Number of starts, of which the best goes on after short fits: from a smaller basis, with ordered radial functions, and random.
    /// With 1, fewer than 32 <see cref="Steps"/>, frozen coefficients or a <see cref="Start"/>, there is a single one.
    /// </summary>
    public int Starts { get; init; } = 1;

    /// <summary>Coefficients that keep their values.</summary>
    public ParameterGroups Frozen { get; init; }

    /// <summary>
    /// Stops after this many validations in a row (one every step of Gauss-Newton, one every 10 of BFGS) without a new lowest validation
    /// loss; 0 for never.
    /// </summary>
    public int Patience { get; init; }

    /// <summary>Stops after this time.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Number of threads; 0 for one per core. Results do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>File to write checkpoints to; null for none.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>A checkpoint to resume from, with the same data and options; <see cref="Steps"/> includes the steps made before.</summary>
    public string? ResumeFrom { get; init; }

    internal ModelRequest Model() => new()
    {
        Basis = Basis is { } name ? Bases.Canonical(name) : Level is { } level ? MtpFamily.NameOf(level) : null,
        PerSpecies = PerSpecies,
        Cutoff = Cutoff,
        MinDistance = MinDistance,
        RadialSize = RadialSize,
        Seed = Seed,
    };

    internal TrainingSettings Settings() => TrainingSettings.Usual with
    {
        Model = Form,
        MomentRank = MomentRank,
        Steps = Steps,
        FinalSteps = FinalSteps,
        Seed = Seed,
        Smoothness = Smoothness,
        Starts = Starts == 1 ? null : Starts,
        DistrustsOutliers = DistrustsOutliers,
        Frozen = Frozen,
        Patience = Patience,
        TimeLimit = TimeLimit,
        CheckpointPath = CheckpointPath,
    };
}
