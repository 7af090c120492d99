using System.Diagnostics;
using FastMtp.Training.History;

namespace FastMtp.Training.Studies;

/// <summary>Tracks and reports the running fits, their progress and the time left.</summary>
internal sealed class StudyBoard
{
    private readonly double[] _efforts;
    private readonly double _effortAtStart;
    private readonly IProgress<StudyProgress>? _progress;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly SortedDictionary<int, RunningFit> _running = [];
    private readonly Lock _lock = new();
    private double _effortDone;
    private int _done;

    public StudyBoard(double[] efforts, IReadOnlyCollection<int> waiting, IProgress<StudyProgress>? progress)
    {
        _efforts = efforts;
        _effortAtStart = waiting.Sum(i => efforts[i]);
        _done = efforts.Length - waiting.Count;
        _progress = progress;
    }

    public void Start(int fit, FitSpecification specification) => Change(() => _running[fit] = new RunningFit(specification, null));

    public IProgress<TrainingProgress> StepsOf(int fit) => new Steps(this, fit);

    public void Finish(int fit, FitOutcome outcome) => Change(
        () =>
        {
            _running.Remove(fit);
            _effortDone += _efforts[fit];
            _done++;
        },
        outcome);

    private void Change(Action change, FitOutcome? finished = null)
    {
        lock (_lock)
        {
            change();
            _progress?.Report(new StudyProgress(_efforts.Length, _done, [.. _running.Values], finished, _clock.Elapsed, Remaining()));
        }
    }

    private TimeSpan? Remaining()
    {
        var done = _effortDone + _running.Sum(fit => _efforts[fit.Key] * Share(fit.Value.Last));
        return done > 0 ? _clock.Elapsed * Math.Max(0, (_effortAtStart - done) / done) : null;
    }

    // A fit reports its own time left; the elapsed share of its time is taken to be that of its steps.
    private static double Share(TrainingProgress? last) =>
        last?.Remaining is { } left && last.Record.Seconds > 0 ? last.Record.Seconds / (last.Record.Seconds + left.TotalSeconds) : 0;

    private sealed class Steps(StudyBoard board, int fit) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => board.Change(() => board._running[fit] = board._running[fit] with { Last = value });
    }
}
