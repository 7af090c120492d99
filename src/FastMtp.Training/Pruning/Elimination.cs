using FastMtp.Basis;
using FastMtp.Training.LeastSquares;

namespace FastMtp.Training.Pruning;

/// <summary>
/// Backward elimination at fixed radial functions: of all groups of functions, the one goes next whose removal adds the least to the loss
/// for the time that it saves.
/// </summary>
internal sealed class Elimination
{
    /// <summary>What a group saves below this share of the cost that is aimed at does not count: it may not be needed.</summary>
    private const double Undershoot = 0.9;

    /// <summary>Costs are sums in different orders.</summary>
    private const double Rounding = 1e-9;

    private readonly PlanGraph _graph;
    private readonly InverseGram _gram;
    private readonly CostModel _costs;
    private readonly int _species;
    private readonly int _sets;
    private readonly bool[] _isLeft;

    /// <summary>Begins with all functions of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="equations">The loss as a function of [species | moments].</param>
    /// <param name="speciesCount">Number of species.</param>
    /// <param name="costs">Cost of what a plan computes.</param>
    public Elimination(BasisPlan plan, NormalEquations equations, int speciesCount, CostModel costs)
    {
        (_graph, _gram, _costs, _species) = (new(plan), new(equations), costs, speciesCount);
        _sets = (equations.Dimension - speciesCount) / plan.Functions.Length;
        _isLeft = [.. Enumerable.Repeat(true, plan.Functions.Length)];
    }

    /// <summary>The functions that are left, ascending.</summary>
    public IReadOnlyList<int> Functions => [.. Enumerable.Range(0, _isLeft.Length).Where(i => _isLeft[i])];

    /// <summary>The cost with them.</summary>
    public double Cost => _costs.Of(_graph.Counts);

    /// <summary>What their lack has added to the loss.</summary>
    public double Lost => _gram.Lost;

    /// <summary>[species | moments] the best coefficients; those of functions that are gone are zero.</summary>
    public double[] Coefficients()
    {
        var coefficients = new double[_species + _sets * _isLeft.Length];
        for (var i = 0; i < coefficients.Length; i++)
            if (i < _species || _isLeft[(i - _species) % _isLeft.Length]) coefficients[i] = _gram.Solution(i);
        return coefficients;
    }

    /// <summary>Removes groups until the cost is at most the given one, or a single function is left.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void RunTo(double cost, CancellationToken cancellation = default)
    {
        while (Cost > (1 + Rounding) * cost && Next(Cost - Undershoot * cost) is { } group)
        {
            cancellation.ThrowIfCancellationRequested();
            _graph.Remove(group);
            _gram.Remove(Columns(group));
            foreach (var function in group) _isLeft[function] = false;
        }
    }

    /// <summary>The group with the least loss for its cost; null if none may go.</summary>
    /// <param name="most">The most that a group can save.</param>
    private int[]? Next(double most)
    {
        var single = new double[_isLeft.Length];
        foreach (var function in Functions) single[function] = _gram.Loss(Columns([function]));
        var candidates = new List<Candidate>();
        var left = Functions.Count;
        foreach (var group in _graph.Groups)
        {
            int[] members = [.. group.Where(function => _isLeft[function])];
            if (members.Length == 0 || members.Length == left) continue;
            var saved = Math.Min(most, _costs.Saved(_graph.Released(members)));
            // The loss of a group is at least that of each of its members.
            if (saved > 0) candidates.Add(new(members, saved, members.Max(function => single[function]) / saved));
        }
        var (best, least) = ((int[]?)null, double.PositiveInfinity);
        foreach (var candidate in candidates.OrderBy(c => c.Bound))
        {
            if (candidate.Bound >= least) break;
            var order = candidate.Functions.OrderByDescending(function => single[function]).ToArray();
            var ratio = _gram.Loss(Columns(order), least * candidate.Saved) / candidate.Saved;
            if (ratio < least) (best, least) = (candidate.Functions, ratio);
        }
        return best;
    }

    private int[] Columns(IReadOnlyList<int> functions) =>
        [.. functions.SelectMany(function => Enumerable.Range(0, _sets).Select(set => _species + set * _isLeft.Length + function))];

    /// <param name="Functions">What would go.</param>
    /// <param name="Saved">The time that it would save.</param>
    /// <param name="Bound">The loss for that time is at least this.</param>
    private readonly record struct Candidate(int[] Functions, double Saved, double Bound);
}
