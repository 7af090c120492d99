using FastMtp.Training.Checkpoints;
using FastMtp.Training.Optimization;
using FastMtp.Training.Parameterizations;

namespace FastMtp.Training;

/// <summary>
/// Fits the coefficients of a potential: random start, linear solve, BFGS, and around it validation, checkpoints and the
/// question when to stop.
/// </summary>
/// <param name="problem">Data and loss.</param>
/// <param name="settings">How to train.</param>
/// <param name="progress">Told after every step, on the calling thread.</param>
public sealed class Trainer(ITrainingProblem problem, TrainingSettings settings, IProgress<TrainingProgress>? progress = null)
{
    /// <summary>Trains from given coefficients, or from random ones.</summary>
    /// <param name="start">[c | species | moments]; null draws them from the seed of the settings.</param>
    /// <param name="cancellation">Ends the training with a checkpoint and a result.</param>
    /// <exception cref="InputException">Settings make no sense, the loss at the start is not a number, or the checkpoint cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the first evaluation was complete.</exception>
    public TrainingResult Run(double[]? start = null, CancellationToken cancellation = default)
    {
        settings.Validate();
        start ??= RandomStart.Draw(problem.Layout, settings.Seed, problem.RadialScale);
        var free = FreeAt(start);
        return new TrainingRun(problem, settings, progress, free, new Bfgs(free, free.Restrict(start))).Continue(cancellation);
    }

    /// <summary>Goes on from a checkpoint. Data and frozen groups must be those of the checkpoint; limits and tolerances may change.</summary>
    /// <exception cref="InputException">The checkpoint belongs to another training.</exception>
    public TrainingResult Resume(Checkpoint checkpoint, CancellationToken cancellation = default)
    {
        settings.Validate();
        checkpoint.RequireMatch(problem, settings);
        var free = FreeAt(checkpoint.Parameters);
        return new TrainingRun(problem, settings, progress, free, new Bfgs(free, checkpoint.Optimizer), checkpoint).Continue(cancellation);
    }

    private FreeParameters FreeAt(double[] point) => new(problem, point, problem.Layout.Indices(ParameterGroups.All & ~settings.Frozen));
}
