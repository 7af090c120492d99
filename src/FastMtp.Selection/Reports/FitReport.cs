using FastMtp.Data;
using FastMtp.Threading;

namespace FastMtp.Selection.Reports;

/// <summary>What errors on training and validation data say of a fit.</summary>
internal sealed record FitReport
{
    /// <summary>Species of the potential.</summary>
    public required SpeciesList Species { get; init; }

    /// <summary>Summary of the training data.</summary>
    public required DataSummary TrainingData { get; init; }

    /// <summary>Summary of the validation data; null without any.</summary>
    public DataSummary? ValidationData { get; init; }

    /// <summary>Errors on the training data.</summary>
    public required DataErrors Training { get; init; }

    /// <summary>Errors on the validation data; null without any.</summary>
    public DataErrors? Validation { get; init; }

    /// <summary>Errors on the validation data or, without any, on the training data.</summary>
    public DataErrors Judged => Validation ?? Training;

    /// <summary>Kinds by which both are compared.</summary>
    public required Kinds Kinds { get; init; }

    /// <summary>Validation against training errors, for each quantity that both have.</summary>
    public required IReadOnlyDictionary<Quantity, Gap> Gaps { get; init; }

    /// <summary>Groups and sets of species that stand out.</summary>
    public required IReadOnlyList<WorseGroup> Worse { get; init; }

    /// <summary>Validation configurations with atoms nearer than in the training data.</summary>
    public required IReadOnlyList<BeyondTraining> Beyond { get; init; }

    /// <summary>The largest grade of each validation configuration; empty if the potential has no active set.</summary>
    public required IReadOnlyList<double> Grades { get; init; }

    /// <summary>Evaluates a potential.</summary>
    /// <param name="potential">A potential with named species.</param>
    /// <param name="training">Training data; types index the species.</param>
    /// <param name="validation">Validation data; may be empty.</param>
    /// <param name="threads">Number of threads; 0 for one per core.</param>
    /// <param name="onJudged">Called for every configuration of <see cref="Judged"/> and its prediction.</param>
    public static FitReport Of(
        Potential potential, IReadOnlyList<Configuration> training, IReadOnlyList<Configuration> validation, int threads,
        Action<Configuration, Prediction>? onJudged = null)
    {
        var species = potential.Species!;
        var summary = DataSummary.Of(training, species.Count, potential.Cutoff, threads);
        var ofTraining = DataErrors.Of(potential, training, species, threads, validation.Count == 0 ? onJudged : null);
        var ofValidation = validation.Count > 0 ? DataErrors.Of(potential, validation, species, threads, onJudged) : null;
        var kinds = Kinds.For(training, validation, species);
        return new()
        {
            Species = species,
            TrainingData = summary,
            ValidationData = validation.Count > 0 ? DataSummary.Of(validation, species.Count, potential.Cutoff, threads) : null,
            Training = ofTraining,
            Validation = ofValidation,
            Kinds = kinds,
            Gaps = ofValidation is null ? new Dictionary<Quantity, Gap>() : Enum.GetValues<Quantity>()
                .Select(quantity => (quantity, Gap: Gap.Of(ofTraining.Cells, ofValidation.Cells, kinds, quantity)))
                .Where(pair => pair.Gap is not null).ToDictionary(pair => pair.quantity, pair => pair.Gap!),
            Worse = WorseGroup.Of((ofValidation ?? ofTraining).Cells, ofTraining.Cells, species),
            Beyond = BeyondTraining.Of(validation, summary, species, threads),
            Grades = potential.HasGrades ? GradesOf(potential, validation, threads) : [],
        };
    }

    private static List<double> GradesOf(Potential potential, IReadOnlyList<Configuration> cells, int threads)
    {
        var grades = new List<double>(cells.Count);
        using var parallel = new OrderedParallel<Evaluator>(threads, () => potential.CreateEvaluator(1));
        parallel.Run(cells.Count, (evaluator, i) => evaluator.Evaluate(cells[i], withGrades: true).Grades!.Max(), grades.Add);
        return grades;
    }
}
