using FastMtp.Basis;
using FastMtp.Data;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Training.Studies;

namespace FastMtp.Training.Tuning;

/// <summary>All combinations of the values that each property of a candidate may have.</summary>
/// <param name="Bases">Names of bases.</param>
/// <param name="Cutoffs">Cutoffs, Å; the first is the usual one.</param>
/// <param name="RadialSizes">Numbers of radial polynomials; the first is the usual one.</param>
/// <param name="Forms">Forms of the radial coefficients, whose ranks are chosen for each basis; the first is the usual one.</param>
/// <param name="Favors">What the weights favor, the usual first; null for weights that are given.</param>
internal sealed record SearchSpace(
    IReadOnlyList<string> Bases, IReadOnlyList<double> Cutoffs, IReadOnlyList<int> RadialSizes, IReadOnlyList<RadialForm> Forms,
    IReadOnlyList<Favor?> Favors)
{
    /// <summary>Shares of the dense radial coefficients that a form with ranks is tried at.</summary>
    private static readonly double[] Shares = [0.5, 0.25];

    /// <summary>The space for data with so many species if the user asks for nothing else.</summary>
    public static SearchSpace For(int species) => new(
        ["mtp:16", "mtp:10", "ace:12", "ace:10", "mtp:20", "ace:14", "mtp:12", "ace:8", "mtp:8", "mtp:18", "mtp:14", "mtp:6"],
        [5, 6, 4.5, 7],
        [8, 12],
        species == 1 ? [RadialForm.Base] : [RadialForm.Base, RadialForm.Mf(8), RadialForm.Tf(4, 8, 4), RadialForm.Symmetric],
        [Favor.Balanced, Favor.Forces, Favor.Energies]);

    /// <summary>
    /// The candidates in the order in which they are tried: with each basis in turn one of its candidates, first with the usual settings,
    /// then in random order. So however many there is time for, they cover all bases, and combinations of everything else.
    /// </summary>
    /// <param name="species">The species of the data.</param>
    /// <param name="perSpecies">True for moment coefficients of every central species.</param>
    /// <param name="seed">Seed of the order.</param>
    public IReadOnlyList<Candidate> Candidates(SpeciesList species, bool perSpecies, ulong seed)
    {
        Candidate[][] ofBases = [.. Bases.Select((basis, i) => Shuffled([.. Of(basis, species, perSpecies)], seed + (ulong)i))];
        return
        [
            .. Enumerable.Range(0, ofBases.Max(all => all.Length))
                .SelectMany(i => ofBases.Where(all => i < all.Length).Select(all => all[i])),
        ];
    }

    private IEnumerable<Candidate> Of(string basis, SpeciesList species, bool perSpecies) =>
        from size in RadialSizes
        let layout = PotentialModel.ForBasis(basis, species, new RadialBasis(0, Cutoffs[0], size), perSpecies).Layout
        from form in Forms.SelectMany(form => form.Ranks.Count == 0 ? [form] : RankGrid.Nearest(form, layout, Shares))
        from cutoff in Cutoffs
        from favor in Favors
        select new Candidate(basis, cutoff, size, form, favor);

    /// <summary>The first stays where it is.</summary>
    private static Candidate[] Shuffled(Candidate[] candidates, ulong seed)
    {
        new SplitMix64(seed).Shuffle(candidates.AsSpan(Math.Min(1, candidates.Length)));
        return candidates;
    }
}
