using FastMtp.Training.Checkpoints;
using FastMtp.Training.History;
using FastMtp.Training.Optimization;
using FastMtp.Training.Problem;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Fitting;

/// <summary>
/// A fit in progress. Every phase of a step either completes or leaves the state unchanged, so that a checkpoint
/// written after an interruption at any point continues to the same numbers.
/// </summary>
internal sealed class TrainingRun
{
    private readonly ITrainingProblem _problem;
    private readonly TrainingSettings _settings;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly FitClock _clock;
    private readonly FitRecords _records;
    private readonly string? _start;
    private readonly CheckpointWriter _writer;
    private readonly Checkpoint? _ended;
    private ModelObjective _objective;
    private Minimizer _minimizer;
    private readonly Examination _examination;
    private int _refittedStep = -1;
    private int _augmentedStep;

    public TrainingRun(ITrainingProblem problem, TrainingSettings settings, IProgress<TrainingProgress>? progress, ModelObjective objective,
        Minimizer minimizer, CheckpointWriter writer, Examination examination, Checkpoint? checkpoint = null)
    {
        _examination = examination;
        _writer = writer;
        _problem = problem;
        _settings = settings;
        _progress = progress;
        _objective = objective;
        _minimizer = minimizer;
        _clock = new(settings, minimizer.Steps, checkpoint is { History: [.., var last] } ? last.Seconds : 0);
        _records = new(problem, settings, _clock, checkpoint);
        if (checkpoint is null) return;
        _refittedStep = checkpoint.RefittedStep;
        _augmentedStep = checkpoint.AugmentedStep;
        _start = checkpoint.Start;
        _ended = checkpoint.HasEnded(settings) ? checkpoint : null;
    }

    /// <summary>Fits until there is a reason to stop.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before the first record; the checkpoint holds the start.</exception>
    public TrainingResult Continue(CancellationToken cancellation)
    {
        using var lease = _writer.Lease();
        // Writing a checkpoint now shows at once whether the path is writable.
        _writer.Write(Export);
        var reason = _ended?.Ended ?? Train(_settings.Rules(), cancellation);
        var warning = _writer.TryWrite(Export);
        // No coefficients have been evaluated yet, so there is no result.
        if (_records.All.Count == 0) throw new OperationCanceledException(cancellation);
        if (warning is not null) _progress?.Report(new TrainingProgress(_records.All[^1], null, warning));
        if (reason != StoppingReason.Cancelled) _records.ValidateLast(_objective, _minimizer);
        var last = _records.Point(_minimizer.Value, _objective, _minimizer);
        return new(_records.Best ?? last, last.Parameters, last.Factors, reason, _records.All, _minimizer.Evaluations, _start);
    }

    private StoppingReason Train(FirstOf rules, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                if (!_records.Has(_minimizer.Steps))
                {
                    cancellation.ThrowIfCancellationRequested();
                    AugmentIfDue();
                    ExamineIfDue();
                    RefitIfDue();
                    Record();
                }
                var reason = rules.Check(_records.Since(ChangedStep));
                if (reason is null && _minimizer.Step(cancellation)) continue;
                reason ??= _minimizer.Reason!.Value;
                if (reason is StoppingReason.StepLimit or StoppingReason.TimeLimit || !TryAugment()) return reason.Value;
                // A fit that has converged at a low rank is not finished. Record the step again with the gain of the new columns.
                _records.RemoveLast();
            }
        }
        catch (OperationCanceledException)
        {
            return StoppingReason.Cancelled;
        }
    }

    /// <summary>Step since which rank and labels have been the present ones; records of earlier ones are irrelevant for convergence.</summary>
    private int ChangedStep => Math.Max(_augmentedStep, _examination.State.ChangedStep);

    /// <summary>Losses before and after other labels count cannot be compared.</summary>
    private void ExamineIfDue()
    {
        var isChanged = _examination.Run(_minimizer.Steps, () => _objective.Expand(_minimizer.Point), _minimizer.Reevaluate);
        if (isChanged) _records.ForgetBest();
    }

    private void AugmentIfDue()
    {
        var step = _minimizer.Steps;
        if (_augmentedStep != step && _settings.Model.Growth is { } growth && step % _settings.Scaled(growth.Interval) == 0) TryAugment();
    }

    /// <summary>Raises the rank if it is due and lowers the loss.</summary>
    private bool TryAugment()
    {
        if (_settings.Frozen.HasFlag(ParameterGroups.Radial) || _settings.Model.After(_objective.Form) is not { } next) return false;
        var before = _objective;
        (_objective, var state) = RankAugmentation.Augment(before, _minimizer.Share(), next);
        _minimizer = Minimizer.Resume(_objective, state, _settings.LineSearch, _objective.Manifold);
        _augmentedStep = _minimizer.Steps;
        return _objective != before;
    }

    /// <summary>
    /// Moves to the optimal linear coefficients if they lower the loss, keeping the inverse Hessian. Before the first step, the same
    /// equations provide the scales of the coefficients.
    /// </summary>
    private void RefitIfDue()
    {
        var step = _minimizer.Steps;
        // Gauss-Newton solves for them in every step.
        var interval = _settings.Method == FitMethod.Bfgs ? _settings.LinearSolveInterval : 0;
        if (_refittedStep == step || (step > 0 && (interval == 0 || step % interval != 0))) return;

        var equations = _problem.LinearSystem(_objective.Expand(_minimizer.Point));
        if (step > 0 || _settings.LinearSolveAtStart)
            LinearRefit.Move(_minimizer, _objective, equations, isFirst: step == 0);
        if (step == 0 && _settings.Method == FitMethod.Bfgs && _minimizer is Bfgs bfgs
            && InverseCurvature.Estimate(_problem.Layout, equations, _objective.Expand(bfgs.Point)) is { } inverse)
            bfgs.Restart(_objective.InverseCurvatures(bfgs.Point, inverse, equations));
        _refittedStep = step;
    }

    private void Record()
    {
        var record = _records.Add(_objective, _minimizer);
        var step = record.Step;
        var warning = step > 0 && step % _settings.Scaled(_settings.CheckpointInterval) == 0 ? _writer.TryWrite(Export) : null;
        _progress?.Report(new TrainingProgress(record, _clock.Remaining(step), warning));
    }

    /// <summary>The state; its inverse Hessian is valid until the fit goes on.</summary>
    public Checkpoint Export() => new()
    {
        Settings = _settings,
        Start = _start,
        Species = [.. _problem.Species.Names],
        Fingerprint = _problem.Fingerprint,
        RefittedStep = _refittedStep,
        AugmentedStep = _augmentedStep,
        Examination = _examination.IsOn ? _examination.State : null,
        Factors = _objective.CompressedRadial(_minimizer.Point),
        Parameters = _objective.Expand(_minimizer.Point),
        Best = _records.Best,
        History = _records.All,
        Optimizer = _minimizer.Share(),
        Ended = _ended?.Ended,
        Final = _ended?.Final,
    };
}
