using System.Diagnostics;
using FastMtp.Potentials;
using FastMtp.Training.Checkpoints;
using FastMtp.Training.Fitting;
using FastMtp.Training.History;
using FastMtp.Training.Problem;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Fits;

/// <summary>
/// Steps on training and validation data together, from the coefficients that the validation has chosen: the potential learns from all
/// data, and the validation errors before tell what to expect of it.
/// </summary>
/// <param name="settings">Settings of the fit.</param>
/// <param name="data">Its data.</param>
internal sealed class FinalSteps(TrainingSettings settings, FitData data)
{
    /// <summary>Steps of the fit for each final one.</summary>
    public const int Share = 6;

    /// <summary>The fewest, in steps of BFGS.</summary>
    private const int Fewest = 60;

    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>What is left of the time for the fit before them, which leaves some for them.</summary>
    public TimeSpan? TimeLimit =>
        (IsAsked ? settings with { TimeLimit = Share * settings.TimeLimit / (Share + 1) } : settings).TimeLeft(_clock.Elapsed);

    /// <summary>How many follow a fit.</summary>
    public int After(TrainingResult course) => !IsAsked || course.Reason == StoppingReason.Cancelled ? 0
        : settings.FinalSteps ?? Usual(settings, course.Best.Step);

    /// <summary>How many follow a fit if nobody says how many.</summary>
    /// <param name="settings">Settings of the fit, whose method decides how much a step does.</param>
    /// <param name="best">Step of its best coefficients.</param>
    public static int Usual(TrainingSettings settings, int best) => best == 0 ? 0 : Math.Max(settings.Scaled(Fewest), best / Share);

    /// <summary>Makes them.</summary>
    /// <param name="course">The fit.</param>
    /// <param name="state">The state that it ended in.</param>
    /// <param name="all">Loss on all data.</param>
    /// <param name="before">The potential of the fit.</param>
    /// <param name="progress">Called after every step.</param>
    /// <param name="cancellation">Stops with the best coefficients so far.</param>
    public FinalFit Run(TrainingResult course, Checkpoint state, ITrainingProblem all, PotentialModel before,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var best = course.Best;
        var how = settings with
        {
            Model = best.Factors is { } factors ? settings.Model.At(factors.Ranks) : settings.Model,
            Steps = After(course),
            FinalSteps = null,
            Starts = null,
            Patience = 0,
            TimeLimit = settings.TimeLeft(_clock.Elapsed),
        };
        var distrusted = state.Examination?.Distrusted ?? [];
        all.Cells?.Distrust(distrusted);
        var lossBefore = Loss(best, out _);
        var (after, steps, reason) = (best with { Step = 0, Loss = lossBefore }, 0, StoppingReason.Cancelled);
        var trainer = new Trainer(all, how, progress, state with { Ended = course.Reason, Final = null });
        try
        {
            var run = state.Final is { } begun ? trainer.Begin(begun) : trainer.Begin(best);
            var final = run.Continue(cancellation);
            (steps, reason) = (final.History[^1].Step, final.Reason);
            distrusted = run.Export().Examination?.Distrusted ?? [];
            // The loss may count other labels now.
            if (!distrusted.SequenceEqual(state.Examination?.Distrusted ?? []))
                after = after with { Loss = lossBefore = Loss(best, out _) };
            if (final.Best.Loss < lossBefore) after = final.Best;
        }
        catch (OperationCanceledException)
        {
            // Before the first record: the fit is as it was.
        }
        Loss(after, out var errors);
        return new(before, data.Training.Count + data.Validation.Count, steps, after, lossBefore, errors, reason)
        {
            Distrusted = distrusted,
        };

        double Loss(BestPoint point, out ErrorSummary errors)
        {
            var loss = all.Evaluate(point.Parameters, new double[all.Dimension]);
            errors = all.TrainingErrors!;
            return loss;
        }
    }

    /// <summary>True if a fit has them, unless it is stopped or finds nothing.</summary>
    public bool IsAsked => data.Validation.Count > 0 && (settings.FinalSteps ?? (data.Held is null ? 0 : 1)) > 0;
}
