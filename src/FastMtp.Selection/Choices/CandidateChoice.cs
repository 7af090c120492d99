using FastMtp.ActiveSets;
using FastMtp.Potentials;
using FastMtp.Selection.Descriptors;
using FastMtp.Selection.Exchanges;

namespace FastMtp.Selection.Choices;

/// <summary>
/// Chooses which configurations to label: those that a potential extrapolates to, without those that repeat others. The potential is a
/// single one, which grades, or a committee, whose first member grades.
/// </summary>
/// <param name="potential">The potential.</param>
/// <param name="rule">How to choose.</param>
/// <param name="mode">What is graded.</param>
/// <param name="order">In which order rows are exchanged.</param>
/// <param name="threads">Number of threads; 0 for one per core. Results do not depend on it.</param>
internal sealed class CandidateChoice(
    Potential potential, ChoiceRule rule, GradeMode mode = GradeMode.Neighborhood, ExchangeOrder order = ExchangeOrder.Maxvol,
    int threads = 0)
{
    private const double Smallest = 1e-6;

    /// <summary>Chooses from candidates.</summary>
    /// <param name="training">The data that the potential was fitted to; none if its own active set grades.</param>
    /// <param name="candidates">Configurations with the species of the potential.</param>
    /// <param name="progress">Takes a line on what is done.</param>
    /// <param name="runs">The simulation that each candidate is from, in the order of time; null if they do not follow each other.</param>
    /// <exception cref="InputException">A configuration cannot be evaluated, or spread was asked for without a committee.</exception>
    public ChoiceResult Choose(IReadOnlyList<Configuration> training, IReadOnlyList<Configuration> candidates,
        Action<string>? progress = null, IReadOnlyList<int>? runs = null)
    {
        if (rule.Reason != ChoiceReason.Grade && !potential.IsCommittee)
            throw new InputException("One potential has no spread; name the members of a committee.");
        using var builder = rule.Reason == ChoiceReason.Spread
            ? null : new ActiveSetBuilder(Grading, mode, order, threads, training, candidates);
        var grades = builder is null ? null : Grades(builder, training, candidates, progress);
        var spreads = potential.IsCommittee && rule.Reason != ChoiceReason.Grade ? Spreads(candidates) : null;
        var (usable, astray) = runs is null
            ? (Enumerable.Range(0, candidates.Count).ToArray(), 0) : RunFilter.Usable(rule, runs, grades, spreads);
        var wanted = new HashSet<int>();
        if (builder is not null) wanted.UnionWith(ByGrade(builder, candidates, grades!, usable, progress));
        if (spreads is not null) wanted.UnionWith(BySpread(spreads, usable, progress));
        var ordered = wanted.OrderByDescending(i => Urgency(grades?[i], spreads?[i])).ThenBy(i => i).ToArray();
        var distinct = Distinct([.. ordered.Select(i => candidates[i])]).ConvertAll(place => ordered[place]);
        return new([.. distinct.Take(rule.Limit).Select(i => new Choice(i, grades?[i], spreads?[i]))],
            ordered.Length, ordered.Length - distinct.Count, astray, grades, spreads);
    }

    private PotentialModel Grading => potential.First.Model;

    /// <summary>Both in units of what is just worth a label, which may be anything.</summary>
    private double Urgency(double? grade, double? spread) =>
        Math.Max(grade / Math.Max(rule.LeastGrade, Smallest) ?? 0, spread / Math.Max(rule.LeastSpread, Smallest) ?? 0);

    private double[] Grades(
        ActiveSetBuilder builder, IReadOnlyList<Configuration> training, IReadOnlyList<Configuration> candidates, Action<string>? progress)
    {
        var own = training.Count == 0 ? Grading.ActiveSet : null;
        if (own is not null) builder.Take(own);
        var set = own ?? builder.Build(
            training, (pass, exchanges) => progress?.Invoke($"pass {pass} through the training data: {exchanges} rows exchanged"));
        var grades = new double[candidates.Count];
        builder.Grade(candidates, set, (i, found) => grades[i] = found.Largest);
        return grades;
    }

    private IEnumerable<int> ByGrade(
        ActiveSetBuilder builder, IReadOnlyList<Configuration> candidates, double[] grades, int[] usable, Action<string>? progress)
    {
        var above = usable.Where(i => grades[i] > rule.LeastGrade).ToArray();
        progress?.Invoke($"{above.Length} of {candidates.Count} candidates have grades above {rule.LeastGrade}");
        return [.. builder.Select([.. above.Select(i => candidates[i])],
            (pass, exchanges) => progress?.Invoke($"pass {pass} through them: {exchanges} rows exchanged")).Select(i => above[i])];
    }

    private double[] Spreads(IReadOnlyList<Configuration> candidates)
    {
        var (spreads, next) = (new double[candidates.Count], 0);
        potential.EvaluateAll(candidates, threads, (_, predicted) =>
            spreads[next++] = potential.SpreadScale * predicted.ForceSpread!.Max());
        return spreads;
    }

    private IEnumerable<int> BySpread(double[] spreads, int[] usable, Action<string>? progress)
    {
        var above = usable.Where(i => spreads[i] > rule.LeastSpread).ToArray();
        progress?.Invoke(FormattableString.Invariant(
            $"{above.Length} of {spreads.Length} candidates have a spread above {rule.LeastSpread} eV/Å"));
        return above;
    }

    /// <summary>
    /// The places of those that are far enough from those before them. The training data hold nothing like them: grade or spread would be
    /// small then.
    /// </summary>
    private List<int> Distinct(IReadOnlyList<Configuration> candidates)
    {
        var distinct = new List<int>();
        if (candidates.Count == 0) return distinct;
        var rows = ConfigurationDescriptors.Of(candidates, potential.Species!.Count, potential.Cutoff, threads);
        for (var place = 0; place < candidates.Count; place++)
            if (!distinct.Exists(other => rows.Distance(place, other) < rule.LeastDistance)) distinct.Add(place);
        return distinct;
    }
}
