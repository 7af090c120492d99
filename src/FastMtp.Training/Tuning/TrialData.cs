using System.Text;
using FastMtp.Digests;
using FastMtp.Potentials;
using FastMtp.Training.Fits;
using FastMtp.Training.Loss;

namespace FastMtp.Training.Tuning;

/// <summary>What is fitted and what is held out in one fit of a candidate.</summary>
/// <param name="Training">Fitted.</param>
/// <param name="Validation">Held out.</param>
internal sealed record Fold(IReadOnlyList<Configuration> Training, IReadOnlyList<Configuration> Validation);

/// <summary>The data of all candidates. Thread-safe.</summary>
/// <param name="all">All cells, in the order of their files.</param>
/// <param name="folds">The folds; one if the same cells are held out always.</param>
/// <param name="species">Species of the potentials.</param>
/// <param name="weights">Weights of the loss.</param>
/// <param name="perSpecies">True for moment coefficients of every central species.</param>
/// <param name="isHeldOutFitted">True if the winner is fitted to all data in the end, with those that were held out.</param>
internal sealed class TrialData(
    IReadOnlyList<Configuration> all, IReadOnlyList<Fold> folds, SpeciesList species, LossWeights weights, bool perSpecies,
    bool isHeldOutFitted = false)
{
    private readonly Dictionary<(double Cutoff, int Fold), Lazy<FitData>> _checked = [];

    /// <summary>Number of folds.</summary>
    public int Folds => folds.Count;

    /// <summary>True if the winner is fitted to all data in the end, with those that were held out.</summary>
    public bool IsHeldOutFitted => isHeldOutFitted;

    /// <summary>How much the labels vary.</summary>
    public LabelScale Scale { get; } =
        LabelScale.Of([.. all.Select(c => c.For(species))], species.Count);

    /// <summary>Atoms that one step of a candidate passes through, in all folds.</summary>
    public long AtomsPerStep => folds.Sum(fold => fold.Training.Sum(c => (long)c.Count));

    /// <summary>Differs whenever data or weights do.</summary>
    public string Fingerprint(string basis, double cutoff)
    {
        var shape = PotentialModel.ForBasis(basis, species, new Radial.RadialBasis(0, cutoff, 8), perSpecies);
        var digests = folds.Select(fold => LossFingerprint.Of(shape, fold.Training, fold.Validation, weights));
        return Convert.ToHexString(Sha256.Of(Encoding.UTF8.GetBytes(string.Concat(digests))));
    }

    /// <summary>The data of one fold for a candidate.</summary>
    public FitData Of(Candidate candidate, int fold = 0)
    {
        var key = (candidate.Cutoff, fold);
        Lazy<FitData> data;
        lock (_checked)
        {
            if (!_checked.TryGetValue(key, out data!))
                _checked[key] = data = new(() => Of(folds[fold].Training, folds[fold].Validation, candidate.Cutoff));
        }
        return For(candidate, data.Value);
    }

    /// <summary>All data for a candidate, with nothing held out.</summary>
    public FitData All(Candidate candidate) => For(candidate, Of(all, [], candidate.Cutoff));

    /// <summary>The potential of a candidate without coefficients, with the repulsion that a fit for simulations gets.</summary>
    public PotentialModel Shape(Candidate candidate, FitData data)
    {
        var potential = PotentialModel.ForBasis(candidate.Basis, species, data.RadialBasis(null, candidate.RadialSize), perSpecies);
        return species.Names.All(name => Atoms.Elements.Number(name) is not null)
            ? potential with { Repulsion = data.RepulsionBelow(potential) } : potential;
    }

    private FitData Of(IReadOnlyList<Configuration> training, IReadOnlyList<Configuration> validation, double cutoff) =>
        FitData.Of(training, validation, species, weights, cutoff);

    /// <summary>The data with the weights of a candidate, which are all that differs with what it favors.</summary>
    private FitData For(Candidate candidate, FitData data) => candidate.Favor is null || candidate.Favor == data.Weights.Favor
        ? data : data with { Weights = (weights with { Favor = candidate.Favor }).For(data.Training, species.Count) };
}
