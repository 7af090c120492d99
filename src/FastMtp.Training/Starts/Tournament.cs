using System.Diagnostics;
using FastMtp.Training.Checkpoints;
using FastMtp.Training.Fitting;
using FastMtp.Training.Problem;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Starts;

/// <summary>
/// Short fits from several starts: after a round the better half goes on for as many steps again, until one is left. Losses early in a fit
/// tell how it will end well enough for that.
/// </summary>
/// <param name="problem">Data and loss, the same for all starts.</param>
/// <param name="settings">Settings of the fit.</param>
/// <param name="steps">Steps of a round.</param>
/// <param name="progress">Called after every round of every start.</param>
internal sealed class Tournament(ITrainingProblem problem, TrainingSettings settings, int steps, IProgress<Trial>? progress = null)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>The fit of the best start, to be continued; its evaluations and its time are those of all.</summary>
    /// <param name="candidates">The starts.</param>
    /// <param name="evaluations">Evaluations made before, to make the starts.</param>
    /// <param name="cancellation">Stops without a result.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Checkpoint Run(IReadOnlyList<Candidate> candidates, int evaluations, CancellationToken cancellation)
    {
        List<(Candidate Start, Checkpoint? State)> alive = [.. candidates.Select(start => (start, (Checkpoint?)null))];
        for (var round = 1; ; round++)
        {
            List<(Candidate Start, Checkpoint State)> best = [];
            // Of those that lose, the inverse Hessian is too large to be kept.
            var places = alive.Count / 2;
            foreach (var (start, state) in alive)
            {
                var before = state?.Optimizer.Evaluations ?? 0;
                var after = Trainer(start, round * steps).Try(state, start.Point, cancellation);
                evaluations += after.Optimizer.Evaluations - before;
                var place = best.FindIndex(other => Loss(after) < Loss(other.State));
                best.Insert(place < 0 ? best.Count : place, (start, after));
                if (best.Count > Math.Max(1, places)) best.RemoveAt(best.Count - 1);
                progress?.Report(new(start.Name, round * steps, Loss(after), best.Any(other => other.State == after)));
            }
            if (places <= 1) return Continued(best[0].State, $"{best[0].Start.Name}, the best of {candidates.Count}", evaluations);
            alive = [.. best.Select(pair => (pair.Start, (Checkpoint?)pair.State))];
        }
    }

    private static double Loss(Checkpoint state) => state.Optimizer.Value;

    private Trainer Trainer(Candidate start, int until) => new(problem, settings with
    {
        Seed = start.Seed,
        Steps = until,
        CheckpointPath = null,
        TimeLimit = settings.TimeLimit is { } limit ? TimeSpan.FromTicks(Math.Max(1, (limit - _clock.Elapsed).Ticks)) : null,
    });

    private Checkpoint Continued(Checkpoint state, string start, int evaluations) => state with
    {
        Settings = settings,
        Start = start,
        Optimizer = state.Optimizer with { Evaluations = evaluations },
        History = [.. state.History.SkipLast(1), state.History[^1] with { Evaluations = evaluations, Seconds = _clock.Elapsed.TotalSeconds }],
    };
}
