using System.Diagnostics;
using FastMtp.Training.Checkpoints;
using FastMtp.Training.Fitting;
using FastMtp.Training.Problem;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Starts;

/// <summary>
/// Short fits from several starts, of which the best goes on. After a first round, only starts of one kind are compared: a start from a
/// smaller basis is ahead of random ones then, whichever will be better. The best of each kind go on until that is decided.
/// </summary>
/// <param name="problem">Data and loss, the same for all starts.</param>
/// <param name="settings">Settings of the fit.</param>
/// <param name="steps">Steps of the first round; the second ends after twice as many.</param>
/// <param name="clock">The time since the starts began to be made; once it is over, the best so far goes on.</param>
/// <param name="progress">Called after every round of every start.</param>
internal sealed class Tournament(
    ITrainingProblem problem, TrainingSettings settings, int steps, Stopwatch clock, IProgress<StartTrial>? progress = null)
{
    private const int Second = 2;

    private int _evaluations;

    /// <summary>The fit of the best start, to be continued; its evaluations and its time are those of all.</summary>
    /// <param name="candidates">The starts.</param>
    /// <param name="evaluations">Evaluations made before, to make the starts.</param>
    /// <param name="cancellation">Stops without a result.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Checkpoint Run(IReadOnlyList<Start> candidates, int evaluations, CancellationToken cancellation)
    {
        _evaluations = evaluations;
        var best = new List<(Start, Checkpoint)>();
        foreach (var kind in candidates.GroupBy(start => start.IsFitted))
            if (best.Count == 0 || !IsOver) best.Add(Best(kind.Select(start => (start, (Checkpoint?)null)), steps, cancellation));
        var (winner, state) = best.Count == 1 || IsOver ? best.MinBy(one => Loss(one.Item2))
            : Best(best.Select(one => (one.Item1, (Checkpoint?)one.Item2)), Second * steps, cancellation);
        return Continued(state, $"{winner.Name}, the best of {candidates.Count}");
    }

    private (Start, Checkpoint) Best(IEnumerable<(Start, Checkpoint?)> starts, int until, CancellationToken cancellation)
    {
        (Start, Checkpoint)? best = null;
        foreach (var (start, state) in starts)
        {
            if (best is not null && IsOver) break;
            var after = Trainer(start, until).Try(state, start.Point, cancellation);
            _evaluations += after.Optimizer.Evaluations - (state?.Optimizer.Evaluations ?? 0);
            var leads = best is not { } other || Loss(after) < Loss(other.Item2);
            if (leads) best = (start, after);
            progress?.Report(new(start.Name, after.Optimizer.Steps, Loss(after), leads));
        }
        return best!.Value;
    }

    private bool IsOver => clock.Elapsed >= settings.TimeLimit;

    private static double Loss(Checkpoint state) => state.Optimizer.Value;

    private Trainer Trainer(Start start, int until) => new(problem, settings with
    {
        Seed = start.Seed,
        Steps = until,
        CheckpointPath = null,
        TimeLimit = settings.TimeLeft(clock.Elapsed),
    });

    private Checkpoint Continued(Checkpoint state, string start) => state with
    {
        Settings = settings,
        Start = start,
        Optimizer = state.Optimizer with { Evaluations = _evaluations },
        History =
        [
            .. state.History.SkipLast(1),
            state.History[^1] with { Evaluations = _evaluations, Seconds = clock.Elapsed.TotalSeconds },
        ],
    };
}
