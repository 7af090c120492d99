using System.Diagnostics;
using System.Text;
using System.Text.Json;
using FastMtp.Digests;
using FastMtp.Files.PotentialFiles;
using FastMtp.Potentials;
using FastMtp.Training.Checkpoints;
using FastMtp.Training.Fits;
using FastMtp.Training.History;
using FastMtp.Training.Loss;
using FastMtp.Training.Settings;

namespace FastMtp.Training.Studies;

/// <summary>Runs the fits of a study and writes their potentials.</summary>
/// <param name="data">The data to fit to.</param>
/// <param name="settings">Settings; model, seed and checkpoint are replaced for each fit.</param>
/// <param name="shape">Creates the potential to fit with a basis.</param>
/// <param name="file">File for the potential of a fit; the checkpoint is written next to it.</param>
internal sealed class FitRunner(FitData data, TrainingSettings settings,
    Func<string?, PotentialModel> shape, Func<FitSpecification, string> file) : IFitRunner
{
    private readonly ProcessorShares _processor = new();
    private readonly Dictionary<string, string> _fingerprints = [];

    /// <summary>Resumes an interrupted fit from its checkpoint, which is deleted when the fit is done.</summary>
    public bool Resumes { get; init; }

    /// <inheritdoc/>
    public FitOutcome Run(FitSpecification specification, int threads, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        var potential = shape(specification.Basis);
        var path = file(specification);
        var own = settings with
        {
            Model = specification.Model,
            MomentRank = specification.MomentRank,
            Seed = specification.Seed,
            CheckpointPath = CheckpointFile.Beside(path),
        };
        var (clock, entered) = (Stopwatch.StartNew(), _processor.Enter());
        var cpu = 0.0;
        try
        {
            using var task = new FitTask(potential, data, own, threads);
            var checkpoint = Resumes && File.Exists(own.CheckpointPath) ? CheckpointFile.Read(own.CheckpointPath) : null;
            var done = task.Finish(task.FitTrainingData(checkpoint, progress, cancellation), null, cancellation);
            if (done.IsCancelled) throw new OperationCanceledException(cancellation);
            var (fitted, course) = done;
            var (onTraining, onValidation) = task.Errors(course);
            PotentialFile.Write(path, fitted);
            if (Resumes) File.Delete(own.CheckpointPath);
            cpu = _processor.Leave(entered);
            var last = course.History[^1];
            // Steps before an interruption are taken to have used as much processor time per second as those after it.
            var seconds = Math.Max(last.Seconds, clock.Elapsed.TotalSeconds);
            return new FitOutcome
            {
                Specification = specification,
                Fingerprint = Fingerprint(specification),
                RadialParameters = task.RadialParameterCount,
                Parameters = task.ParameterCount,
                Training = onTraining,
                Validation = onValidation,
                History = [.. course.History.Where(r => r.Step % task.Settings.Scaled(settings.ValidationInterval) == 0 || r == last)
                    .Select(LearningPoint.Of)],
                Steps = last.Step,
                BestStep = course.Best.Step,
                Evaluations = course.Evaluations,
                Reason = course.Reason,
                Seconds = seconds,
                CpuSeconds = cpu * seconds / clock.Elapsed.TotalSeconds,
            };
        }
        finally
        {
            if (cpu == 0) _processor.Leave(entered);
        }
    }

    /// <inheritdoc/>
    public string Fingerprint(FitSpecification specification)
    {
        lock (_fingerprints)
        {
            var basis = specification.Basis ?? "";
            if (_fingerprints.TryGetValue(basis, out var known)) return known;
            var digest = LossFingerprint.Of(shape(specification.Basis), data.Training, data.Validation, data.Weights);
            var how = JsonSerializer.Serialize(settings with { Model = RadialForm.Base, Seed = 0 },
                CheckpointJson.Default.TrainingSettings);
            return _fingerprints[basis] = Convert.ToHexString(Sha256.Of(Encoding.UTF8.GetBytes(digest + how)));
        }
    }

    /// <inheritdoc/>
    public double Effort(FitSpecification specification)
    {
        // Radial functions cost about as much as 100 moments, whatever the level.
        const int radial = 100;
        var plan = shape(specification.Basis).Plan;
        return settings.Steps * (double)(radial + plan.MomentCount + plan.Products.Length);
    }
}
