using FastMtp.Data;
using FastMtp.Potentials;
using FastMtp.Selection.Splits;
using FastMtp.Training.Fits;
using FastMtp.Training.History;
using FastMtp.Training.Settings;
using FastMtp.Training.Studies;

namespace FastMtp.Selection.Reports;

/// <summary>The fits of a <see cref="DataCurve"/>, kept in a directory one by one.</summary>
/// <param name="potential">The potential whose basis, radial functions and repulsion they have.</param>
/// <param name="settings">How to fit.</param>
/// <param name="data">All training data, and the validation data.</param>
/// <param name="directory">Where finished fits are recorded.</param>
internal sealed class DataCurveRun(PotentialModel potential, TrainingSettings settings, FitData data, string directory)
{
    private static readonly double[] Shares = [1.0 / 8, 1.0 / 4, 1.0 / 2, 1];

    private readonly NestedShares _shares = new(data.Training, DataSummary.Of(data.Training, data.Species.Count, data.Summary.Cutoff));

    /// <summary>Atoms of all fits together, each taken as often as the basis costs beside that of the potential.</summary>
    /// <param name="costOfSmaller">Cost of the smaller basis over that of the potential.</param>
    public double Atoms(double costOfSmaller) =>
        Shares.Sum(share => _shares.Of(share).Sum(cell => (double)cell.Count)) + (Smaller is null ? 0 : costOfSmaller * data.Summary.Atoms);

    /// <summary>The basis below that of the potential; null if there is none.</summary>
    public string? Smaller { get; } = DataCurve.BasisBelow(potential.Plan.Name);

    /// <summary>Number of fits.</summary>
    public int Count => Shares.Length + (Smaller is null ? 0 : 1);

    /// <summary>A potential without coefficients.</summary>
    public PotentialModel Shape(string? basis) => (basis == potential.Plan.Name
        ? PotentialModel.Unfitted(data.Species, potential.Plan, potential.Radial, potential.IsPerSpecies)
        : PotentialModel.ForBasis(basis!, data.Species, potential.Radial, potential.IsPerSpecies)) with
    {
        Repulsion = potential.Repulsion,
    };

    /// <summary>Runs the fits that are not recorded.</summary>
    /// <param name="threads">Number of threads; 0 for one per core.</param>
    /// <param name="begins">Called with a description before each fit that is run.</param>
    /// <param name="progress">Called after every step.</param>
    /// <param name="cancellation">Stops; finished fits stay recorded, and an unfinished one goes on from its checkpoint.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public DataCurve Run(int threads, Action<string> begins, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        DataCurvePoint[] points = [.. Shares.Select(share => Fit(potential.Plan.Name, share))];
        return new(points, Smaller is null ? null : Fit(Smaller, 1));

        DataCurvePoint Fit(string? basis, double share)
        {
            var part = _shares.Of(share);
            // All fits have the weights of all data, so that the same loss chooses their best step.
            var own = FitData.Of(part, data.Validation, data.Species, data.Weights, data.Summary.Cutoff, threads) with
            {
                Weights = data.Weights,
                Held = data.Held,
            };
            var name = $"{basis?.Replace(':', '-') ?? "custom"}-{part.Count}";
            var runner = new FitRunner(own, settings with { FinalSteps = 0 }, Shape, _ => Path.Combine(directory, $"{name}.fmtp"))
            {
                Resumes = true,
            };
            var record = new StudyRecord(Path.Combine(directory, $"{name}.jsonl"));
            var fit = new FitSpecification(settings.Model, basis, settings.Seed, settings.MomentRank);
            var outcome = record.Find(fit, runner.Fingerprint(fit));
            if (outcome is null)
            {
                begins($"{basis ?? "custom basis"}, {part.Count} configurations");
                outcome = runner.Run(fit, threads, progress, cancellation);
                record.Add(outcome);
            }
            return DataCurve.PointOf(part.Count, outcome);
        }
    }
}
