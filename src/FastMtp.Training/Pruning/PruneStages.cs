using FastMtp.Basis;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Training.Checkpoints;
using FastMtp.Training.Fits;
using FastMtp.Training.Fitting;
using FastMtp.Training.Forms;
using FastMtp.Training.History;
using FastMtp.Training.Loss;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Pruning;

/// <summary>What is fitted while a potential is pruned.</summary>
/// <param name="start">The potential that is pruned.</param>
/// <param name="data">The data, with weights for the start.</param>
/// <param name="settings">How much to fit.</param>
/// <param name="kernels">The kernel for a plan.</param>
/// <param name="threads">Number of threads; 0 for one per core. Results do not depend on it.</param>
internal sealed class PruneStages(
    PotentialModel start, FitData data, PruneSettings settings, Func<BasisPlan, MtpKernel> kernels, int threads)
{
    private readonly Dictionary<int, FitData> _weighted = new() { [start.Plan.Functions.Length] = data };

    /// <summary>The form of the start. Where few radial functions are left, its ranks may be too high.</summary>
    private readonly RadialForm _form =
        RadialForms.Named(start.RadialTensor.Form.Name)?.WithRanks(start.RadialTensor.Ranks) ?? RadialForm.Base;

    /// <summary>The potential with functions of the start and given coefficients.</summary>
    public PotentialModel Potential(PrunePoint point)
    {
        var shape = new PlanSubset(start.Plan, point.Functions).Of(start);
        return shape.WithParameters(point.Parameters);
    }

    /// <summary>The linear coefficients that minimise the loss with its prior.</summary>
    /// <exception cref="InputException">The data do not determine them.</exception>
    public LinearFit Linear(PotentialModel potential)
    {
        var data = Weighted(potential);
        using var loss = new TrainingLoss(potential, data.Training, [], data.Weights, threads, kernels(potential.Plan));
        return LinearFit.Of(settings.Smoothness > 0 ? new SmoothLoss(loss, settings.Smoothness) : loss, potential)
            ?? throw new InputException("The linear coefficients cannot be computed from these data; use more of them.");
    }

    /// <summary>Fits for the steps of a point.</summary>
    /// <returns>The coefficients and the errors with them.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public (double[] Parameters, ErrorSummary Training, ErrorSummary? Validation) Fit(
        PotentialModel potential, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        using var task = Task(potential, settings.StageSteps, finalSteps: 0, checkpoint: null);
        var fitted = task.Run(null, progress, cancellation);
        if (fitted.IsCancelled) throw new OperationCanceledException(cancellation);
        var (training, validation) = task.Errors(fitted.Course);
        return (fitted.Potential.Parameters, training, validation);
    }

    /// <summary>The last fit, which goes on from its checkpoint if it has been stopped.</summary>
    public Fitted FitLast(
        PotentialModel potential, string? checkpoint, bool resumes, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        using var task = Task(potential, settings.FinalSteps, settings.StepsOnAll, checkpoint);
        var state = resumes && File.Exists(checkpoint) ? CheckpointFile.Read(checkpoint) : null;
        return task.Run(state, progress, cancellation);
    }

    private FitTask Task(PotentialModel potential, int steps, int? finalSteps, string? checkpoint)
    {
        var how = TrainingSettings.Usual with
        {
            Model = _form.OrBase(potential.RadialTensor.Shape),
            Steps = steps,
            FinalSteps = finalSteps,
            Smoothness = settings.Smoothness,
            CheckpointPath = checkpoint,
        };
        return new(potential, Weighted(potential), how, threads, kernels(potential.Plan));
    }

    /// <summary>The data with the weights of a fit of that many functions, which need forces to weigh more the more there are.</summary>
    private FitData Weighted(PotentialModel potential)
    {
        if (data.Weights.Favor != Favor.Balanced) return data;
        var functions = potential.Plan.Functions.Length;
        if (!_weighted.TryGetValue(functions, out var weighted))
        {
            var how = TrainingSettings.Usual with { Model = _form.OrBase(potential.RadialTensor.Shape), Smoothness = settings.Smoothness };
            weighted = ForceBalance.Decide(
                potential, data with { Weights = data.Weights.Unbalanced }, how, threads, kernels(potential.Plan));
            _weighted.Add(functions, weighted);
        }
        return weighted;
    }
}
