using FastMtp.Training.History;
using FastMtp.Training.Settings;
using FastMtp.Training.Tuning;

namespace FastMtp.Training.Tests.Tuning;

/// <summary>Candidates whose errors fall along known curves, floor + rest · (1 + steps)^−slope, while a clock of its own goes on.</summary>
internal sealed class CurveRunner(IReadOnlyDictionary<Candidate, CurveRunner.Curve> curves) : ITrialRunner
{
    /// <summary>Seconds of a step for a unit of cost.</summary>
    public const double SecondsPerStep = 0.1;

    public int Folds { get; init; } = 1;

    public int? TimesLastFit => Folds > 1 ? Folds - 1 : null;

    /// <summary>Called after every trial.</summary>
    public Action<int> After { get; init; } = _ => { };

    /// <summary>How candidates are fitted; twenty steps of BFGS count as one.</summary>
    public Func<Candidate, FitMethod> Method { get; init; } = _ => FitMethod.GaussNewton;

    /// <summary>How much longer everything takes on the clock than it should.</summary>
    public double Slowness { get; init; } = 1;

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
        var curve = curves[candidate];
        var step = SecondsPerStep * curve.Cost;
        var seconds = Math.Min(already + (allowance.Seconds ?? double.PositiveInfinity), allowance.Steps * step);
        Clock += Slowness * (seconds - already);
        Fitted.Add(candidate);
        After(Fitted.Count);
        return new Trial
        {
            Candidate = candidate,
            Rung = rung,
            Method = Method(candidate),
            Steps = (Method(candidate) == FitMethod.Bfgs ? 20 : 1) * (int)Math.Round(seconds / step),
            BestStep = (int)Math.Round(seconds / step),
            Seconds = seconds,
            Error = new HeldOutError(curve.At(seconds / step)),
        };
    }

    public void Drop(Candidate candidate) => Dropped.Add(candidate);

    /// <summary>A learning curve and the cost of its potential.</summary>
    internal sealed record Curve(double Floor, double Rest, double Slope, double Cost)
    {
        public double At(double steps) => Floor + Rest * Math.Pow(1 + steps, -Slope);
    }
}
