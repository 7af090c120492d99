using FastMtp.Training.Checkpoints;
using FastMtp.Training.Fits;
using FastMtp.Training.History;

namespace FastMtp;

/// <summary>Fits potentials to energies, forces and virials.</summary>
public static class Fit
{
    /// <summary>
    /// Fits a potential by Gauss-Newton steps from a random start, or from <see cref="FitOptions.Start"/>. The same data, options
    /// and seed give the same potential for any number of threads.
    /// </summary>
    /// <param name="training">Labelled configurations.</param>
    /// <param name="options">What to fit and how; by default a dense potential of level 16.</param>
    /// <param name="progress">Called after every step, on the calling thread.</param>
    /// <param name="cancellation">Stops the fit early; the result then holds the best coefficients so far.</param>
    /// <exception cref="InputException">Data and options do not match; the message names the remedy.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before a start was chosen.</exception>
    public static FitResult Run(
        IReadOnlyList<Configuration> training, FitOptions? options = null, IProgress<FitStep>? progress = null,
        CancellationToken cancellation = default)
    {
        options ??= new FitOptions();
        var start = options.Start?.Model;
        var species = ModelRequest.Species(start, options.Species) ?? SpeciesOf(training);
        var request = options.Model();
        var data = FitData.Of(training, options.Validation, species, options.Weights, request.CutoffFor(start), options.Threads,
            options.HoldOut);
        var shape = request.For(start, data);
        var checkpoint = options.ResumeFrom is { } path ? CheckpointFile.Read(path) : null;

        using var task = new FitTask(shape, data, options.Settings(), options.Threads);
        var course = task.FitTrainingData(checkpoint, progress is null ? null : new Relay(progress, isFinal: false), cancellation);
        var fitted = task.Finish(course, progress is null ? null : new Relay(progress, isFinal: true), cancellation);
        var (onTraining, onValidation) = task.Errors(course);
        return new FitResult
        {
            Potential = new Potential(fitted.Potential),
            TrainingErrors = onTraining,
            ValidationErrors = onValidation,
            HeldOut = data.Held?.Count ?? 0,
            FinalSteps = fitted.Final?.Steps ?? 0,
            FinalErrors = fitted.Final?.Errors,
            Distrusted = fitted.Distrusted,
            BestStep = course.Best.Step,
            Reason = fitted.IsCancelled ? StoppingReason.Cancelled : course.Reason,
            History = [.. course.History.Select(record => FitStep.Of(record, null))],
        };
    }

    private static SpeciesList SpeciesOf(IReadOnlyList<Configuration> training) =>
        SpeciesList.Union(training.Select(c => c.Species))
            ?? throw new InputException(
                "The training data contain only type numbers; name the species when reading them, or set FitOptions.Species.");

    private sealed class Relay(IProgress<FitStep> progress, bool isFinal) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => progress.Report(FitStep.Of(value.Record, value.Remaining) with { IsFinal = isFinal });
    }
}
