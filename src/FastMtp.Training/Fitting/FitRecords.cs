using FastMtp.Training.Checkpoints;
using FastMtp.Training.History;
using FastMtp.Training.Optimization;
using FastMtp.Training.Problem;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Fitting;

/// <summary>What a fit has found: a record of every step, and the best of its points.</summary>
internal sealed class FitRecords
{
    private readonly ITrainingProblem _problem;
    private readonly TrainingSettings _settings;
    private readonly FitClock _clock;
    private readonly List<TrainingRecord> _all = [];

    /// <summary>Begins with those of a checkpoint.</summary>
    /// <param name="problem">Data and loss.</param>
    /// <param name="settings">Settings of the fit.</param>
    /// <param name="clock">Its time.</param>
    /// <param name="checkpoint">The checkpoint; null for none.</param>
    public FitRecords(ITrainingProblem problem, TrainingSettings settings, FitClock clock, Checkpoint? checkpoint)
    {
        (_problem, _settings, _clock) = (problem, settings, clock);
        if (checkpoint is null) return;
        _all.AddRange(checkpoint.History);
        Best = checkpoint.Best;
    }

    /// <summary>One for each step, from step 0.</summary>
    public IReadOnlyList<TrainingRecord> All => _all;

    /// <summary>The best coefficients; null if there are none yet.</summary>
    public BestPoint? Best { get; private set; }

    /// <summary>True if there is one of a step.</summary>
    public bool Has(int step) => _all.Count > 0 && _all[^1].Step == step;

    /// <summary>Those of a step and later ones.</summary>
    public IReadOnlyList<TrainingRecord> Since(int step) => step == 0 ? _all : _all.GetRange(step, _all.Count - step);

    /// <summary>Records the step that a minimiser has made.</summary>
    /// <param name="objective">What it minimises.</param>
    /// <param name="minimizer">At the point after the step.</param>
    /// <exception cref="InputException">The loss is not a number.</exception>
    public TrainingRecord Add(ModelObjective objective, Minimizer minimizer)
    {
        if (!double.IsFinite(minimizer.Value))
            throw new InputException(
                "The initial loss is not finite; check the starting potential and the labels of the training set.");
        var step = minimizer.Steps;
        var isValidated = step % _settings.Scaled(_settings.ValidationInterval) == 0;
        var training = TrainingErrors(minimizer.Value) is { } known ? known : isValidated ? EvaluatedErrors(objective, minimizer) : null;
        var validation = isValidated ? _problem.ValidationErrors(objective.Expand(minimizer.Point)) : null;
        var record = new TrainingRecord
        {
            Step = step,
            Loss = minimizer.Value,
            GradientNorm = minimizer.GradientNorm,
            Evaluations = minimizer.Evaluations,
            Seconds = _clock.Seconds,
            Training = training,
            Validation = validation,
            ValidationLoss = validation?.Loss,
        };
        _all.Add(record);
        KeepIfBest(record, objective, minimizer);
        return record;
    }

    /// <summary>Validates after the last step. Only the result uses it, as a resumed fit must continue like an uninterrupted one.</summary>
    public void ValidateLast(ModelObjective objective, Minimizer minimizer)
    {
        if (_all[^1].Validation is not null) return;
        var validation = _problem.ValidationErrors(objective.Expand(minimizer.Point));
        _all[^1] = _all[^1] with { Validation = validation, ValidationLoss = validation?.Loss };
        KeepIfBest(_all[^1], objective, minimizer);
    }

    /// <summary>Takes the last one back, as its step is to be recorded again.</summary>
    public void RemoveLast() => _all.RemoveAt(_all.Count - 1);

    /// <summary>
    /// Forgets the best coefficients, as the loss counts other data from now on: losses of other data cannot be compared; those of
    /// validation data can.
    /// </summary>
    public void ForgetBest()
    {
        if (_all.Count > 0 && !HasValidation) Best = null;
    }

    /// <summary>Step 0 is always validated, so it shows whether there is a validation set.</summary>
    private bool HasValidation => _all[0].Validation is not null;

    /// <summary>The errors on the training set belong to the last evaluation; the loss shows whether that was at this point.</summary>
    private ErrorSummary? TrainingErrors(double loss) => _problem.TrainingErrors is { } errors && errors.Loss == loss ? errors : null;

    private ErrorSummary? EvaluatedErrors(ModelObjective objective, Minimizer minimizer)
    {
        var point = objective.Expand(minimizer.Point);
        _problem.Evaluate(point, new double[point.Length]);
        return _problem.TrainingErrors;
    }

    private void KeepIfBest(TrainingRecord record, ModelObjective objective, Minimizer minimizer)
    {
        if ((HasValidation ? record.ValidationLoss : record.Loss) is not { } loss) return;
        var limit = HasValidation ? (1 + _settings.ValidationTolerance) * LowestBefore() : Best?.Loss ?? double.PositiveInfinity;
        if (loss < limit) Best = Point(loss, objective, minimizer);
    }

    private double LowestBefore() => _all.SkipLast(1).Select(r => r.ValidationLoss ?? double.PositiveInfinity)
        .Where(double.IsFinite).DefaultIfEmpty(double.PositiveInfinity).Min();

    /// <summary>Where a minimiser is.</summary>
    /// <param name="loss">The loss there.</param>
    /// <param name="objective">What it minimises.</param>
    /// <param name="minimizer">The minimiser.</param>
    public BestPoint Point(double loss, ModelObjective objective, Minimizer minimizer) =>
        new(minimizer.Steps, loss, objective.Expand(minimizer.Point), objective.CompressedRadial(minimizer.Point),
            _settings.MomentRank is null ? null : minimizer.Point.ToArray());
}
