using System.Diagnostics;
using FastMtp.Basis;
using FastMtp.Basis.Families;
using FastMtp.Potentials;
using FastMtp.Training.Checkpoints;
using FastMtp.Training.Compression;
using FastMtp.Training.Fitting;
using FastMtp.Training.Loss;
using FastMtp.Training.Problem;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Starts;

/// <summary>
/// Several starts for a fit: from a short fit with a smaller basis, with ordered radial functions, and random. If several processes share
/// the data, all of them call the corresponding methods.
/// </summary>
/// <param name="potential">The potential to fit.</param>
/// <param name="settings">How it is fitted.</param>
/// <param name="pack">Packs the data for a potential with a smaller basis.</param>
internal sealed class StartChoice(PotentialModel potential, TrainingSettings settings, Func<PotentialModel, TrainingLoss> pack)
{
    /// <summary>Steps of a short fit: fewer say little of how a fit will end.</summary>
    private const int LongestRound = 100;

    private const int ShortestRound = 50;

    private const int LongestNewtonRound = 8;

    private const int ShortestNewtonRound = 4;

    private const int NewtonShare = 8;

    /// <summary>Steps of the whole fit for each step of a short one: the usual starts then take a fifth of the time.</summary>
    private const int Share = 20;

    /// <summary>Steps with a smaller basis: after more, its radial functions suit it too well to be improved in a larger one.</summary>
    private const int SmallerSteps = 30;

    /// <summary>Lengths of rounds are multiples of this, so that each ends with a validation.</summary>
    private const int Unit = 10;

    /// <summary>Steps of Gauss-Newton with a smaller basis, which get as far.</summary>
    private const int SmallerNewtonSteps = 5;

    /// <summary>Fits of fewer steps of Gauss-Newton have a single start.</summary>
    public const int FewestNewtonSteps = ShortestNewtonRound * NewtonShare;

    /// <summary>The same for BFGS.</summary>
    public const int FewestSteps = ShortestRound * Share;

    private readonly int _round = Round(settings);

    /// <summary>
    /// True if a fit has several starts: those of frozen coefficients and for comparison with the literature have the single one that was
    /// asked for.
    /// </summary>
    public static bool IsFor(PotentialModel potential, TrainingSettings settings) =>
        settings is { Starts: > 1, Method: not FitMethod.PlainBfgs, Frozen: ParameterGroups.None } && !potential.IsFitted
        && Round(settings) >= (settings.Method == FitMethod.GaussNewton ? ShortestNewtonRound : ShortestRound);

    private static int Round(TrainingSettings settings) => settings.Method == FitMethod.GaussNewton
        ? Math.Min(LongestNewtonRound, settings.Steps / NewtonShare)
        : Math.Min(LongestRound, settings.Steps / Share / Unit * Unit);

    /// <summary>The state of the fit from the best start; null if there is only one start.</summary>
    /// <param name="loss">Data and loss of the fit.</param>
    /// <param name="data">The training configurations.</param>
    /// <param name="progress">Called for every start.</param>
    /// <param name="cancellation">Stops without a result.</param>
    public Checkpoint? Run(
        ITrainingProblem loss, IReadOnlyList<Configuration> data, IProgress<StartTrial>? progress, CancellationToken cancellation)
    {
        if (!IsAsked) return null;
        var clock = Stopwatch.StartNew();
        var (candidates, evaluations) = Candidates(loss, data, clock, cancellation);
        return new Tournament(loss, settings, _round, clock, progress).Run(candidates, evaluations, cancellation);
    }

    /// <summary>Serves the fits with a smaller basis; called on every rank but 0.</summary>
    public void Serve()
    {
        if (!IsAsked || Smaller() is not { } smaller) return;
        using var loss = pack(smaller);
        loss.Serve();
    }

    /// <summary>Lets the other ranks go on without these fits; called on rank 0.</summary>
    public void Skip()
    {
        if (!IsAsked || Smaller() is not { } smaller) return;
        using var loss = pack(smaller);
        loss.End();
    }

    private bool IsAsked => IsFor(potential, settings);

    private bool IsNewton => settings.Method == FitMethod.GaussNewton;

    private (IReadOnlyList<Start> Candidates, int Evaluations) Candidates(
        ITrainingProblem loss, IReadOnlyList<Configuration> data, Stopwatch clock, CancellationToken cancellation)
    {
        var (candidates, evaluations) = (new List<Start>(), 0);
        var smaller = Smaller();
        using var small = smaller is null ? null : pack(smaller);
        try
        {
            for (var i = 0; i < settings.Starts; i++)
            {
                var seed = Seed(i);
                if (i % 3 == 1 && smaller is not null)
                {
                    var how = settings with
                    {
                        Model = settings.Model.OrBase(smaller.RadialTensor.Shape),
                        Seed = seed,
                        Steps = IsNewton ? SmallerNewtonSteps : SmallerSteps,
                        CheckpointPath = null,
                        TimeLimit = settings.TimeLeft(clock.Elapsed),
                    };
                    var state = new Trainer(small!, how).Try(null, null, cancellation);
                    evaluations += state.Optimizer.Evaluations;
                    var grown = Growth.Into(smaller.WithParameters(state.Parameters), potential, seed);
                    var point = RadialCompression.Start(grown, settings.Model, data);
                    candidates.Add(new(Name(i, $"from {smaller.Plan.Name}"), seed, point, IsFitted: true));
                }
                else if (i % 3 == 2 && settings.MomentRank is null)
                {
                    candidates.Add(new(Name(i, "ordered"), seed, OrderedStart.Draw(loss.Layout, potential.Plan, seed, loss.RadialScale)));
                }
                else
                {
                    candidates.Add(new(Name(i, "random"), seed));
                }
            }
        }
        finally
        {
            small?.End();
        }
        return (candidates, evaluations);
    }

    private static string Name(int start, string kind) => $"start {start + 1}, {kind}";

    /// <summary>Seeds of different fits of an ensemble do not meet.</summary>
    private ulong Seed(int start) => settings.Seed + ((ulong)start << 32);

    /// <summary>The potential with a smaller basis; null if there is none, or if its coefficients could not be carried over.</summary>
    private PotentialModel? Smaller() => settings.MomentRank is null && SmallerBasis.Of(potential.Plan.Name) is { } basis
        ? PotentialModel.Unfitted(potential.Species!, BasisPlan.Of(basis), potential.Radial, potential.IsPerSpecies) with
        {
            Repulsion = potential.Repulsion,
        }
        : null;
}
