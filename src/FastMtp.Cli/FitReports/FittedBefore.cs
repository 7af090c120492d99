using FastMtp.Potentials;
using FastMtp.Training.Checkpoints;
using FastMtp.Training.Fits;
using FastMtp.Training.Forms;
using FastMtp.Training.History;
using FastMtp.Training.Loss;
using FastMtp.Training.Settings;
using FastMtp.Training.Studies;

namespace FastMtp.Cli.FitReports;

/// <summary>What is left of the fit of a potential: its notes, and the checkpoint beside it.</summary>
internal sealed class FittedBefore
{
    private readonly string _path;
    private readonly PotentialModel _potential;
    private readonly Checkpoint? _checkpoint;
    private readonly NotedFit _noted;

    /// <summary>Looks for the checkpoint of a potential.</summary>
    /// <param name="path">File of the potential.</param>
    /// <param name="potential">The potential.</param>
    public FittedBefore(string path, PotentialModel potential)
    {
        (_path, _potential, _noted) = (path, potential, NotedFit.Of(potential.Metadata));
        FinalSteps = _noted.Final;
        var beside = CheckpointFile.Beside(path);
        if (!File.Exists(beside)) return;
        try
        {
            var found = CheckpointFile.Read(beside);
            var hasFinalSteps = IsAt(found.Final?.Best);
            if (!hasFinalSteps && !IsAt(found.Best)) return;
            _checkpoint = found;
            if (hasFinalSteps) FinalSteps ??= "final steps on all configurations lowered their loss";
        }
        catch (InputException)
        {
            // The file has the name of a checkpoint and is none; the report does without.
        }
    }

    /// <summary>The course of the fit; empty if it is unknown.</summary>
    public IReadOnlyList<LearningPoint> Course => LearningPoint.Curve(_checkpoint?.History ?? [], _checkpoint?.Best?.Step);

    /// <summary>What was done after the fit, in words; null for nothing.</summary>
    public string? FinalSteps { get; }

    /// <summary>The potential that the validation data judge: that before final steps; null if those are known only to have been.</summary>
    public PotentialModel? Judged => FinalSteps is null ? _potential
        : _checkpoint is { Best: { } best } ? best.ApplyTo(_potential, _checkpoint.Settings.Model) with { Repulsion = _potential.Repulsion }
        : null;

    /// <summary>How it was fitted, as far as that is known, and otherwise how fits usually are.</summary>
    public TrainingSettings Settings => _checkpoint?.Settings ?? TrainingSettings.Usual with { Model = Form() };

    /// <summary>Weights of the loss, as far as they are known, and otherwise the usual ones.</summary>
    public LossWeights Weights => _noted.Weights;

    /// <summary>A note if there are not as many training configurations as were fitted to; null otherwise.</summary>
    public string? OtherData(int count) => _noted.OtherData(_path, count);

    /// <summary>Divides data as the fit did, if it is certain that the fit held some of them out; null otherwise.</summary>
    /// <param name="all">The data that were given to the fit; types index the species.</param>
    /// <param name="threads">Number of threads.</param>
    public FitData? Divide(IReadOnlyList<Configuration> all, int threads)
    {
        if (Judged is null) return null;
        foreach (var share in Shares())
        {
            var data = FitData.Of(all, [], _potential.Species!, Weights, _potential.Radial.Cutoff, threads, share);
            if (data.Held is not { Count: > 0 }) continue;
            if (_noted.HeldOut == (data.Training.Count, data.Validation.Count)) return data;
            if (_checkpoint is null) continue;
            var possible = Weights is { Favor: Favor.Balanced, Balance: null }
                ? ForceBalance.Factors.Select(data.Weights.Balanced) : [data.Weights];
            if (possible.FirstOrDefault(IsOf) is { } weights) return data with { Weights = weights };

            bool IsOf(LossWeights weights) =>
                _checkpoint.Fingerprint == LossFingerprint.Of(_potential, data.Training, data.Validation, weights);
        }
        return null;
    }

    private IEnumerable<double> Shares()
    {
        if (_noted.HeldOut is not null || _checkpoint is not null) yield return HoldOut.Usual;
        if (_noted.HeldOut is ({ } training, { } validation) && 2 * validation <= training + validation)
            yield return (double)validation / (training + validation);
    }

    /// <summary>True if coefficients are those of the potential, but for rounding.</summary>
    private bool IsAt(BestPoint? best)
    {
        if (best is null) return false;
        var own = _potential.Parameters;
        return best.Parameters.Length == own.Length
            && best.Parameters.Zip(own).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-9 * (1 + Math.Abs(pair.First)));
    }

    private RadialForm Form() => _potential.RadialTensor is var tensor && RadialForms.Named(tensor.Form.Name) is { } form
        ? form.WithRanks(tensor.Ranks) : RadialForm.Base;
}
