using System.Diagnostics;
using FastMtp.Errors;
using FastMtp.Files.PotentialFiles;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Training.Checkpoints;
using FastMtp.Training.Fits;
using FastMtp.Training.History;
using FastMtp.Training.Studies;

namespace FastMtp.Selection.Learning;

/// <summary>The fits of a round: in the first from random coefficients, later from those of the round before.</summary>
/// <param name="settings">The loop.</param>
/// <param name="threads">Number of threads; 0 for one per core. Results do not depend on it.</param>
internal sealed class FitStage(LearningSettings settings, int threads)
{
    private readonly FitPlan _plan = settings.Fit;

    /// <summary>Text that differs whenever the first data, or what is fitted, differ.</summary>
    /// <exception cref="InputException">Data and settings do not match.</exception>
    public string Fingerprint()
    {
        var runner = Runner(settings.Training, NewPotential, _plan.Settings.Steps, "");
        return $"{runner.Fingerprint(Specification(0))} {Specification(0)}, {_plan.Members} members, {_plan.LaterSteps} steps later";
    }

    /// <summary>Fits the members, unless that has been done.</summary>
    /// <param name="round">The round.</param>
    /// <param name="before">The round before; null for the first.</param>
    /// <param name="training">The training set.</param>
    /// <param name="cancellation">Stops the fit, which goes on from its checkpoint the next time.</param>
    /// <exception cref="InputException">Data and settings do not match.</exception>
    /// <exception cref="OperationCanceledException">The fit was stopped.</exception>
    public RoundFit Run(RoundDirectory round, RoundDirectory? before, IReadOnlyList<Configuration> training, CancellationToken cancellation)
    {
        if (round.Fit is { } done) return done;
        var clock = Stopwatch.StartNew();
        for (var member = 0; member < _plan.Members; member++)
        {
            var path = round.MemberPath(member, _plan.Members);
            if (File.Exists(path) && !File.Exists(CheckpointFile.Beside(path))) continue;
            var start = before is null ? null : PotentialFile.Read(before.MemberPath(member, _plan.Members));
            var steps = start is null ? _plan.Settings.Steps : _plan.LaterSteps;
            Runner(training, data => start is null ? NewPotential(data) : Continued(start, data), steps, path)
                .Run(Specification(member), threads, new Silence(), cancellation);
        }
        if (_plan.Members > 1)
        {
            var members = Enumerable.Range(0, _plan.Members).Select(member => Potential.Load(round.MemberPath(member, _plan.Members)));
            Potential.Committee(members).Save(round.PotentialPath);
        }
        var potential = Potential.Load(round.PotentialPath);
        return round.Fit = new(training.Count, training.Sum(c => (long)c.Count), Errors(potential, training)!,
            Errors(potential, settings.Validation), Errors(potential, settings.Test), clock.Elapsed.TotalSeconds);
    }

    private FitRunner Runner(IReadOnlyList<Configuration> training, Func<FitData, PotentialModel> shape, int steps, string path)
    {
        var data = Data(training);
        return new(data, _plan.Settings with { Steps = steps }, _ => shape(data), _ => path) { Resumes = true };
    }

    private FitData Data(IReadOnlyList<Configuration> training) =>
        FitData.Of(training, settings.Validation, settings.Species, _plan.Weights, _plan.Cutoff, threads);

    private FitSpecification Specification(int member) =>
        new(_plan.Settings.Model, _plan.Basis, _plan.Settings.Seed + (ulong)member, _plan.Settings.MomentRank);

    private PotentialModel NewPotential(FitData data)
    {
        var radial = data.RadialBasis(_plan.MinDistance, _plan.RadialSize);
        var potential = PotentialModel.ForBasis(_plan.Basis, settings.Species, radial, _plan.IsPerSpecies);
        return WithRepulsion(potential, data);
    }

    private PotentialModel Continued(PotentialModel start, FitData data)
    {
        if (_plan.MinDistance is null && data.Summary.Closest is { } closest
            && RadialBasis.MinDistanceBelow(closest.Distance) is var lower && lower < start.Radial.MinDistance)
            start = LowerEnd.Move(start, lower);
        return WithRepulsion(start, data);
    }

    private PotentialModel WithRepulsion(PotentialModel potential, FitData data) =>
        potential with { Repulsion = _plan.HasRepulsionBelowData ? data.RepulsionBelow(potential) : _plan.Repulsion };

    private SetErrors? Errors(Potential potential, IReadOnlyList<Configuration> set)
    {
        if (set.Count == 0) return null;
        var errors = new PredictionErrors();
        potential.EvaluateAll(set, threads, errors.Add);
        return new(errors.Energy.Rmse, errors.Forces.Rmse, errors.Stress.Rmse);
    }

    private sealed class Silence : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
        }
    }
}
