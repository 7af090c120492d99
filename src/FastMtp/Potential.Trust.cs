using FastMtp.Basis;
using FastMtp.Potentials;

namespace FastMtp;

/// <summary>How far the potential is to be trusted: what grades atoms, and what several potentials say together.</summary>
public sealed partial class Potential
{
    private readonly Potential[] _members = [];

    private Potential(Potential[] members, double spreadScale)
        : this() => (_members, SpreadScale) = (members, spreadScale);

    /// <summary>The members of a committee, whose mean it predicts; empty for a single potential.</summary>
    public IReadOnlyList<Potential> Members => _members;

    /// <summary>
    /// Of a committee: errors of forces over their spread, as found on data with labels; 1 if that was not done.
    /// </summary>
    public double SpreadScale { get; } = 1;

    /// <summary>True if <see cref="Grade"/> works: the potential has an active set of neighbourhoods.</summary>
    public bool HasGrades => _hasGrades.Value;

    /// <summary>True for a committee, which has <see cref="Members"/> and no <see cref="Model"/>.</summary>
    internal bool IsCommittee => _members.Length > 0;

    /// <summary>
    /// The mean of members that share their radial functions: energies are linear in the other coefficients. Null if they do not.
    /// </summary>
    private PotentialModel? MeanModel()
    {
        if (_members.Any(member => member._model is null)) return null;
        PotentialModel[] models = [.. _members.Select(member => member.Model)];
        var first = models[0];
        if (!models.All(IsAlike)) return null;
        return first with
        {
            SpeciesCoefficients = Mean(model => model.SpeciesCoefficients),
            MomentCoefficients = Mean(model => model.MomentCoefficients),
        };

        bool IsAlike(PotentialModel model) =>
            model.Plan.Name is not null && model.Plan.Name == first.Plan.Name && model.Radial == first.Radial
            && Equals(model.Repulsion, first.Repulsion) && model.MomentCoefficients.Length == first.MomentCoefficients.Length
            && model.RadialCoefficients.SequenceEqual(first.RadialCoefficients);

        double[] Mean(Func<PotentialModel, double[]> of) =>
            [.. Enumerable.Range(0, of(first).Length).Select(i => models.Average(model => of(model)[i]))];
    }

    /// <summary>This potential, or the first member of a committee.</summary>
    internal Potential First => IsCommittee ? _members[0] : this;

    /// <summary>The plans that are evaluated: one, those of the members of a committee, or none, for PACE.</summary>
    internal IEnumerable<BasisPlan> Plans =>
        (IsCommittee ? _members : [this]).Where(one => one._model is not null).Select(one => one.Model.Plan);

    /// <summary>
    /// Several potentials as one: it predicts their mean, and how far they disagree (<see cref="Prediction.ForceSpread"/>).
    /// </summary>
    /// <param name="members">Two or more potentials for the same species, with the same cutoff.</param>
    /// <param name="spreadScale">See <see cref="SpreadScale"/>.</param>
    /// <exception cref="InputException">There are fewer than two, or their species or cutoffs differ.</exception>
    public static Potential Committee(IEnumerable<Potential> members, double spreadScale = 1)
    {
        Potential[] all = [.. members.SelectMany(member => member.IsCommittee ? member._members : [member])];
        if (all.Length < 2) throw new InputException("A committee needs at least two potentials; name more of them.");
        if (Array.Exists(all, member => member.Precision != Precision.Double))
            throw new InputException("A committee is evaluated in double precision; make it of potentials in double precision.");
        foreach (var member in all)
        {
            if (!Equals(member.Species, all[0].Species))
            {
                throw new InputException($"One potential is for {member.Species}, another for {all[0].Species}; "
                    + "make a committee of potentials for the same species.");
            }
            if (member.Cutoff == all[0].Cutoff) continue;
            throw new InputException(FormattableString.Invariant($"One potential has the cutoff {member.Cutoff} Å, another ")
                + FormattableString.Invariant($"{all[0].Cutoff} Å; make a committee of potentials that were fitted alike."));
        }
        return new(all, spreadScale);
    }

    /// <summary>The same with the grade of each atom (<see cref="Prediction.Grades"/>), which takes several times as long.</summary>
    /// <exception cref="InputException">As for <see cref="Evaluate"/>, or the potential has no active set.</exception>
    public Prediction Grade(Configuration configuration) => HasGrades
        ? _evaluator.Value.Evaluate(configuration, withGrades: true)
        : throw new InputException("The potential has no active set of neighbourhoods; add one with fastmtp grade --save.");
}
