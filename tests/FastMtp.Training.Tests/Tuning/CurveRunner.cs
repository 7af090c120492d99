using FastMtp.Training.History;
using FastMtp.Training.Tuning;

namespace FastMtp.Training.Tests.Tuning;

/// <summary>Candidates whose errors fall along known curves, floor + rest · (1 + seconds)^−slope, while a clock of its own goes on.</summary>
internal sealed class CurveRunner(IReadOnlyDictionary<Candidate, CurveRunner.Curve> curves) : ITrialRunner
{
    public const double SecondsPerStep = 0.1;

    private readonly Dictionary<Candidate, double> _seconds = [];

    public int Folds { get; init; } = 1;

    /// <summary>Called after every trial.</summary>
    public Action<int> After { get; init; } = _ => { };

    public double Clock { get; set; }

    public List<Candidate> Fitted { get; } = [];

    public Dictionary<Candidate, int> Starts { get; } = [];

    public List<Candidate> Dropped { get; } = [];

    public Trial Continue(Candidate candidate, int rung, Trial? before, Allowance allowance, int threads,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (before is null) Starts[candidate] = Starts.GetValueOrDefault(candidate) + 1;
        var already = before?.Seconds ?? 0;
        var seconds = Math.Min(already + (allowance.Seconds ?? double.PositiveInfinity), allowance.Steps * SecondsPerStep);
        Clock += seconds - already;
        _seconds[candidate] = seconds;
        Fitted.Add(candidate);
        var curve = curves[candidate];
        After(Fitted.Count);
        return new Trial
        {
            Candidate = candidate,
            Rung = rung,
            Steps = (int)(seconds / SecondsPerStep),
            BestStep = (int)(seconds / SecondsPerStep),
            Seconds = seconds,
            Error = new HeldOutError(null, null, curve.At(seconds)),
            Earlier = curve.At(seconds / 2),
            HasEnded = false,
        };
    }

    public void Drop(Candidate candidate) => Dropped.Add(candidate);

    /// <summary>A learning curve and the cost of its potential.</summary>
    internal sealed record Curve(double Floor, double Rest, double Slope, double Cost)
    {
        public double At(double seconds) => Floor + Rest * Math.Pow(1 + seconds, -Slope);
    }
}
