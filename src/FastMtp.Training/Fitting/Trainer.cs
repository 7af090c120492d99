using FastMtp.Training.Checkpoints;
using FastMtp.Training.History;
using FastMtp.Training.Optimization;
using FastMtp.Training.Problem;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Fitting;

/// <summary>
/// Fits the coefficients of a potential: random start, linear solve, BFGS, and around it validation, checkpoints and the
/// question when to stop.
/// </summary>
/// <param name="problem">Data and loss.</param>
/// <param name="settings">How to train.</param>
/// <param name="progress">Told after every step, on the calling thread.</param>
internal sealed class Trainer(ITrainingProblem problem, TrainingSettings settings, IProgress<TrainingProgress>? progress = null)
{
    /// <summary>Trains from given coefficients, or from random ones.</summary>
    /// <param name="start">[c | species | moments], of which c is truncated to the ranks of the model; null draws them from the seed of the settings.</param>
    /// <param name="cancellation">Ends the training with a checkpoint and a result.</param>
    /// <exception cref="InputException">Settings make no sense, the loss at the start is not a number, or the checkpoint cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the first evaluation was complete.</exception>
    public TrainingResult Run(double[]? start = null, CancellationToken cancellation = default)
    {
        settings.Validate();
        // A final rank that cannot be is told now, not when the fit gets there.
        _ = settings.Model.Parameterization(problem.Layout.RadialShape);
        var form = settings.Model.First;
        var whole = start ?? RandomStart.Draw(problem.Layout, settings.Seed, problem.RadialScale);
        var radial = form.Parameterization(problem.Layout.RadialShape);
        var tensor = whole.AsSpan(problem.Layout.Radial);
        var factors = start is null ? RandomStart.Compress(radial, tensor) : radial.Approximate(tensor);
        var objective = new ModelObjective(problem, form, settings.Frozen, factors, whole);
        var bfgs = new Bfgs(objective, objective.Start(), settings.LineSearch, objective.Manifold);
        return new TrainingRun(problem, settings, progress, objective, bfgs).Continue(cancellation);
    }

    /// <summary>Goes on from a checkpoint, whose inverse Hessian is taken over: it serves once. Data, model and frozen groups must be those of the checkpoint; limits and tolerances may change.</summary>
    /// <exception cref="InputException">The checkpoint belongs to another training.</exception>
    public TrainingResult Resume(Checkpoint checkpoint, CancellationToken cancellation = default)
    {
        settings.Validate();
        checkpoint.RequireMatch(problem, settings);
        var (form, factors) = checkpoint.Factors is { } compressed
            ? (settings.Model.At(compressed.Ranks), compressed.Values)
            : (settings.Model, checkpoint.Parameters[problem.Layout.Radial]);
        var objective = new ModelObjective(problem, form, settings.Frozen, factors, checkpoint.Parameters);
        var bfgs = new Bfgs(objective, checkpoint.Optimizer, settings.LineSearch, objective.Manifold);
        return new TrainingRun(problem, settings, progress, objective, bfgs, checkpoint).Continue(cancellation);
    }
}
