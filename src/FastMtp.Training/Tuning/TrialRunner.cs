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

    /// <summary>Fits a candidate to all data, with nothing held out.</summary>
    /// <param name="trial">The candidate's last trial, whose best step and method the fit has.</param>
    /// <param name="path">File of the potential.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="progress">Called after every step.</param>
    /// <param name="cancellation">Stops the fit.</param>
    /// <exception cref="OperationCanceledException">The fit was stopped.</exception>
    public void FitAll(Trial trial, string path, int threads, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var (candidate, all) = (trial.Candidate, data.All(trial.Candidate.Cutoff));
        var how = settings with { Model = candidate.Form, Method = trial.Method, Steps = trial.BestStep };
        using var task = new FitTask(data.Shape(candidate, all), all, how, threads);
        var (fitted, course) = task.Run(null, progress, cancellation);
        if (course.Reason == StoppingReason.Cancelled) throw new OperationCanceledException(cancellation);
        PotentialFile.Write(path, fitted);
    }

    /// <inheritdoc/>
    public void Drop(Candidate candidate)
    {
        for (var fold = 0; fold < Folds; fold++) File.Delete(CheckpointFile.Beside(PotentialOf(candidate, fold)));
    }

    private (TrainingResult Course, FitMethod Method) Fit(Candidate candidate, int fold, double secondsBefore, Allowance allowance,
        int threads, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var fitData = data.Of(candidate.Cutoff, fold);
        if (_balanced.TryGetValue((candidate, fold), out var weights)) fitData = fitData with { Weights = weights };
        var path = PotentialOf(candidate, fold);
        var state = CheckpointFile.Beside(path);
        var checkpoint = File.Exists(state) ? CheckpointFile.Read(state) : null;
        // A fit that was killed in this rung has used a part of its time.
        var used = Math.Max(0, (checkpoint?.History.LastOrDefault()?.Seconds ?? 0) - secondsBefore);
        using var task = new FitTask(data.Shape(candidate, fitData), fitData, settings with
        {
            Model = candidate.Form,
            Steps = allowance.Steps,
            TimeLimit = allowance.Seconds is { } seconds ? TimeSpan.FromSeconds(Math.Max(0, seconds / Folds - used)) : null,
            CheckpointPath = state,
            CheckpointInterval = CheckpointInterval,
        }, threads);
        _balanced[(candidate, fold)] = task.Data.Weights;
        var (fitted, course) = task.Run(checkpoint, progress, cancellation);
        if (course.Reason == StoppingReason.Cancelled) throw new OperationCanceledException(cancellation);
        PotentialFile.Write(path, fitted);
        return (course, task.Settings.Method);
    }

    /// <summary>Errors of the best coefficients.</summary>
    private HeldOutError Errors(TrainingResult[] folds) =>
        HeldOutError.Mean(
            [.. folds.Select(fold => fold.History.Where(r => r.Validation is not null).MinBy(r => r.ValidationLoss)!.Validation!)],
            data.Scale);
}
