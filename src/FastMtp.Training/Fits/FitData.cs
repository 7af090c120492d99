using FastMtp.Data;
using FastMtp.Input;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Training.Loss;

namespace FastMtp.Training.Fits;

/// <summary>Checked data of a fit; all types index <paramref name="Species"/>.</summary>
/// <param name="Training">Training configurations.</param>
/// <param name="Validation">Validation configurations; may be empty.</param>
/// <param name="Domain">The validation configurations, split by whether they select the best step.</param>
/// <param name="Species">Their species.</param>
/// <param name="Summary">Summary of the training configurations.</param>
/// <param name="Weights">Weights of the loss.</param>
/// <param name="Held">What was held out of the training data for validation; null if that was not asked for.</param>
internal sealed record FitData(
    IReadOnlyList<Configuration> Training, IReadOnlyList<Configuration> Validation, ValidationDomain Domain, SpeciesList Species,
    DataSummary Summary, LossWeights Weights, HoldOut? Held = null)
{
    private readonly Lazy<PairDistances?> _ofValidation = new(
        () => Validation.Count == 0 ? null : DataSummary.Of(Validation, Species.Count, Summary.Cutoff, 1).ShortestDistances);

    /// <summary>Checks the data against the weights, which may derive from them.</summary>
    /// <param name="training">Training configurations.</param>
    /// <param name="validation">Validation configurations; may be empty.</param>
    /// <param name="species">Species of the potential.</param>
    /// <param name="weights">Weights of the loss.</param>
    /// <param name="cutoff">Cutoff of the potential, Å.</param>
    /// <param name="threads">Number of threads; 0 for one per core.</param>
    /// <param name="holdOut">Share of the training configurations to use for validation if no others are given.</param>
    /// <exception cref="InputException">There are no data, labels are missing, a species is unknown, or the data do not fit in
    /// memory.</exception>
    public static FitData Of(
        IReadOnlyList<Configuration> training, IReadOnlyList<Configuration> validation, SpeciesList species, LossWeights weights,
        double cutoff, int threads = 0, double holdOut = 0)
    {
        if (training.Count == 0) throw new InputException("The training data contain no configurations.");
        training = [.. training.Select(c => c.For(species))];
        validation = [.. validation.Select(c => c.For(species))];
        InputBounds.RequireCutoff(cutoff, "The cutoff");
        TrainingDataCheck.RequireBounded(training);
        var summary = DataSummary.Of(training, species.Count, cutoff, threads);
        HoldOut? held = null;
        if (validation.Count == 0 && holdOut != 0)
        {
            (held, training, validation) = HoldOut.Of(training, summary, holdOut);
            if (held.Count > 0) summary = DataSummary.Of(training, species.Count, cutoff, threads);
        }
        weights = weights.For(training, species.Count);
        TrainingDataCheck.Require(summary, weights);
        TrainingDataCheck.RequireValidation(validation, weights);
        TrainingDataCheck.RequireMemory(summary);
        return new(training, validation, ValidationDomain.Of(training, validation, threads), species, summary, weights, held);
    }

    /// <summary>
    /// The repulsion of elements below their shortest distances, which does not affect a fit; null if no two atoms are within the cutoff.
    /// </summary>
    /// <param name="potential">The potential to be fitted; if it has been fitted before, those distances count as well.</param>
    public ZblRepulsion? RepulsionBelow(PotentialModel potential) => ShortestDistances(potential, fitsValidation: true) is { } shortest
        ? ZblRepulsion.Below(shortest, Species, Summary.Cutoff)
        : null;

    /// <summary>The shortest distances in these data and in those that a potential has been fitted to, Å; null if there are none.</summary>
    /// <param name="potential">The potential.</param>
    /// <param name="fitsValidation">True if the validation data are fitted as well.</param>
    public PairDistances? ShortestDistances(PotentialModel potential, bool fitsValidation = false)
    {
        // What is held out has none that are shorter.
        var ofValidation = fitsValidation && Held is null ? _ofValidation.Value : null;
        return Lesser(Lesser(Summary.ShortestDistances, potential.ShortestDistances), ofValidation);

        PairDistances? Lesser(PairDistances? first, PairDistances? second) =>
            first is null || second is null ? first ?? second : first.Lesser(second, Species.Count);
    }

    /// <summary>Creates a radial basis for the data.</summary>
    /// <param name="minDistance">Smallest distance, Å; null for slightly less than the shortest in the training data.</param>
    /// <param name="size">Number of radial polynomials.</param>
    /// <exception cref="InputException">No two atoms are within the cutoff.</exception>
    public RadialBasis RadialBasis(double? minDistance, int size)
    {
        if (Summary.Closest is { } closest)
            return new(minDistance ?? Radial.RadialBasis.MinDistanceBelow(closest.Distance), Summary.Cutoff, size);
        var sentence = FormattableString.Invariant($"No two atoms of the training data are closer than the cutoff of {Summary.Cutoff} Å");
        throw InputException.Naming($"{sentence}; enlarge {Argument.Cutoff}, or check that positions are in Å.");
    }
}
