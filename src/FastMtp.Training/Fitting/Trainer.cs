using FastMtp.Training.Checkpoints;
using FastMtp.Training.History;
using FastMtp.Training.Moments;
using FastMtp.Training.Optimization;
using FastMtp.Training.Problem;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Fitting;

/// <summary>
/// Fits the coefficients of a potential: random start, linear solve and a minimiser, with validation, checkpoints and
/// stopping rules.
/// </summary>
/// <param name="problem">Data and loss.</param>
/// <param name="settings">Settings of the fit.</param>
/// <param name="progress">Called after every step, on the calling thread.</param>
/// <param name="before">The state of the fit that these steps are to finish; null for a fit of its own.</param>
internal sealed class Trainer(
    ITrainingProblem problem, TrainingSettings settings, IProgress<TrainingProgress>? progress = null, Checkpoint? before = null)
{
    private readonly CheckpointWriter _writer = new(settings.CheckpointPath, before);

    /// <summary>Fits from given coefficients, or from random ones.</summary>
    /// <param name="start">[c | species | moments], with c to be truncated to the ranks of the model; null for a random start.</param>
    /// <param name="cancellation">Stops the fit with a checkpoint and a result.</param>
    /// <exception cref="InputException">The settings are invalid, the initial loss is not a number, or the checkpoint cannot be
    /// written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the first record.</exception>
    public TrainingResult Run(double[]? start = null, CancellationToken cancellation = default) => Begin(start).Continue(cancellation);

    /// <summary>A fit that has yet to begin, as in <see cref="Run"/>.</summary>
    public TrainingRun Begin(double[]? start)
    {
        settings.Validate();
        // Report missing memory and an impossible final rank now, not when the fit gets there.
        var moments = Moments();
        InverseHessianMemory.Require(settings.Model, problem.Layout, settings.Frozen, moments?.Dimension);
        var form = settings.Model.First;
        var whole = start ?? RandomStart.Draw(problem.Layout, settings.Seed, problem.RadialScale);
        var radial = form.Parameterization(problem.Layout.RadialShape);
        var tensor = whole.AsSpan(problem.Layout.Radial);
        var factors = start is null
            ? RandomStart.Compress(radial, tensor) : RankPadding.Fill(radial, radial.Approximate(tensor), settings.Seed);
        if (start is not null && moments is not null && !settings.Frozen.HasFlag(ParameterGroups.Moments))
            throw new InputException(
                "Moment coefficients of a rank are fitted from a random start only, as a potential does not keep their cores; "
                + "start without coefficients, or freeze the moments.");
        var cores = moments is null ? null : new MomentPoint(moments, moments.Random(settings.Seed));
        var examination = Examination(null);
        var objective = new ModelObjective(problem, form, settings.Frozen, factors, whole, cores);
        return new TrainingRun(problem, settings, progress, objective, Minimizer(objective, moments), _writer, examination);
    }

    /// <summary>A fit that starts where another was best, in the form that it had there.</summary>
    /// <param name="best">Where to start; the model of the settings has its ranks.</param>
    /// <exception cref="InputException">The settings are invalid, or a former version has not kept what this needs.</exception>
    public TrainingRun Begin(BestPoint best)
    {
        settings.Validate();
        var moments = settings.Frozen.HasFlag(ParameterGroups.Moments) ? null : Moments();
        if (moments is not null && best.Point is null)
            throw new InputException("The checkpoint lacks the parameters of the best moment coefficients; resume it without final steps.");
        var cores = moments is null ? null : new MomentPoint(moments, best.Point![^moments.Dimension..]);
        var factors = best.Factors?.Values ?? best.Parameters[problem.Layout.Radial];
        var objective = new ModelObjective(problem, settings.Model, settings.Frozen, factors, best.Parameters, cores);
        var examination = Examination(before?.Examination?.AtStart());
        // The fit has found how far its steps may go; beginning with short ones would waste most of these few.
        var minimizer = Minimizer(objective, moments, before?.Optimizer.Damping);
        return new TrainingRun(problem, settings, progress, objective, minimizer, _writer, examination);
    }

    /// <summary>
    /// Resumes from a checkpoint and takes ownership of its inverse Hessian, so it can be used once. Data, model and frozen groups must
    /// match; limits and tolerances may change.
    /// </summary>
    /// <exception cref="InputException">The checkpoint belongs to another fit.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the first record.</exception>
    public TrainingResult Resume(Checkpoint checkpoint, CancellationToken cancellation = default) =>
        Begin(checkpoint).Continue(cancellation);

    /// <summary>Fits like <see cref="Run"/> or <see cref="Resume"/>, to go on later.</summary>
    /// <param name="checkpoint">The state to go on from; null for a new fit.</param>
    /// <param name="start">Where a new fit starts, as in <see cref="Run"/>.</param>
    /// <param name="cancellation">Stops without a result.</param>
    /// <exception cref="InputException">As for <see cref="Run"/> and <see cref="Resume"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Checkpoint Try(Checkpoint? checkpoint, double[]? start, CancellationToken cancellation)
    {
        var run = checkpoint is null ? Begin(start) : Begin(checkpoint);
        run.Continue(cancellation);
        cancellation.ThrowIfCancellationRequested();
        return run.Export();
    }

    /// <summary>A fit that has yet to go on, as in <see cref="Resume"/>.</summary>
    public TrainingRun Begin(Checkpoint checkpoint)
    {
        settings.Validate();
        var moments = Moments();
        checkpoint.RequireMatch(problem, settings, moments);
        var (form, factors) = checkpoint.Factors is { } compressed
            ? (settings.Model.At(compressed.Ranks), compressed.Values)
            : (settings.Model, checkpoint.Parameters[problem.Layout.Radial]);
        var cores = moments is null || settings.Frozen.HasFlag(ParameterGroups.Moments)
            ? null : new MomentPoint(moments, checkpoint.Optimizer.Point[^moments.Dimension..]);
        var objective = new ModelObjective(problem, form, settings.Frozen, factors, checkpoint.Parameters, cores);
        var examination = Examination(checkpoint.Examination);
        var minimizer = Optimization.Minimizer.Resume(objective, checkpoint.Optimizer, settings.LineSearch, objective.Manifold);
        return new TrainingRun(problem, settings, progress, objective, minimizer, _writer, examination, checkpoint);
    }

    private Minimizer Minimizer(ModelObjective objective, IMomentParameterization? moments, double? damping = null)
    {
        if (settings.Method == FitMethod.GaussNewton)
            return new GaussNewton(objective, objective.Start(), objective.Manifold, damping);
        var coefficients = InverseHessianMemory.Coefficients(settings.Model, problem.Layout, settings.Frozen, moments?.Dimension);
        return new Bfgs(objective, objective.Start(), settings.LineSearch, objective.Manifold,
            InverseHessianMemory.Create(objective.Dimension, coefficients));
    }

    private Examination Examination(ExaminationState? state) => new(problem, settings, before?.Optimizer.Steps ?? 0, state);

    private IMomentParameterization? Moments() => settings.MomentRank is { } rank ? problem.MomentTrain(rank) : null;
}
