using System.Collections.Concurrent;
using FastMtp.Files.PotentialFiles;
using FastMtp.Training.Checkpoints;
using FastMtp.Training.Fits;
using FastMtp.Training.History;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Tuning;

/// <summary>Fits candidates and keeps their potentials and checkpoints in a directory.</summary>
/// <param name="data">The data.</param>
/// <param name="settings">Settings; form, limits and checkpoint are those of the candidate.</param>
/// <param name="directory">Where to write.</param>
internal sealed class TrialRunner(TrialData data, TrainingSettings settings, string directory) : ITrialRunner
{
    /// <summary>A kill costs so many steps at most. Checkpoints of large potentials take as long as several steps.</summary>
    private const int CheckpointInterval = 200;

    /// <summary>Weights that were balanced in an earlier rung: to find them takes as long as two steps.</summary>
    private readonly ConcurrentDictionary<(Candidate Candidate, int Fold), LossWeights> _balanced = [];

    /// <inheritdoc/>
    public int Folds => data.Folds;

    /// <inheritdoc/>
    public int? TimesLastFit => !data.IsHeldOutFitted ? null
        // It makes the steps of one fold, on that much more data.
        : Folds > 1 ? Folds - 1
        : FinalSteps.Share;

    /// <summary>The potential of a candidate.</summary>
    public string PotentialOf(Candidate candidate, int fold = 0)
    {
        var name = string.Join('-', candidate.ToString().Split([' ', ',', ':', '/'], StringSplitOptions.RemoveEmptyEntries));
        return Path.Combine(directory, Folds == 1 ? $"{name}.fmtp" : $"{name}-fold-{fold + 1}.fmtp");
    }

    /// <inheritdoc/>
    public Trial Continue(Candidate candidate, int rung, Trial? before, Allowance allowance, int threads,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var (ends, method) = (new TrainingResult[Folds], settings.Method);
        for (var fold = 0; fold < Folds; fold++)
            (ends[fold], method) = Fit(candidate, fold, (before?.Seconds ?? 0) / Folds, allowance, threads, progress, cancellation);
        return new Trial
        {
            Candidate = candidate,
            Rung = rung,
            Method = method,
            Steps = ends.Max(end => end.History[^1].Step),
            BestStep = (int)Math.Round(ends.Average(end => end.Best.Step)),
            Seconds = ends.Sum(end => end.History[^1].Seconds),
            Error = Errors(ends),
        };
    }

    /// <summary>
    /// Final steps of a candidate, on what is held out as well; with folds, none of which has its best coefficients, there is a fit of its
    /// own.
    /// </summary>
    /// <param name="trial">A trial.</param>
    public int? FinalStepsOf(Trial trial) => data.IsHeldOutFitted && Folds == 1
        ? FinalSteps.Usual(settings with { Method = trial.Method }, trial.BestStep) : null;

    /// <summary>Fits a candidate to all data: by final steps, or, with folds, from the start for as many steps as were best.</summary>
    /// <param name="trial">The candidate's last trial.</param>
    /// <param name="path">File of the potential.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="progress">Called after every step.</param>
    /// <param name="cancellation">Stops the fit.</param>
    /// <exception cref="OperationCanceledException">The fit was stopped.</exception>
    public void FitAll(Trial trial, string path, int threads, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var (candidate, final) = (trial.Candidate, FinalStepsOf(trial));
        var fitData = final is null ? data.All(candidate) : WithKnownWeights(candidate, 0);
        var how = settings with
        {
            Model = candidate.Form, Method = trial.Method, Steps = final is null ? trial.BestStep : trial.Steps, FinalSteps = final,
        };
        using var task = new FitTask(data.Shape(candidate, fitData), fitData, how, threads);
        var fitted = task.Run(final is null ? null : Saved(candidate, 0), progress, cancellation);
        if (fitted.IsCancelled) throw new OperationCanceledException(cancellation);
        PotentialFile.Write(path, fitted.Potential);
    }

    /// <inheritdoc/>
    public void Drop(Candidate candidate)
    {
        for (var fold = 0; fold < Folds; fold++) File.Delete(CheckpointFile.Beside(PotentialOf(candidate, fold)));
    }

    private (TrainingResult Course, FitMethod Method) Fit(Candidate candidate, int fold, double secondsBefore, Allowance allowance,
        int threads, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var fitData = WithKnownWeights(candidate, fold);
        var path = PotentialOf(candidate, fold);
        var checkpoint = Saved(candidate, fold);
        // A fit that was killed in this rung has used a part of its time.
        var used = Math.Max(0, (checkpoint?.History.LastOrDefault()?.Seconds ?? 0) - secondsBefore);
        using var task = new FitTask(data.Shape(candidate, fitData), fitData, settings with
        {
            Model = candidate.Form,
            Steps = allowance.Steps,
            TimeLimit = allowance.Seconds is { } seconds ? TimeSpan.FromSeconds(Math.Max(0, seconds / Folds - used)) : null,
            CheckpointPath = CheckpointFile.Beside(path),
            CheckpointInterval = CheckpointInterval,
        }, threads);
        _balanced[(candidate, fold)] = task.Data.Weights;
        var (fitted, course) = task.Run(checkpoint, progress, cancellation);
        if (course.Reason == StoppingReason.Cancelled) throw new OperationCanceledException(cancellation);
        PotentialFile.Write(path, fitted);
        return (course, task.Settings.Method);
    }

    private FitData WithKnownWeights(Candidate candidate, int fold) => _balanced.TryGetValue((candidate, fold), out var weights)
        ? data.Of(candidate, fold) with { Weights = weights } : data.Of(candidate, fold);

    private Checkpoint? Saved(Candidate candidate, int fold)
    {
        var path = CheckpointFile.Beside(PotentialOf(candidate, fold));
        return File.Exists(path) ? CheckpointFile.Read(path) : null;
    }

    /// <summary>Errors of the best coefficients.</summary>
    private HeldOutError Errors(TrainingResult[] folds) =>
        HeldOutError.Mean(
            [.. folds.Select(fold => fold.History.Where(r => r.Validation is not null).MinBy(r => r.ValidationLoss)!.Validation!)],
            data.Scale);
}
